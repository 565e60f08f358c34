/** How long a link that lets somebody in can be made to work. */
export const lasts = [
  { value: '1', label: 'One day' },
  { value: '7', label: 'One week' },
  { value: '30', label: 'Thirty days' },
] as const;
export type Days = (typeof lasts)[number]['value'];

export const endAfter = (days: Days): string => new Date(Date.now() + Number(days) * 24 * 3600 * 1000).toISOString();
