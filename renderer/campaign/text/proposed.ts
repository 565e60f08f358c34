import type { Thread } from '../../../domain/state.ts';

/**
 * Who proposed words of one text that somebody else took: an accepted suggestion stands in the text under the id of whoever took it.
 * Words that are most of what was proposed there are the proposer's; null for all others.
 */
export const proposerIn = (threads: Readonly<Record<string, Thread>>, text: string) => {
  const taken = Object.values(threads).filter(({ anchor, state }) => anchor.text === text && state === 'accepted');
  return (by: string, words: string): string | null =>
    taken.find(
      ({ closed, replacement }) =>
        closed?.by === by &&
        replacement?.body?.text.includes(words) === true &&
        2 * words.length > replacement.body.text.length,
    )?.by ?? null;
};
