import * as Y from 'yjs';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import type { checkUpdate } from '../../domain/campaign/check-update.ts';
import { WalkedTooFar } from '../../domain/campaign/conflict-walk.ts';
import { foundingLength, foundingUpdate } from '../../domain/campaign/founding.ts';
import type { RoomKind } from '../../domain/campaign/rooms.ts';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import type { Aside, Store, StoredRoom, StoredRow, StoredText } from '../store/store.ts';
import { MAX_WALK } from './room-limits.ts';

export type LoadPorts = {
  store: Pick<Store, 'loadRoom' | 'setAside'>;
  check: typeof checkUpdate;
  log: Log;
  meters: Meters;
};

/**
 * Reads what is stored of a room. What cannot be applied is set aside and named, and the room opens with the rest. `suspect`: something
 * stored did not apply although it is as it was written, so each row is tried by itself. Throws where the disk does not let it.
 */
export const loadText = (room: StoredRoom, ports: LoadPorts, suspect: boolean): StoredText => {
  const { name, epoch } = room;
  const known = new Set<string>();
  for (;;) {
    const stored = founded(room.kind, ports.store.loadRoom(name, epoch));
    for (const aside of stored.aside) setAside(room, aside, known, ports);
    if (!suspect && stored.aside.length === 0) return stored;
    const start = new Y.Doc();
    // Without a limit: what it would cost was looked at when it was written, and nothing can take its place.
    if (stored.snapshot === null || faultOf(start, stored.snapshot, Infinity) === null) {
      const { tail, aside } = trySeparately(room.kind, start, stored, ports.check);
      for (const each of aside) setAside(room, each, known, ports);
      return { ...stored, tail, aside: [...stored.aside, ...aside] };
    }
    // The one before it, and the rows after that one, are still there.
    setAside(room, { what: 'snapshot', number: stored.covers, why: 'does not apply' }, known, ports);
  }
};

/**
 * The founding is the same in every room of a kind, so one that is damaged or gone is made anew: everything else builds on it, and the
 * server itself is its author, so that nobody could bring it back.
 */
const founded = (kind: RoomKind, stored: StoredText): StoredText => {
  if (stored.snapshot !== null || foundingLength(kind) === 0) return stored;
  if (stored.tail.some((row) => row.kind === 'founding')) return stored;
  const founding: StoredRow = { number: 1, member: null, kind: 'founding', bytes: foundingUpdate(kind) };
  return { ...stored, number: Math.max(1, stored.number), tail: [founding, ...stored.tail] };
};

const setAside = (room: StoredRoom, aside: Aside, known: Set<string>, { store, log, meters }: LoadPorts): void => {
  const { what: part, number, why } = aside;
  const id = `${part} ${number}`;
  if (known.has(id)) return;
  known.add(id);
  meters.quarantined();
  log('something stored cannot be applied and was set aside; the room opens with the rest', {
    level: 'error',
    room: room.name,
    epoch: room.epoch,
    part,
    number,
    why,
  });
  store.setAside(room.name, room.epoch, aside);
};

const trySeparately = (
  kind: RoomKind,
  start: Y.Doc,
  { snapshot, tail }: StoredText,
  check: LoadPorts['check'],
): { tail: StoredRow[]; aside: Aside[] } => {
  let doc = start;
  const sound: StoredRow[] = [];
  const aside: Aside[] = [];
  for (const row of tail) {
    const verdict = check(doc, row.bytes, kind, 'stored');
    const fault = verdict.ok ? faultOf(doc, row.bytes, MAX_WALK) : null;
    if (verdict.ok && fault === null) {
      sound.push(row);
      continue;
    }
    aside.push({ what: 'row', number: row.number, why: verdict.ok ? fault! : verdict.why });
    if (!verdict.ok) continue;
    // Half of it may be in the document.
    doc.destroy();
    doc = new Y.Doc();
    applyAsIs(doc, [...(snapshot ? [snapshot] : []), ...sound.map(({ bytes }) => bytes)]);
  }
  doc.destroy();
  return { tail: sound, aside };
};

/** Why an update does not apply, or null once it has. */
const faultOf = (doc: Y.Doc, bytes: Uint8Array, limit: number): string | null => {
  try {
    applyAsIs(doc, [bytes], null, limit);
    return doc.store.pendingStructs === null && doc.store.pendingDs === null ? null : 'builds on something missing';
  } catch (error) {
    return error instanceof WalkedTooFar ? 'takes too long to apply' : 'does not apply';
  }
};
