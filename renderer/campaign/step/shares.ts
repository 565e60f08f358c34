/** Whole percentages that add up to 100, as even as they can be. */
export const evenShares = (count: number): number[] => {
  const each = Math.floor(100 / count);
  return Array.from({ length: count }, (_, index) => each + (index < 100 - each * count ? 1 : 0));
};
