import { WritersReply } from '../../domain/wire/http.ts';
import type { KnownSeat } from './store/known-workspaces.ts';
import { ask } from './transport/ask.ts';
import type { Transport } from './transport/transport.ts';

/** Those of these chairs whose workspace has a campaign, one of each workspace: the one that was open last. Nobody else is asked. */
export const holding = async (
  campaign: string,
  seats: readonly KnownSeat[],
  transport: Transport,
): Promise<KnownSeat[]> => {
  const has = async ({ server, id, seat }: KnownSeat): Promise<boolean> => {
    const path = `/api/w/${id}/campaigns/${encodeURIComponent(campaign)}/writers`;
    return (await ask(transport, { server, workspace: id, seat }, 'GET', path, WritersReply)).kind === 'answered';
  };
  const latestLast = seats.toSorted((one, other) => one.openedAt.localeCompare(other.openedAt));
  const asked = await Promise.all(latestLast.map(async (seat) => ({ seat, has: await has(seat) })));
  const found = asked.filter((each) => each.has).map(({ seat }) => [`${seat.server} ${seat.id}`, seat] as const);
  return [...new Map(found).values()];
};
