import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { briefParts, STEPS, type RoomKind } from '../../domain/campaign/rooms.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { gatherRuns } from './run.ts';

/** A room up to one of its rows, as updates in order. */
export type SnapshotJob = { kind: RoomKind; covers: number; updates: Uint8Array[] };
/** The same as one update, with its state vector. */
export type Snapshot = { covers: number; bytes: Uint8Array; vector: Uint8Array };

/** Writes a room whole, and reads it back before anybody may rely on it. Takes long for a large room: not for the server's own thread. */
export const takeSnapshot = ({ kind, covers, updates }: SnapshotJob): Snapshot => {
  const doc = new Y.Doc();
  applyAsIs(doc, gatherRuns(updates));
  const bytes = Y.encodeStateAsUpdate(doc);
  checkRoundTrip(kind, doc, bytes);
  const vector = Y.encodeStateVector(doc);
  doc.destroy();
  return { covers, bytes, vector };
};

/**
 * Throws unless bytes mean what the document means: the same clocks, the same deletions, the same words and values. Equal documents
 * encode to different bytes, so the bytes themselves are not compared.
 */
export const checkRoundTrip = (kind: RoomKind, doc: Y.Doc, bytes: Uint8Array): void => {
  if (hasPending(doc)) throw new Error('the room has a gap');
  const again = new Y.Doc();
  applyAsIs(again, [bytes]);
  if (hasPending(again)) throw new Error('the snapshot has a gap');
  if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(again)))
    throw new Error('the snapshot lacks something of the room');
  if (!isDeepStrictEqual(contentOf(kind, again), contentOf(kind, doc)))
    throw new Error('the snapshot reads otherwise than the room');
  again.destroy();
};

const hasPending = ({ store }: Y.Doc): boolean => store.pendingStructs !== null || store.pendingDs !== null;

/** Every text with its formats and every value, to be compared. */
const contentOf = (kind: RoomKind, doc: Y.Doc): unknown =>
  kind === 'brief' ? briefParts.map((part) => plain(doc.getText(part))) : plain(doc.getMap(STEPS));

const plain = (value: unknown): unknown => {
  if (value instanceof Y.Text) return value.toDelta() as unknown;
  if (value instanceof Y.Map) return new Map([...value].map(([key, held]) => [key, plain(held)]));
  return value;
};
