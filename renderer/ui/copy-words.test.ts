import { afterEach, expect, it, vi } from 'vitest';
import { copyWords } from './copy-words.ts';
import { readToasts } from './toast.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});
const said = (): string[] => readToasts().map(({ message }) => message);

it('says that words are on the clipboard only once they are, and otherwise how to keep them', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await copyWords('Words.');
  expect(writeText).toHaveBeenCalledWith('Words.');
  expect(said().at(-1)).toBe('Copied.');
  writeText.mockReturnValue(Promise.reject(new Error('not allowed')));
  await copyWords('Words.');
  expect(said().at(-1)).toContain('copy them by hand');
});
