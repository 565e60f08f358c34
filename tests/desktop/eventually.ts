/** Resolves once `is` holds; polls, and says what never came. */
export const eventually = async (
  what: string,
  is: () => Promise<boolean> | boolean,
  patience = 15_000,
): Promise<void> => {
  const until = Date.now() + patience;
  while (!(await is())) {
    if (Date.now() > until) throw new Error(`never came: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
};
