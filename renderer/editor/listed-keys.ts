import type { ListedKey } from '../palette/listed-keys.ts';

const key = (title: string, kbd: string): ListedKey => ({ title, kbd, group: 'In the text' });

/** The keys of a text, as `keys.ts`, `typing-rules.ts` and `menu-query.ts` bind them. */
export const readingKeys: readonly ListedKey[] = [
  key('Comment on the selected words', 'Ctrl+Alt+M'),
  key('To the tools at the selection', 'Alt+F10'),
  key('Leave the text', 'Esc'),
];
export const writingKeys: readonly ListedKey[] = [
  key('Bold', 'Mod+B'),
  key('Italic', 'Mod+I'),
  key('Link on the selected words', 'Mod+K'),
  key('Heading', 'Mod+Alt+1'),
  key('Bulleted list', 'Mod+Shift+8'),
  key('Numbered list', 'Mod+Shift+7'),
  key('Quote', 'Mod+Shift+9'),
  key('Plain text', 'Mod+Alt+0'),
  key('What an empty block is', '/'),
  key('Merge tag', '{{'),
  key('Undo what I wrote', 'Mod+Z'),
  ...readingKeys,
];
