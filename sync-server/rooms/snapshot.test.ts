import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { roomsUnderTest, TestClient } from './room-under-test.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import type { TakeSnapshot } from './snapshots.ts';

type Plant = (right: Uint8Array, rows: readonly Uint8Array[]) => Uint8Array;
/** What the encoder gives instead of the right bytes, the next time it is asked. */
const planted = vi.hoisted((): { next: ((right: Uint8Array) => Uint8Array) | null } => ({ next: null }));
vi.mock('yjs', async (original) => {
  const yjs = await original<typeof Y>();
  const encodeStateAsUpdate: typeof Y.encodeStateAsUpdate = (doc, vector) => {
    const plant = planted.next;
    planted.next = null;
    const right = yjs.encodeStateAsUpdate(doc, vector);
    return plant ? plant(right) : right;
  };
  return { ...yjs, encodeStateAsUpdate };
});

const takesWith =
  (plant: Plant): TakeSnapshot =>
  (job, done) => {
    planted.next = (right) => plant(right, job.updates);
    let result: Snapshot | Error;
    try {
      result = takeSnapshot(job);
    } catch (error) {
      result = error instanceof Error ? error : new Error('not an error');
    }
    done(result);
  };

const change = (right: Uint8Array, how: (text: Y.Text) => void): Uint8Array => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, right);
  how(doc.getText('objective'));
  return Y.encodeStateAsUpdate(doc);
};
/** The mark that ends what is bold, after the last letter: without it everything reads the same. */
const deleteLastMark = (text: Y.Text): void => {
  let last = text._start;
  while (last?.right) last = last.right;
  expect(last?.content).toBeInstanceOf(Y.ContentFormat);
  Y.transact(text.doc!, (transaction) => last!.delete(transaction));
};

it.each<[string, Plant, RegExp]>([
  [
    'with other words',
    (right) => Buffer.from(Buffer.from(right).toString('latin1').replace('agreed', 'argued'), 'latin1'),
    /reads otherwise/,
  ],
  ['that lacks the last row', (_, rows) => Y.mergeUpdates(rows.slice(0, -1)), /lacks something/],
  ['that lacks the first words', (_, [founding, , ...rows]) => Y.mergeUpdates([founding!, ...rows]), /has a gap/],
  ['with a letter less', (right) => change(right, (text) => text.delete(text.length - 3, 1)), /lacks something/],
  ['with a deletion that nobody sees', (right) => change(right, deleteLastMark), /lacks something/],
  ['that is cut off', (right) => right.subarray(0, -2), /./],
  ['of nothing', () => Uint8Array.of(0, 0), /lacks something/],
])('a snapshot %s costs no row its bytes, is told and counted, and the room goes on', (_, plant, why) => {
  const failures: unknown[] = [];
  const takes = takesWith(plant);
  const { room, turn, db, store, name, newRooms, said, metrics } = roomsUnderTest({
    takeSnapshot: (job, done) =>
      takes(job, (result) => {
        failures.push(result);
        done(result);
      }),
  });
  const mia = new TestClient(room, 'mia');
  turn();
  const does = (how: (text: Y.Text) => void): void => {
    how(mia.doc.getText('objective'));
    mia.type('');
    turn();
  };
  does((text) => text.insert(text.length, 'not agreed'));
  while (room.number < 998) does((text) => text.insert(text.length, 'w'));
  does((text) => text.delete(text.length - 2, 1));
  expect(said).toEqual([]);
  does((text) => text.format(0, text.length, { bold: true }));
  expect(failures).toEqual([expect.objectContaining({ message: expect.stringMatching(why) as string })]);
  expect(said).toEqual([
    expect.stringMatching(/^a room was not written whole; its log has everything .*"level":"warn"/),
  ]);
  expect(metrics()).toContain('countersign_snapshot_failures_total 1\n');
  expect(store.loadRoom(name, 1)).toMatchObject({ covers: 0, snapshot: null });
  expect(db.prepare('SELECT count(*) AS n FROM updates WHERE bytes IS NULL').get()).toEqual({ n: 0 });
  does((text) => text.insert(text.length, ' and on'));
  expect(mia.closed).toBeNull();
  const sam = new TestClient(newRooms().open(name)!, 'sam');
  turn();
  expect(sam.text).toBe(mia.text);
  expect(sam.text).toContain('not agreedw');
});
