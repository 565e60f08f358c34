/** So much of a text is shown that a dialog's buttons stay on the screen. */
const LONGEST = 600;

/** Somebody else's text for a system dialog: one line that reads in the order it is written in, so that it passes for no words of ours. */
export const oneLine = (text: string): string => {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
};
