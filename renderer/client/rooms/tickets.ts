import type { RoomName } from '../../../domain/campaign/rooms.ts';
import { TicketsReply, type Ticket } from '../../../domain/wire/http.ts';
import { SCHEMA, closeCodes } from '../../../domain/wire/sync.ts';
import { ask, isPassing } from '../transport/ask.ts';
import type { Endpoint } from '../transport/endpoint.ts';
import type { Transport } from '../transport/transport.ts';

const anotherMember = 'Somebody else is signed in here now. Your words stay on this laptop.';
/** The most one request may ask for. */
const AT_ONCE = 64;
/** Resolves to the room's one-time ticket or why there is none; `unreachable` where it is worth asking again. Never rejects. */
export type AskTicket = (room: RoomName) => Promise<Ticket | 'unreachable'>;

/**
 * Asks for tickets; rooms that need one at the same moment share a request. `member`: whose words are in those rooms. A browser's session
 * may be another's by now, and would send them in their name. `hasSeen`: whether this laptop has a row of the feed. Before it has the one
 * by which its member was suspended, nothing that waits in those rooms may go out.
 */
export const ticketOffice = (
  transport: Transport,
  endpoint: Endpoint,
  member: string,
  hasSeen: (row: number) => boolean,
): AskTicket => {
  let waiting: { room: RoomName; give: (ticket: Ticket | 'unreachable') => void }[] = [];

  const fetchFor = async (asked: typeof waiting): Promise<void> => {
    const rooms = asked.map(({ room }) => room);
    const reply = await ask(transport, endpoint, 'POST', `/api/w/${endpoint.workspace}/tickets`, TicketsReply, {
      rooms,
      schema: SCHEMA,
    });
    asked.forEach(({ room, give }, index) => {
      if (reply.kind === 'unreachable') return give('unreachable');
      if (reply.kind === 'answered') {
        // First whose they are: another member's suspension is a row that this laptop need not wait for.
        if ((reply.value.member ?? member) !== member)
          return give({ ok: false, room, code: closeCodes.signIn, says: anotherMember });
        if (!hasSeen(reply.value.suspended ?? 0)) return give('unreachable');
        return give(reply.value.tickets[index] ?? 'unreachable');
      }
      // A server that stops has closed its workspaces before its doors, and says for a moment that there is no such one.
      if (isPassing(reply.status) || reply.status === 404) return give('unreachable');
      const code = reply.status === 401 ? closeCodes.signIn : closeCodes.noRight;
      return give({ ok: false, room, code, says: reply.says });
    });
  };

  return (room) =>
    new Promise((give) => {
      waiting.push({ room, give });
      if (waiting.length > 1) return;
      // The rooms of a screen are opened in one go.
      setTimeout(() => {
        const asked = waiting;
        waiting = [];
        for (let at = 0; at < asked.length; at += AT_ONCE) void fetchFor(asked.slice(at, at + AT_ONCE));
      });
    });
};
