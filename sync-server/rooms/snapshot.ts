import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { briefParts, STEPS, type RoomKind } from '../../domain/campaign/rooms.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { MAX_WALK_OF_ROOM } from './room-limits.ts';
import { gatherRuns } from './run.ts';

/** A room up to one of its rows, as updates in order. */
export type SnapshotJob = { kind: RoomKind; covers: number; updates: Uint8Array[] };
/** The same as one update, with its state vector, and the steps that reading it walks. */
export type Snapshot = { covers: number; bytes: Uint8Array; vector: Uint8Array; walked: number };

/** Writes a room whole, and reads it back before anybody may rely on it. Takes long for a large room: not for the server's own thread. */
export const takeSnapshot = ({ kind, covers, updates }: SnapshotJob): Snapshot => {
  const doc = new Y.Doc();
  applyAsIs(doc, gatherRuns(updates));
  const bytes = Y.encodeStateAsUpdate(doc);
  const walked = checkRoundTrip(kind, doc, bytes);
  const vector = Y.encodeStateVector(doc);
  doc.destroy();
  return { covers, bytes, vector, walked };
};

/**
 * Throws unless bytes mean what the document means: the same clocks, the same deletions, the same words and values, read within the limit
 * for a room. Equal documents encode to different bytes, so the bytes themselves are not compared. Returns the steps that reading walked.
 */
export const checkRoundTrip = (kind: RoomKind, doc: Y.Doc, bytes: Uint8Array): number => {
  if (hasPending(doc)) throw new Error('the room has a gap');
  const again = new Y.Doc();
  const walked = applyAsIs(again, [bytes], null, MAX_WALK_OF_ROOM);
  if (hasPending(again)) throw new Error('the snapshot has a gap');
  if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(again)))
    throw new Error('the snapshot lacks something of the room');
  if (!isDeepStrictEqual(contentOf(kind, again), contentOf(kind, doc)))
    throw new Error('the snapshot reads otherwise than the room');
  again.destroy();
  return walked;
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
