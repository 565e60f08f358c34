import { can } from '../../domain/people/can.ts';
import type { Member } from '../../domain/people/member.ts';
import { KeysReply } from '../../domain/wire/http.ts';
import type { SyncStatus } from './contract.ts';
import type { LineStatus } from './feed/follow-feed.ts';
import { LocalFeed } from './feed/local-feed.ts';
import { ServerLine } from './feed/server-line.ts';
import { Signatures } from './feed/signatures.ts';
import { headQuery } from './feed/whole-feed.ts';
import { foresee, type Foreseen } from './outbox/optimistic.ts';
import { Outbox } from './outbox/outbox.ts';
import { Recoveries } from './recoveries.ts';
import { Rooms } from './rooms/rooms.ts';
import { ticketOffice } from './rooms/tickets.ts';
import { StatusDebounce } from './status-debounce.ts';
import { openIndexedStore, storeName } from './store/indexed-store.ts';
import type { KnownSeat } from './store/known-workspaces.ts';
import { syncStatus } from './sync-status.ts';
import { ask } from './transport/ask.ts';
import type { Endpoint } from './transport/endpoint.ts';
import type { Transport } from './transport/transport.ts';
import { openWindowChannel } from './window-channel.ts';

export type Surroundings = {
  transport: Transport;
  /** Absent where the browser has none. */
  locks: LockManager | undefined;
  now: () => Date;
  /** This member's name or role is another one now, so that the start shows it. */
  memberChanged: (member: Member, name: string) => void;
  /** The session on this laptop is over. */
  left: () => Promise<void>;
};

export type WorkspaceParts = ReturnType<typeof wireParts>;

/** The parts of one open workspace, each told of what the others learn. `changed`: something that a screen may show is otherwise. */
export const wireParts = (
  seat: KnownSeat,
  { transport, locks, now, memberChanged }: Surroundings,
  changed: () => void,
) => {
  const key = { server: seat.server, workspace: seat.id, member: seat.member.id };
  const endpoint: Endpoint = { server: seat.server, workspace: seat.id, seat: seat.seat };
  const openStore = () => openIndexedStore(key);
  const store = openStore();
  const windows = openWindowChannel(storeName(key), locks);
  /** Why commands cannot go out, and why the feed cannot be kept, in sentences. */
  let stuck: string | null = null;
  let unkept: string | null = null;
  let foreseen: Foreseen | null = null;
  let closed = false;
  /** As the server said last, or its feed: who is suspended stays so while it cannot be reached. */
  let suspended = false;

  const cannotRead = (error: unknown) => {
    if (!closed) console.warn('What this laptop keeps of the workspace could not be read.', error);
  };
  /** What is unsent is kept from here on, and no more sent by itself; or is sent again. */
  const becomeSuspended = (is: boolean): void => {
    if (is === suspended) return;
    suspended = is;
    outbox.hurry();
    rooms.look();
    status.look();
  };
  const line = new ServerLine((was: LineStatus) => {
    const { online, out } = line.status;
    becomeSuspended(out === null ? suspended && !online : out.why === 'suspended');
    if (online !== was.online) {
      if (online) outbox.hurry();
      else outbox.lineBroke();
      rooms.look();
    }
    if (online !== was.online || out?.why !== was.out?.why || line.status.trouble !== was.trouble) changed();
    status.look();
  });
  const feed = new LocalFeed({
    store,
    workspace: seat.id,
    changed: () => {
      foreseen = null;
      outbox.rowsCame();
      rooms.look();
      const { members, name } = feed.state();
      const member = members[seat.member.id];
      if (member) memberChanged(member, name);
      changed();
    },
    wrote: (rows) => windows.tell({ kind: 'rows', rows }),
    trouble: (says) => {
      unkept = says;
      status.look();
    },
  });
  const outbox = new Outbox({
    store,
    post: (command, head) =>
      transport.request(
        endpoint,
        'POST',
        `/api/w/${seat.id}/commands?member=${seat.member.id}${head ? headQuery(head).replace('?', '&') : ''}`,
        command,
      ),
    state: feed.state,
    online: line.online,
    disputed: line.disputed,
    suspended: () => suspended,
    leads: windows.leads,
    changed: () => {
      foreseen = null;
      rooms.look();
      status.look();
      changed();
    },
    tell: windows.tell,
    doubt: () => line.doubt(),
    stuck: (says) => {
      stuck = says;
      status.look();
    },
    now,
  });
  const me = (): Member => feed.state().members[seat.member.id] ?? seat.member;
  /** The state with what waits in the outbox on top, as the person expects to see it. */
  const seen = (): Foreseen => (foreseen ??= foresee(feed.state(), outbox.list(), seat.member.id));
  const rooms = new Rooms({
    store,
    tell: windows.tell,
    leads: windows.leads,
    askTicket: ticketOffice(transport, endpoint, seat.member.id, (row) => {
      const has = feed.head().number >= row;
      if (!has) line.doubt();
      return has;
    }),
    open: (room, protocols) => transport.socket(endpoint, room, protocols),
    campaign: (id) => (feed.state().campaigns[id] ? 'known' : seen().pendingIds.has(id) ? 'pending' : 'unknown'),
    access: (kind) =>
      !suspended && can(me(), kind === 'brief' ? 'write brief' : 'write copy', feed.state().policy) ? 'write' : 'read',
    online: line.online,
    suspended: () => suspended,
    kept: () => {
      if (closed) return;
      windows.tell({ kind: 'recovered' });
      recoveries.load().catch(cannotRead);
    },
    changed: () => {
      status.look();
      // A room that only had something to send is let go of once it is sent; not in the middle of its own news.
      queueMicrotask(() => {
        if (!closed) rooms.tidy();
      });
    },
    now,
  });
  const recoveries = new Recoveries({
    store,
    campaignName: (id) => feed.state().campaigns[id]?.name ?? null,
    changed: () => {
      status.look();
      changed();
    },
  });
  const readStatus = (): SyncStatus => {
    const list = outbox.list();
    return syncStatus({
      trouble: line.status.trouble ?? stuck ?? unkept ?? outbox.unread ?? recoveries.says ?? rooms.notice,
      refused: list.filter(({ state }) => state === 'refused').length,
      online: line.online(),
      waiting: list.filter(({ state }) => state !== 'refused').length,
      stalled: outbox.stalled,
      unsent: rooms.unsent,
      unsaved: rooms.unsaved,
      connected: rooms.connected,
    });
  };
  const status = new StatusDebounce(readStatus, changed);
  const signatures = new Signatures(async () => {
    const path = `/.well-known/countersign/${seat.id}/keys`;
    const asked = await ask(transport, endpoint, 'GET', path, KeysReply);
    return asked.kind === 'answered' ? asked.value.keys : null;
  });

  return {
    seat,
    endpoint,
    transport,
    store,
    openStore,
    windows,
    line,
    feed,
    signatures,
    outbox,
    rooms,
    recoveries,
    status,
    me,
    seen,
    cannotRead,
    isSuspended: () => suspended,
    becomeSuspended,
    isClosed: () => closed,
    /** Lets go of all of it; what is not on the disk yet still gets there, unless the disk refuses it. */
    close: async (): Promise<void> => {
      if (closed) return;
      closed = true;
      line.stop();
      outbox.stop();
      feed.stop();
      status.stop();
      await rooms.close();
      windows.close();
      store.close();
    },
  };
};
