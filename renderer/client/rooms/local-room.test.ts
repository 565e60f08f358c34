import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { roomName } from '../../../domain/campaign/rooms.ts';
import type { Note } from '../window-channel.ts';
import { openIndexedStore } from '../store/indexed-store.ts';
import type { LocalStore } from '../store/local-store.ts';
import { LocalRoom } from './local-room.ts';

const name = roomName('spring', 'brief');
let laptops = 0;

/** One laptop without a network. Each window is a room of its own over the same store; they tell each other what they keep. */
const laptop = () => {
  const store = openIndexedStore({ server: 'http://w', workspace: `w${++laptops}`, member: 'mia' });
  const windows: LocalRoom[] = [];
  const open = (over: Partial<LocalStore> = {}) => {
    const told: Note[] = [];
    const gone = vi.fn();
    let suspended = false;
    const room = new LocalRoom({
      name,
      kind: 'brief',
      store: { ...store, ...over },
      tell: (note) => {
        told.push(note);
        if (note.kind === 'edits') for (const other of windows) if (other !== room) other.fromWindow(note.edits);
      },
      askTicket: () => Promise.resolve('unreachable'),
      open: () => {
        throw new Error('There is no network.');
      },
      campaign: () => 'pending',
      access: () => 'write',
      online: () => false,
      suspended: () => suspended,
      changed: () => undefined,
      kept: () => undefined,
      gone,
      now: () => new Date(0),
    });
    windows.push(room);
    return { room, told, gone, makeSuspended: (is = true) => void (suspended = is) };
  };
  const opened = async (over: Partial<LocalStore> = {}) => {
    const window = open(over);
    await vi.waitFor(() => expect(window.room.status().loaded).toBe(true));
    return window;
  };
  return { store, open, opened };
};
const type = ({ doc }: LocalRoom, words: string) => {
  const text = doc.getText('objective');
  text.insert(text.length, words);
};
const read = ({ doc }: LocalRoom) => doc.getText('objective').toString().slice(1);
/** So many keystrokes, each an update of its own. */
const types = (room: LocalRoom, count: number) => {
  for (let each = 0; each < count; each += 1) type(room, 'x');
};

afterEach(() => vi.restoreAllMocks());

describe('what another window keeps', () => {
  it('while this one reads the disk is shown, too', async () => {
    const { store, open, opened } = laptop();
    const { room: one } = await opened();
    await one.flush();
    const gate = Promise.withResolvers<void>();
    const { room: two } = open({
      room: async (of) => {
        const stored = await store.room(of);
        await gate.promise;
        return stored;
      },
    });
    type(one, 'hello');
    await one.flush();
    gate.resolve();
    await vi.waitFor(() => expect(read(two)).toBe('hello'));
    expect(two.unsent).toBe(one.unsent);
  });

  it('is shown once what it builds on is here', async () => {
    const { opened } = laptop();
    const { room: one } = await opened();
    const { room: two } = await opened();
    const updates: Uint8Array[] = [];
    one.doc.on('update', (update: Uint8Array) => updates.push(update));
    const before = Y.encodeStateVector(one.doc);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
    other.getText('objective').insert(1, 'first ');
    const first = Y.encodeStateAsUpdate(other, before);
    other.getText('objective').insert(7, 'second');
    const second = Y.encodeStateAsUpdate(other, Y.encodeStateVector(one.doc)).slice();
    const later = Y.diffUpdate(second, Y.encodeStateVectorFromUpdate(first));
    two.fromWindow([{ id: 900, bytes: later }]);
    expect(read(two)).toBe('');
    two.fromWindow([{ id: 901, bytes: first }]);
    expect(read(two)).toBe('first second');
  });
});

describe('a compaction', () => {
  it('goes on after another window had its turn, and loses nothing of either', async () => {
    const { store, opened } = laptop();
    const { room: one } = await opened();
    const { room: two } = await opened();
    // What only one of them has yet, as of a line that the other has not got back.
    await one.flush();
    types(one, 1_000);
    await one.flush();
    await vi.waitFor(async () => expect((await store.room(name))?.generation).toBe(1));
    types(two, 1_000);
    await two.flush();
    await vi.waitFor(async () => expect((await store.room(name))?.generation).toBeGreaterThan(1));
    await Promise.all([one.end(), two.end()]);
    const { room: third } = await opened();
    expect(read(third)).toBe('x'.repeat(2_000));
  });
});

describe('a copy with something in it that this app does not know', () => {
  it('still counts what was not sent behind it', async () => {
    const { store, open } = laptop();
    const newer = new Y.Doc();
    newer.getText('nowhere').insert(0, 'x');
    const mine = new Y.Doc();
    mine.getText('objective').insert(0, 'mine');
    await store.addEdits(name, 0, [
      { bytes: Y.encodeStateAsUpdate(newer), unsent: false },
      { bytes: Y.encodeStateAsUpdate(mine), unsent: true },
    ]);
    const { room } = open();
    await vi.waitFor(() => expect(room.status().notice).toContain('newer app'));
    expect(room.unsent).toBe(1);
  });
});

describe('a room whose words cannot be sent', () => {
  it('is let go of only once this laptop has kept them, however often its disk refuses', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { store, opened } = laptop();
    let refusals = 2;
    const { room, gone } = await opened({
      replaceRoom: (...of) => (refusals-- > 0 ? Promise.reject(new Error('full')) : store.replaceRoom(...of)),
    });
    await room.flush();
    // Another window has put a fresh copy in its place.
    await store.replaceRoom(0, { room: name, at: '', why: 'Restored.', state: new Uint8Array() }, null);
    type(room, 'words');
    await vi.waitFor(() => expect(room.status().notice).toContain('Copy it'), { timeout: 5_000 });
    expect(room.status().access).toBe('read');
    expect(read(room)).toBe('words');
    await vi.waitFor(() => expect(room.replaced()).toBe(true), { timeout: 5_000 });
    expect(gone).toHaveBeenCalledOnce();
    expect(JSON.stringify(await store.kept())).toContain('words');
  });

  it.each(['was killed before it told of them', 'told of them before what they build on'])(
    'is kept with the words of another window, which %s',
    async (how) => {
      const { store, opened } = laptop();
      const { room: one } = await opened();
      await one.flush();
      const { room: two, makeSuspended } = await opened();
      // The other window writes after words that came from the server and are not here yet.
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(two.doc));
      const wrote: Uint8Array[] = [];
      other.on('update', (update: Uint8Array) => wrote.push(update));
      other.getText('objective').insert(1, 'theirs, ');
      other.getText('objective').insert(9, 'saved here');
      const [theirs, saved] = wrote as [Uint8Array, Uint8Array];
      const [, id] = (await store.addEdits(name, 0, [
        { bytes: theirs, unsent: false },
        { bytes: saved, unsent: true },
      ])) as [number, number];
      if (how.startsWith('told')) two.fromWindow([{ id, bytes: saved }]);
      type(two, 'mine');
      makeSuspended();
      two.look();
      await vi.waitFor(() => expect(two.replaced()).toBe(true));
      const kept = JSON.stringify((await store.kept()).map((each) => each.kind === 'text' && each.texts));
      for (const words of ['saved here', 'mine']) expect(kept).toContain(words);
      expect(await store.unsentRooms()).toEqual([]);
    },
  );
});

describe('what was unsent when its person was suspended', () => {
  const unsentWords = async () => {
    const at = laptop();
    const { room } = await at.opened();
    type(room, 'words');
    await room.end();
    return at;
  };
  const keptOf = async ({ store }: ReturnType<typeof laptop>, room: LocalRoom): Promise<string> => {
    await vi.waitFor(() => expect(room.replaced()).toBe(true));
    expect(await store.unsentRooms()).toEqual([]);
    return JSON.stringify(await store.kept());
  };

  it('is kept where they are let back in before the disk was read', async () => {
    const at = await unsentWords();
    const { room, makeSuspended } = at.open();
    makeSuspended();
    room.look();
    makeSuspended(false);
    expect(await keptOf(at, room)).toContain('words');
  });

  it('is kept where only the disk knows of it', async () => {
    const at = laptop();
    const { room } = await at.opened();
    await room.flush();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(room.doc));
    const before = Y.encodeStateVector(other);
    other.getText('objective').insert(1, 'words');
    await at.store.addEdits(name, 0, [{ bytes: Y.encodeStateAsUpdate(other, before), unsent: true }]);
    expect(room.unsent).toBe(0);
    room.keepUnsent();
    expect(await keptOf(at, room)).toContain('words');
  });
});

describe('a disk that takes nothing', () => {
  it('does not hold up whoever waits for what was typed', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { opened } = laptop();
    const { room } = await opened();
    await room.flush();
    const { room: other } = await opened({ addEdits: () => Promise.reject(new Error('full')) });
    type(other, 'words');
    await other.flush();
    expect(other.unsaved).toBe(1);
    await other.end();
  });
});
