/** The longest line of a feed, in characters: many times what an event and its texts can be. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * Splits newline-delimited JSON as it comes in, cut anywhere; empty lines between say only that the server is still there. Throws where a
 * line is no JSON, or does not end: else a server could fill the memory of whoever listens.
 */
export const lineSplitter = (): ((text: string) => unknown[]) => {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw new Error('A line of the feed is too long.');
    return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
  };
};
