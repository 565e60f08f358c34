import { Command } from '../../domain/command.ts';
import { needsConnection } from '../../domain/command.ts';
import { isShown } from '../../domain/event.ts';
import type { Member } from '../../domain/people/member.ts';
import { can } from '../../domain/people/can.ts';
import { KeysReply } from '../../domain/wire/http.ts';
import { newId } from '../app/new-id.ts';
import type { Outcome, SyncStatus, Workspace } from './contract.ts';
import { followFeed, type Standing } from './feed/follow-feed.ts';
import { LocalFeed } from './feed/local-feed.ts';
import { restoredSays, takenBack } from './feed/restored.ts';
import { Signatures } from './feed/signatures.ts';
import { wholeFeed } from './feed/whole-feed.ts';
import { inquiriesOf } from './inquiries.ts';
import { foresee, type Foreseen } from './outbox/optimistic.ts';
import { Outbox } from './outbox/outbox.ts';
import { Recoveries } from './recoveries.ts';
import { Rooms } from './rooms/rooms.ts';
import { ticketOffice } from './rooms/tickets.ts';
import { openSiblings } from './siblings.ts';
import { openIndexedStore, storeName } from './store/indexed-store.ts';
import type { KnownSeat } from './store/known-workspaces.ts';
import { claimsMore, syncStatus } from './sync-status.ts';
import { inviteLink } from './invite-link.ts';
import { endSession } from './leave.ts';
import { ask } from './transport/ask.ts';
import type { Place } from './transport/place.ts';
import type { Transport } from './transport/transport.ts';
import { recordChecker } from './record-checker.ts';
import { versionReader } from './versions.ts';

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

/** A workspace that this window has open. `flush` resolves once everything typed is on this laptop's disk. */
export type OpenWorkspace = Workspace & {
  flush: () => Promise<{ unsent: number }>;
  /** The network came or went. */
  look: () => void;
  close: () => Promise<void>;
};

/** How long a change to a safer word waits, so that the pill does not flicker with every key, in ms. */
const CALM = 400;

/** Opens a workspace from what this laptop keeps; the server is needed for nothing here. */
export const openWorkspace = async (seat: KnownSeat, around: Surroundings): Promise<OpenWorkspace> => {
  const { transport, now } = around;
  const key = { server: seat.server, workspace: seat.id, member: seat.member.id };
  const place: Place = { server: seat.server, workspace: seat.id, seat: seat.seat };
  const store = openIndexedStore(key);
  const siblings = openSiblings(storeName(key), around.locks);
  const listeners = new Set<() => void>();
  let standing: Standing = { online: false, trouble: null, out: null };
  let stuck: string | null = null;
  let unkept: string | null = null;
  let follower: ReturnType<typeof followFeed> | null = null;
  let foreseen: Foreseen | null = null;
  let status: SyncStatus = { kind: 'on server' };
  let calming: ReturnType<typeof setTimeout> | null = null;
  let closed = false;

  const tellListeners = () => {
    for (const listener of listeners) listener();
  };
  const online = () => standing.online;
  const feed = new LocalFeed({
    store,
    workspace: seat.id,
    changed: () => {
      foreseen = null;
      outbox.rowsCame();
      rooms.look();
      const { members, name } = feed.state();
      const member = members[seat.member.id];
      if (member) around.memberChanged(member, name);
      tellListeners();
    },
    wrote: (rows) => siblings.tell({ kind: 'rows', rows }),
    trouble: (says) => {
      unkept = says;
      restate();
    },
  });
  const me = (): Member => feed.state().members[seat.member.id] ?? seat.member;
  const signatures = new Signatures(async () => {
    const path = `/.well-known/countersign/${seat.id}/keys`;
    const asked = await ask(transport, place, 'GET', path, KeysReply);
    return asked.kind === 'answered' ? asked.value.keys : null;
  });
  const isGuest = (): boolean => me().guest !== undefined;
  const outbox = new Outbox({
    store,
    post: (command) => transport.request(place, 'POST', `/api/w/${seat.id}/commands`, command),
    state: feed.state,
    online,
    leads: siblings.leads,
    changed: () => {
      foreseen = null;
      rooms.look();
      restate();
      tellListeners();
    },
    tell: siblings.tell,
    doubt: () => follower?.doubt(),
    stuck: (says) => {
      stuck = says;
      restate();
    },
    now,
  });
  const rooms = new Rooms({
    store,
    tell: siblings.tell,
    askTicket: ticketOffice(transport, place, seat.member.id),
    open: (room, protocols) => transport.socket(place, room, protocols),
    campaign: (id) => (feed.state().campaigns[id] ? 'known' : seen().pendingIds.has(id) ? 'pending' : 'unknown'),
    access: (kind) =>
      can(me(), kind === 'brief' ? 'write brief' : 'write copy', feed.state().policy) ? 'write' : 'read',
    online,
    kept: () => {
      if (closed) return;
      siblings.tell({ kind: 'kept' });
      recoveries.load().catch((error: unknown) => {
        console.warn('What is kept on this laptop could not be read.', error);
      });
    },
    changed: () => {
      restate();
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
      restate();
      tellListeners();
    },
  });
  const seen = (): Foreseen => (foreseen ??= foresee(feed.state(), outbox.list(), seat.member.id));

  const readStatus = (): SyncStatus => {
    const list = outbox.list();
    return syncStatus({
      trouble: standing.trouble ?? stuck ?? unkept ?? recoveries.says ?? rooms.notice,
      refused: list.filter(({ state }) => state === 'refused').length,
      online: online(),
      waiting: list.filter(({ state }) => state !== 'refused').length,
      stalled: outbox.stalled,
      unsent: rooms.unsent,
      unsaved: rooms.unsaved,
      connected: rooms.connected,
    });
  };
  const say = (fresh: SyncStatus) => {
    if (JSON.stringify(fresh) === JSON.stringify(status)) return;
    status = fresh;
    tellListeners();
  };
  /** For the worse at once; for the better once it has been so for a moment. */
  const restate = () => {
    if (closed) return;
    const fresh = readStatus();
    if (!claimsMore(fresh, status)) {
      if (calming !== null) clearTimeout(calming);
      calming = null;
      return say(fresh);
    }
    calming ??= setTimeout(() => {
      calming = null;
      say(readStatus());
    }, CALM);
  };
  const stand = (fresh: Standing) => {
    if (closed) return;
    const was = standing;
    standing = fresh;
    if (fresh.online !== was.online) {
      if (fresh.online) outbox.hurry();
      else outbox.lineBroke();
      rooms.look();
    }
    if (fresh.online !== was.online || fresh.out?.why !== was.out?.why) tellListeners();
    restate();
  };

  /** The server tells another story: taken where it says itself that it was restored, and says since when. */
  const mend = async (): Promise<boolean> => {
    const theirs = await wholeFeed(transport, place, isGuest());
    const back = theirs && takenBack(await feed.rows(), theirs);
    if (theirs === null || back === null || (await signatures.check(null, theirs)) !== 'holds') return false;
    const { restored, undone } = back;
    await recoveries.keepUndone(restored, undone, restoredSays(undone.length));
    // Before its rows are gone: a number told before the restore may be another command's by now.
    outbox.wasPutBack();
    await feed.replace(theirs);
    siblings.tell({ kind: 'restored' });
    await compareRooms();
    return true;
  };
  /** Every text here is of another epoch now: opened, it keeps what the server lost and fetches what it has. */
  const compareRooms = async (): Promise<void> => {
    const names = await store.rooms();
    if (!closed) rooms.visit(names);
  };
  const lead = () => {
    if (closed) return;
    follower = followFeed({
      transport,
      place,
      member: seat.member.id,
      head: feed.head,
      guest: isGuest,
      signed: (rows) => signatures.check(feed.state().key, rows),
      take: async (rows) => {
        await feed.take(rows);
        if (rows.some((row) => isShown(row) && row.event.kind === 'restored')) await compareRooms();
      },
      mend,
      stands: (fresh) => {
        stand(fresh);
        siblings.tell({ kind: 'standing', ...fresh });
      },
    });
    outbox.reload();
    const sendUnsent = async () => {
      const names = await store.unsentRooms();
      if (!closed) rooms.send([...names, ...recoveries.uncompared]);
    };
    sendUnsent().catch((error: unknown) => {
      console.warn('What is unsent on this laptop could not be looked up.', error);
    });
  };
  siblings.listen((note) => {
    if (note.kind === 'hello' && siblings.leads()) {
      siblings.tell({ kind: 'standing', ...standing });
      outbox.reload();
    } else if (note.kind === 'standing' && !siblings.leads())
      stand({ online: note.online, trouble: note.trouble, out: note.out });
    else if (note.kind === 'rows') void feed.heard(note.rows).catch(() => undefined);
    else if (note.kind === 'restored') {
      outbox.heard(note);
      void Promise.all([feed.load(), recoveries.load()]).catch(() => undefined);
    } else if (note.kind === 'kept') void recoveries.load().catch(() => undefined);
    else {
      outbox.heard(note);
      rooms.heard(note);
    }
  });

  const cannotRead = (error: unknown) => {
    console.warn('What this laptop keeps of the workspace could not be read.', error);
  };
  await Promise.all([feed.load().catch(cannotRead), outbox.load().catch(cannotRead)]);
  await recoveries.load().catch(cannotRead);
  status = readStatus();
  siblings.whenLeading(lead);
  siblings.tell({ kind: 'hello' });

  const send = async (input: Parameters<Workspace['send']>[0]): Promise<Outcome> => {
    const parsed = Command.safeParse({ id: newId(), ...input });
    if (!parsed.success) {
      const says = parsed.error.issues[0]?.message ?? '';
      const sentence = says.endsWith('.') ? says : 'Something in this is not as it must be; nothing was sent.';
      return { kind: 'refused', reasons: [{ code: 'bad value', says: sentence, fix: null }] };
    }
    return needsConnection.has(parsed.data.kind) ? outbox.sendNow(parsed.data) : outbox.give(parsed.data);
  };
  const unsent = async (): Promise<number> => {
    const roomsUnsent = await store.unsentRooms().catch(() => []);
    return outbox.list().length + Math.max(roomsUnsent.length, rooms.unsent > 0 ? 1 : 0);
  };
  const onlyHere = async (): Promise<number> => (await unsent()) + recoveries.list().length;
  const flush = async (): Promise<{ unsent: number }> => {
    await Promise.all([rooms.flush(), outbox.settled()]);
    return { unsent: await unsent() };
  };
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    follower?.stop();
    outbox.stop();
    feed.stop();
    if (calming !== null) clearTimeout(calming);
    await rooms.close();
    siblings.close();
    store.close();
  };

  return {
    id: seat.id,
    get name() {
      return feed.state().name || seat.name;
    },
    sample: seat.sample,
    me,
    state: () => seen().state,
    pendingIds: () => seen().pendingIds,
    outbox: () => outbox.list(),
    sync: () => status,
    online,
    signedOut: () => standing.out,
    recoveries: recoveries.list,
    onlyHere,
    unsentRooms: () => store.unsentRooms(),
    dismissRecovery: (id) => {
      void recoveries.dismiss(id).then(() => siblings.tell({ kind: 'kept' }));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    send,
    discard: (id) => {
      outbox.discard(id);
    },
    retry: (id) => outbox.retry(id),
    openRoom: (name) => rooms.open(name),
    version: versionReader(transport, place, store, feed.state),
    record: async (campaign) => {
      const rows = (await feed.rows()).filter(isShown);
      // The event that erases a text is kept before the text is taken out: whoever reads in between must not show it.
      const gone = new Set(rows.flatMap(({ event }) => (event.kind === 'text erased' ? [event.data.hash] : [])));
      return rows
        .filter(({ event }) => event.campaign === campaign)
        .map((row) => {
          const names = Object.entries(row.event.bodies).filter(([, hash]) => gone.has(hash));
          return names.length === 0
            ? row
            : { ...row, bodies: { ...row.bodies, ...Object.fromEntries(names.map(([name]) => [name, null])) } };
        });
    },
    checkRecord: recordChecker(transport, place, feed.rows),
    inviteLink: async (secret, kind) => {
      const { address, fingerprint, onlyHere } = await transport.joinAddress(seat.server);
      return { link: inviteLink(address, seat.id, secret, fingerprint, kind), onlyHere };
    },
    textAt: async (hash) => {
      for (const { number, event } of (await feed.rows()).filter(isShown)) {
        const found = Object.entries(event.bodies).find(([, each]) => each === hash);
        if (found) return { number, name: found[0] };
      }
      return null;
    },
    save: async (path, name) => {
      try {
        return await transport.save(place, `/api/w/${seat.id}${path}`, name);
      } catch {
        return { ok: false, says: 'The server cannot be reached. Try again when this laptop is connected.' };
      }
    },
    inquiries: inquiriesOf(transport, place),
    leave: async (anyway) => {
      await flush();
      const count = await onlyHere();
      if (count > 0 && !anyway.unsent) return { kind: 'unsent', count };
      const ended = await endSession(transport, place, anyway.unheard);
      if (ended.kind !== 'left' && !(ended.kind === 'unreachable' && anyway.unheard)) return ended;
      await close();
      // What is nowhere else stays in its store: the same member finds it again after coming back.
      if (count === 0) await openIndexedStore(key).destroy();
      await around.left();
      return { kind: 'left' };
    },
    flush,
    look: () => {
      follower?.poke();
      rooms.look();
    },
    close,
  };
};
