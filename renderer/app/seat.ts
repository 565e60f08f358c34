import type { Door, Entered, KnownWorkspace } from '../client/contract.ts';

/** Which chair this window sits in: from its address, so that it keeps it over a reload and three windows can be three people. */
export type Seat = { workspace: string | null; seat: string | null };
export const seatOf = (search: string): Seat => {
  const asked = new URLSearchParams(search);
  return { workspace: asked.get('workspace'), seat: asked.get('seat') };
};

/** The chair of whoever works on this laptop; every other one belongs to somebody of the sample. */
export const OWN_SEAT = 'me';

const latest = (known: KnownWorkspace[]): KnownWorkspace | undefined =>
  known.toSorted((one, other) => other.openedAt.localeCompare(one.openedAt))[0];

/**
 * Opens what the address asks for. A chair this laptop has sat in opens with no network; one of the sample's is taken on the
 * server. With nothing asked: the team's workspace opened last, never a chair of the sample. Null: nothing to open, show the start.
 */
export const enter = async (door: Door, { workspace, seat }: Seat): Promise<Entered | null> => {
  const known = await door.known();
  if (seat === null && workspace === null) {
    const last = latest(known.filter((each) => !each.sample));
    return last ? door.open(last.id, last.seat) : null;
  }
  const mine = latest(
    known.filter((each) => (workspace === null || each.id === workspace) && (seat === null || each.seat === seat)),
  );
  if (mine) return door.open(mine.id, mine.seat);
  if (seat !== null && seat !== OWN_SEAT) return door.sitDown(seat);
  return { ok: false, says: 'This laptop does not know that workspace. Sign in with a link: ask an admin for one.' };
};
