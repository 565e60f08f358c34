import type { PlacedThread } from './placed.ts';

export type State = 'open' | 'closed' | 'orphaned';
/** An orphaned thread is open still: it stands among the open ones, and by itself where they are looked for. */
export const inState =
  (state: State) =>
  ({ thread, orphaned }: PlacedThread): boolean =>
    state === 'closed' ? thread.state !== 'open' : thread.state === 'open' && (state === 'open' || orphaned);

/** Whose threads, and which: everything, those that block, those I take part in, those that one person began. */
export type Which = 'all' | 'blocking' | 'mine' | `by ${string}`;
export const isWhich =
  (which: Which, me: string) =>
  ({ thread }: PlacedThread): boolean => {
    if (which === 'all') return true;
    if (which === 'blocking') return thread.blocking;
    if (which === 'mine') return thread.by === me || thread.replies.some(({ by }) => by === me);
    return which === `by ${thread.by}`;
  };
