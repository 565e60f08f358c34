import { isOver } from '../../domain/people/member.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Store } from '../store/store.ts';

export type NotIn = 'sign in' | 'suspended' | 'guest link over';

/**
 * Why a session admits nobody now; null where it does. Asked for every request, for every room that is entered, and again of all that is
 * open whenever a session, a member or the time may have changed it.
 */
export const notIn = (state: WorkspaceState, store: Store, session: string, now: number): NotIn | null => {
  const stored = store.session(session);
  const member = stored && Object.hasOwn(state.members, stored.member) ? state.members[stored.member] : undefined;
  if (!stored || !member || Date.parse(stored.ends) <= now) return 'sign in';
  if (member.suspended) return 'suspended';
  return isOver(member, new Date(now).toISOString()) ? 'guest link over' : null;
};

/** Nobody waits longer than this for the next look, in ms: timers beyond 24 days fire at once, and clocks are set. */
const LOOK_AGAIN = 60_000;

/** Looks again when the next guest's time is over. Returns its undo. */
export const watchGuests = (
  workspace: { state: () => WorkspaceState; lookAgain: () => void; listen: (heard: () => void) => () => void },
  clock: () => number,
): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  let known = 0;
  const wait = (): void => {
    clearTimeout(timer);
    const { members } = workspace.state();
    known = Object.keys(members).length;
    const now = clock();
    const ends = Object.values(members)
      .flatMap(({ guest }) => (guest ? [Date.parse(guest.until)] : []))
      .filter((until) => until > now);
    if (ends.length === 0) return;
    timer = setTimeout(
      () => {
        workspace.lookAgain();
        wait();
      },
      Math.min(Math.min(...ends) - now, LOOK_AGAIN),
    );
    timer.unref();
  };
  const stop = workspace.listen(() => {
    if (Object.keys(workspace.state().members).length !== known) wait();
  });
  wait();
  return () => {
    clearTimeout(timer);
    stop();
  };
};
