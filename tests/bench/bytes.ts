/** A size as every report of this folder writes it: 1 kB is 1,000 bytes. */
export const bytes = (count: number): string => `${(count / 1000).toFixed(1).padStart(7)} kB`;
