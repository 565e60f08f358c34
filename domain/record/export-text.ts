import { decodeUtf8 } from 'lib0/string.js';
import { rowSpans } from './row-spans.ts';

/** One newline at the end is a text editor's; a byte more is somebody's. */
export const readText = (input: Uint8Array | string): string | null => {
  try {
    const text = typeof input === 'string' ? input : decodeUtf8(input);
    return text.endsWith('\n') ? text.slice(0, -1) : text;
  } catch {
    return null;
  }
};

/** The first row whose bytes are no text; brackets and quotes are bytes of their own whatever stands between them. */
export const firstUndecoded = (input: Uint8Array | string): number | null => {
  if (typeof input === 'string') return null;
  const characters = Array.from(input, (byte) => String.fromCharCode(byte)).join('');
  const at = rowSpans(characters).findIndex(({ start, end }) => readText(input.subarray(start, end)) === null);
  return at < 0 ? null : at + 1;
};

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Line and column of what makes a text no JSON, as far as the engine says. */
export const placeOf = (json: string): string | null => {
  try {
    JSON.parse(json);
    return null;
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    if (at === undefined) return null;
    const before = json.slice(0, Number(at)).split('\n');
    return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  }
};
