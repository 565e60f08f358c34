/** How many decimals a currency has; 2 where it is unknown. */
export const decimals = (currency: string): number => {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};
/** Whole units as people type them, and minor units as they are kept. */
export const toMinor = (units: number, currency: string): number => Math.round(units * 10 ** decimals(currency));
export const toUnits = (minor: number, currency: string): number => minor / 10 ** decimals(currency);
