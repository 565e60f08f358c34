import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { roomName } from '../../../domain/campaign/rooms.ts';
import { openIndexedStore } from '../store/indexed-store.ts';
import type { LocalStore } from '../store/local-store.ts';
import { StoredCopy } from './stored-copy.ts';

const name = roomName('spring', 'brief');
let laptops = 0;
let store: LocalStore;
beforeEach(() => {
  store = openIndexedStore({ server: 'http://w', workspace: `copies${++laptops}`, member: 'mia' });
});

/** The copy of a window that has just been opened. */
const opened = async (over: Partial<LocalStore> = {}) => {
  const doc = new Y.Doc();
  const stored = await store.room(name);
  const ports = { wrote: vi.fn(), trouble: vi.fn(), replaced: vi.fn() };
  const copy = new StoredCopy({ name, kind: 'brief', doc, store: { ...store, ...over }, ...ports }, stored);
  const loaded = stored && copy.load(stored);
  await copy.settled();
  return { copy, doc, loaded, ...ports };
};
/** So many updates of somebody else, which the server sends to this window only. */
const brings = ({ copy, doc }: Awaited<ReturnType<typeof opened>>, count: number, words: string) => {
  const theirs = new Y.Doc();
  theirs.on('update', (update: Uint8Array) => {
    Y.applyUpdate(doc, update);
    copy.write(update, null);
  });
  for (let each = 0; each < count; each += 1) theirs.getText('objective').insert(0, words);
};
const wordsIn = (doc: Y.Doc, word: string) => doc.getText('objective').toString().split(word).length - 1;

it('is compacted by one window after the other, and each keeps what only the other had', async () => {
  const [one, two] = [await opened(), await opened()];
  brings(one, 150, 'a');
  brings(two, 150, 'b');
  await Promise.all([one.copy.settled(), two.copy.settled()]);
  await one.copy.compact();
  await two.copy.compact();
  expect(wordsIn(two.doc, 'a')).toBe(150);
  const stored = await store.room(name);
  expect([stored!.edits.length, stored!.generation]).toEqual([0, 2]);
  brings(one, 150, 'c');
  await one.copy.settled();
  await one.copy.compact();
  const { doc } = await opened();
  expect(['a', 'b', 'c'].map((word) => wordsIn(doc, word))).toEqual([150, 150, 150]);
  expect((await store.room(name))!.edits).toEqual([]);
});

it('does not stand for what it has not got: something that this app does not know stays', async () => {
  const newer = new Y.Doc();
  newer.getText('nowhere').insert(0, 'x');
  await store.addEdits(name, 0, [{ bytes: Y.encodeStateAsUpdate(newer), unsent: true }]);
  const window = await opened();
  expect(window.loaded).toMatchObject({ tooNew: true, taken: [], waiting: [{ unsent: true }] });
  brings(window, 150, 'a');
  await window.copy.settled();
  await window.copy.compact();
  const stored = await store.room(name);
  expect([stored!.base, stored!.edits.length]).toEqual([null, 151]);
});

it('leaves the rows where the disk does not take what shall stand for them', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const window = await opened({ compact: () => Promise.reject(new Error('full')) });
  brings(window, 150, 'a');
  await window.copy.settled();
  await window.copy.compact();
  expect((await store.room(name))!.edits).toHaveLength(150);
  // The next start has them, and does it.
  const { doc } = await opened();
  await vi.waitFor(async () => expect((await store.room(name))!.edits).toEqual([]));
  expect(wordsIn(doc, 'a')).toBe(150);
});

it('lets nothing be written into the fresh copy that another window put in its place', async () => {
  const [one, two] = [await opened(), await opened()];
  await one.copy.replace({ room: name, at: '', why: 'No right.', state: new Uint8Array() }, null, new Set());
  two.copy.describe({ epoch: 1, receipt: null, why: null });
  await two.copy.settled();
  expect(two.replaced).toHaveBeenCalledOnce();
  expect(await store.room(name)).toMatchObject({ epoch: null, why: 'No right.', life: 1 });
  brings(two, 150, 'b');
  await two.copy.settled();
  await two.copy.compact();
  expect((await store.room(name))!.edits).toEqual([]);
});
