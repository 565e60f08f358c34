import { Command, needsConnection } from '../../domain/command.ts';
import { newId } from '../app/new-id.ts';
import type { Outcome, Workspace } from './contract.ts';
import { inquiriesOf } from './inquiries.ts';
import { inviteLink } from './invite-link.ts';
import { hear, lead } from './leading.ts';
import { leave } from './leave.ts';
import { localRecord } from './local-record.ts';
import type { Outbox } from './outbox/outbox.ts';
import { recordChecker } from './record-checker.ts';
import { textsHere } from './rooms/texts-here.ts';
import type { KnownSeat } from './store/known-workspaces.ts';
import { cannotBeReached } from './transport/ask.ts';
import { versionReader } from './versions.ts';
import { wireParts, type Surroundings, type WorkspaceParts } from './workspace-parts.ts';

/** A workspace that this window has open. `flush` resolves once everything typed is on this laptop's disk, or was refused by it. */
export type OpenWorkspace = Workspace & {
  flush: () => Promise<{ unsent: number }>;
  /** The network came or went. */
  look: () => void;
  close: () => Promise<void>;
};

/** Opens a workspace from what this laptop keeps; the server is needed for nothing here. */
export const openWorkspace = async (seat: KnownSeat, around: Surroundings): Promise<OpenWorkspace> => {
  const listeners = new Set<() => void>();
  const parts = wireParts(seat, around, () => {
    for (const listener of listeners) listener();
  });
  const { endpoint, transport, store, windows, line, feed, outbox, rooms, recoveries, status, me, seen, cannotRead } =
    parts;

  // Heard from the beginning: what is told while the disk is read may not be in what is read.
  windows.listen((note) => hear(parts, note));
  await Promise.all([feed.load().catch(cannotRead), outbox.load().catch(cannotRead)]);
  await recoveries.load().catch(cannotRead);
  status.tellNow();
  windows.whenLeading(() => lead(parts));
  windows.tell({ kind: 'hello' });

  const flush = async (): Promise<{ unsent: number }> => {
    await Promise.all([rooms.flush(), outbox.settled()]);
    return { unsent: await unsent(parts) };
  };
  const onlyHere = async (): Promise<number> => (await unsent(parts)) + recoveries.list().length;
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
    sync: () => status.told,
    online: line.online,
    mayStop: () => line.online() || line.disputed(),
    signedOut: () => line.status.out,
    recoveries: recoveries.list,
    onlyHere,
    unsentRooms: () => store.unsentRooms(),
    textsHere: () => textsHere(store),
    dismissRecovery: (id) => {
      void recoveries.dismiss(id).then(() => windows.tell({ kind: 'recovered' }));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    send: (input) => send(outbox, input),
    discard: (id) => outbox.discard(id),
    retry: (id) => outbox.retry(id),
    openRoom: (name) => rooms.open(name),
    version: versionReader(transport, endpoint, store, feed.state),
    ...localRecord(feed.rows),
    checkRecord: recordChecker(transport, endpoint, feed.rows),
    inviteLink: async (secret, kind) => {
      const { address, fingerprint, onlyHere } = await transport.joinAddress(seat.server);
      return { link: inviteLink(address, seat.id, secret, fingerprint, kind), onlyHere };
    },
    save: async (path, name) => {
      try {
        return await transport.save(endpoint, `/api/w/${seat.id}${path}`, name);
      } catch {
        return { ok: false, says: cannotBeReached };
      }
    },
    inquiries: inquiriesOf(transport, endpoint),
    leave: async (anyway) => {
      const { close, openStore } = parts;
      const flushed = () => flush().then(onlyHere);
      const left = await leave(
        { transport, endpoint, member: seat.member.id, onlyHere: flushed, close, store: openStore },
        anyway,
      );
      if (left.kind === 'left') await around.left();
      return left;
    },
    flush,
    look: () => {
      line.poke();
      rooms.look();
    },
    close: parts.close,
  };
};

const send = async (outbox: Outbox, input: Parameters<Workspace['send']>[0]): Promise<Outcome> => {
  const parsed = Command.safeParse({ id: newId(), ...input });
  if (!parsed.success) {
    const says = parsed.error.issues[0]?.message ?? '';
    const sentence = says.endsWith('.') ? says : 'Something in this is not as it must be; nothing was sent.';
    return { kind: 'refused', reasons: [{ code: 'bad value', says: sentence, fix: null }] };
  }
  return needsConnection.has(parsed.data.kind) ? outbox.sendNow(parsed.data) : outbox.give(parsed.data);
};

/** How many commands, and texts with words in them, the server has not got. */
const unsent = async ({ store, outbox, rooms }: WorkspaceParts): Promise<number> => {
  // Where the disk cannot be read nobody knows; that is no reason to say that nothing is.
  const texts = await store.unsentRooms().then(
    ({ length }) => length,
    () => 1,
  );
  return outbox.list().length + Math.max(texts, rooms.unsent > 0 ? 1 : 0);
};
