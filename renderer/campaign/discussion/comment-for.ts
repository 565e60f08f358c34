import type { Thread } from '../../../domain/state.ts';

/** What older clients sent for a suggestion without a comment; a thread needs one. */
const NO_REASON = 'Suggested wording.';

/** The comment of a suggestion that came without one: its own words, so that every list and record says what was proposed. */
export const commentFor = (comment: string, replacement: string): string =>
  comment.trim() || replacement.trim() || 'Remove these words.';

/** Whether the comment says more than the suggestion beside it. */
export const saysMore = ({ comment, replacement }: Thread): boolean =>
  !replacement || (comment.body?.text !== NO_REASON && comment.body?.text !== replacement.body?.text.trim());
