const KEY = 'countersign.server';

/** The server a person chose last is asked first. */
export const keepUsualServer = (url: string): void => {
  try {
    localStorage.setItem(KEY, url);
  } catch {
    // Costs the order at the next start, nothing else.
  }
};

export const usualFirst = (urls: readonly string[]): string[] => {
  let usual: string | null = null;
  try {
    usual = localStorage.getItem(KEY);
  } catch {
    // As above.
  }
  return usual !== null && urls.includes(usual) ? [usual, ...urls.filter((url) => url !== usual)] : [...urls];
};
