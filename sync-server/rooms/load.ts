import * as Y from 'yjs';
import type { Verdict } from '../../domain/campaign/check-update.ts';
import type { RoomKind } from '../../domain/campaign/rooms.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import type { Aside, LogRow, Store, StoredRoom, StoredText } from '../store/store.ts';

export type LoadPorts = {
  store: Pick<Store, 'loadRoom' | 'setAside'>;
  check: (doc: Y.Doc, update: Uint8Array, kind: RoomKind) => Verdict;
  log: Log;
  meters: Meters;
};

/**
 * Reads what is stored of a room. What cannot be applied is set aside and named, and the room opens with the rest. `suspect`: something
 * stored did not apply although it is as it was written, so each row is tried by itself.
 */
export const loadText = (room: StoredRoom, ports: LoadPorts, suspect: boolean): StoredText => {
  const { name, epoch } = room;
  const known = new Set<string>();
  for (;;) {
    const stored = ports.store.loadRoom(name, epoch);
    for (const aside of stored.aside) setAside(room, aside, known, ports);
    if (!suspect && stored.aside.length === 0) return stored;
    const start = new Y.Doc();
    if (stored.snapshot === null || applies(start, stored.snapshot)) {
      const { tail, aside } = trySeparately(room.kind, start, stored, ports.check);
      for (const each of aside) setAside(room, each, known, ports);
      return { ...stored, tail, aside: [...stored.aside, ...aside] };
    }
    // The one before it, and the rows after that one, are still there.
    setAside(room, { what: 'snapshot', number: stored.covers, why: 'does not apply' }, known, ports);
  }
};

const setAside = (room: StoredRoom, aside: Aside, known: Set<string>, { store, log, meters }: LoadPorts): void => {
  const id = `${aside.what} ${aside.number}`;
  if (known.has(id)) return;
  known.add(id);
  meters.quarantined();
  log('something stored cannot be applied and was set aside; the room opens with the rest', {
    level: 'error',
    room: room.name,
    epoch: room.epoch,
    ...aside,
  });
  store.setAside(room.name, room.epoch, aside);
};

const trySeparately = (
  kind: RoomKind,
  start: Y.Doc,
  { snapshot, tail }: StoredText,
  check: LoadPorts['check'],
): { tail: LogRow[]; aside: Aside[] } => {
  let doc = start;
  const sound: LogRow[] = [];
  const aside: Aside[] = [];
  for (const row of tail) {
    const verdict = check(doc, row.bytes, kind);
    if (!verdict.ok) aside.push({ what: 'row', number: row.number, why: verdict.why });
    else if (applies(doc, row.bytes)) sound.push(row);
    else {
      aside.push({ what: 'row', number: row.number, why: 'does not apply' });
      // Half of it may be in the document.
      doc.destroy();
      doc = new Y.Doc();
      applyAsIs(doc, [...(snapshot ? [snapshot] : []), ...sound.map(({ bytes }) => bytes)]);
    }
  }
  doc.destroy();
  return { tail: sound, aside };
};

const applies = (doc: Y.Doc, bytes: Uint8Array): boolean => {
  try {
    applyAsIs(doc, [bytes]);
    return doc.store.pendingStructs === null && doc.store.pendingDs === null;
  } catch {
    return false;
  }
};
