import type { ListedKey } from '../../palette/listed-keys.ts';

const group = 'Reading a version';
const key = (kbd: string, title: string): ListedKey => ({ title, kbd, group });

const moving = [key('J', 'Next change'), key('K', 'Previous change')];
const viewing = key('V', 'Mark the part as viewed; further down in a long one');
const comment = key('C', 'Comment');
const send = key('Mod+Enter', 'Send it');

/** The keys of whoever may only read a version, may comment on it, and may sign it. */
export const readingKeys = {
  read: moving,
  comment: [...moving, comment, send],
  sign: [...moving, viewing, comment, key('R', 'Request changes'), key('S', 'Sign'), send],
} satisfies Record<string, readonly ListedKey[]>;
