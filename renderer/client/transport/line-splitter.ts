/** Splits newline-delimited JSON as it comes in; empty lines between say only that the server is still there. */
export const lineSplitter = (): ((text: string) => unknown[]) => {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
  };
};
