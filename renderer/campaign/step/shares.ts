/** Whole percentages that add up to 100, as even as they can be. */
export const evenShares = (count: number): number[] => {
  const each = Math.floor(100 / count);
  return Array.from({ length: count }, (_, index) => each + (index < 100 - each * count ? 1 : 0));
};

/** Of two shares the other one is what is left; more of them nobody can guess. */
export const withShare = (shares: readonly (number | null)[], at: number, share: number | null): (number | null)[] =>
  shares.map((each, index) => {
    if (index === at) return share;
    const rest = share !== null && share >= 0 && share <= 100 ? 100 - share : each;
    return shares.length === 2 ? rest : each;
  });
