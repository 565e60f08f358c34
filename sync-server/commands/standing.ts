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

/** Looks again when the next guest's time or the next session is over. Returns its undo. */
export const watchEnds = (
  workspace: {
    state: () => WorkspaceState;
    store: Pick<Store, 'nextSessionEnd'>;
    lookAgain: () => void;
    listen: (heard: () => void) => () => void;
  },
  clock: () => number,
): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  let known = 0;
  let due = Infinity;
  const next = (now: number): number => {
    const members = Object.values(workspace.state().members);
    const session = workspace.store.nextSessionEnd(new Date(now).toISOString());
    const ends = members.flatMap(({ guest }) => (guest ? [guest.until] : [])).concat(session ?? []);
    return Math.min(...ends.map((end) => Date.parse(end)).filter((end) => end > now));
  };
  const look = (): void => {
    clearTimeout(timer);
    known = Object.keys(workspace.state().members).length;
    const now = clock();
    try {
      if (due <= now) workspace.lookAgain();
      due = next(now);
    } catch {
      // A disk that does not answer is asked again; whoever writes hears of it by themselves.
      due = now + LOOK_AGAIN;
    }
    // Also where nothing ends: a session that begins meanwhile is not heard of, and lasts much longer than this.
    timer = setTimeout(look, Math.min(due - now, LOOK_AGAIN));
    timer.unref();
  };
  const stop = workspace.listen(() => {
    if (Object.keys(workspace.state().members).length !== known) look();
  });
  look();
  return () => {
    clearTimeout(timer);
    stop();
  };
};
