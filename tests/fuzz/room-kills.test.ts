import 'fake-indexeddb/auto';
import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { beforeEach, expect, it, vi } from 'vitest';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { roomName } from '../../domain/campaign/rooms.ts';
import { messageAcknowledge, messageSync } from '../../domain/wire/sync.ts';
import { openIndexedStore } from '../../renderer/client/store/indexed-store.ts';
import type { LocalStore } from '../../renderer/client/store/local-store.ts';
import { LocalRoom } from '../../renderer/client/rooms/local-room.ts';

/**
 * Two windows of one laptop in one room, with a disk that refuses, lines that break, acknowledgements that get lost, and windows that are
 * killed between any two steps of what they do. Whatever a window said is saved must be there in the end, once.
 */
const name = roomName('spring', 'brief');
const soon = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** As much of a server as a room's line needs; what it has taken is on its disk. */
class Server {
  readonly doc = new Y.Doc();
  readonly lines = new Set<Line>();
  withholds = false;
  constructor() {
    Y.applyUpdate(this.doc, foundingUpdate('brief'));
  }
  hear(line: Line, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== messageSync) return;
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === sync.messageYjsSyncStep1)
      return line.say((encoder) => sync.writeSyncStep2(encoder, this.doc, bytes), messageSync);
    this.#take(bytes, line);
    line.taken += 1;
    if (!this.withholds) line.say((encoder) => encoding.writeVarUint(encoder, line.taken), messageAcknowledge);
  }
  /** Somebody else writes. */
  write(words: string): void {
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(this.doc));
    const before = Y.encodeStateVector(other);
    const text = other.getText('objective');
    text.insert(text.length, words);
    this.#take(Y.encodeStateAsUpdate(other, before), null);
  }
  #take(bytes: Uint8Array, from: Line | null): void {
    Y.applyUpdate(this.doc, bytes);
    for (const other of this.lines)
      if (other !== from) other.say((encoder) => sync.writeUpdate(encoder, bytes), messageSync);
  }
}

/** A websocket and the server's end of it. */
class Line extends EventTarget {
  readonly #server: Server;
  readyState = 0;
  binaryType = '';
  taken = 0;
  constructor(server: Server) {
    super();
    this.#server = server;
    void this.#open();
  }
  async #open(): Promise<void> {
    await soon();
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.#server.lines.add(this);
    this.dispatchEvent(new Event('open'));
    this.say((encoder) => sync.writeSyncStep1(encoder, this.#server.doc), messageSync);
  }
  send(frame: Uint8Array): void {
    const sent = frame.slice();
    void soon().then(() => this.readyState === 1 && this.#server.hear(this, sent));
  }
  say(write: (encoder: encoding.Encoder) => void, kind: number): void {
    const frame = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, kind);
      write(encoder);
    });
    void soon().then(
      () => this.readyState === 1 && this.dispatchEvent(new MessageEvent('message', { data: frame.slice().buffer })),
    );
  }
  close(code = 1006): void {
    if (this.readyState > 1) return;
    this.readyState = 3;
    this.#server.lines.delete(this);
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

let laptops = 0;
class Laptop {
  readonly server = new Server();
  readonly store = openIndexedStore({ server: 'http://w', workspace: `kills${++laptops}`, member: 'mia' });
  full = false;
  online = true;
  /** How long a window takes to hear of another, in ms. */
  slow = 0;
  windows: Window[] = [];
  open(): Window {
    const window = new Window(this);
    this.windows.push(window);
    return window;
  }
  line(online: boolean): void {
    this.online = online;
    if (!online) for (const line of this.server.lines) line.close();
    for (const { room } of this.windows) room.look();
  }
}

class Window {
  readonly room: LocalRoom;
  readonly #laptop: Laptop;
  readonly #lines: Line[] = [];
  #killed = false;
  constructor(laptop: Laptop) {
    this.#laptop = laptop;
    this.room = new LocalRoom({
      name,
      kind: 'brief',
      store: this.#store(),
      tell: (note) => {
        if (this.#killed || note.kind !== 'edits') return;
        for (const other of laptop.windows)
          if (other !== this) void soon(laptop.slow).then(() => other.room.fromWindow(note.edits));
      },
      askTicket: async () => {
        await soon();
        return laptop.online ? { ok: true, room: name, ticket: 't', epoch: 1, access: 'write' } : 'unreachable';
      },
      open: () => {
        const line = new Line(laptop.server);
        this.#lines.push(line);
        return line as unknown as WebSocket;
      },
      campaign: () => 'known',
      access: () => 'write',
      online: () => laptop.online && !this.#killed,
      suspended: () => false,
      changed: () => undefined,
      kept: () => undefined,
      gone: () => expect.unreachable('no fresh copy is due'),
      now: () => new Date(),
    });
  }

  /** From one moment to the next: nothing it is in the middle of goes on, and what it has not asked of the disk is never asked. */
  kill(): void {
    this.#killed = true;
    this.cut();
    this.#laptop.windows = this.#laptop.windows.filter((each) => each !== this);
  }
  /** Its line breaks; it comes back by itself. */
  cut(): void {
    for (const line of this.#lines.splice(0)) line.close();
  }
  async close(): Promise<void> {
    await this.room.end();
    this.#laptop.windows = this.#laptop.windows.filter((each) => each !== this);
  }

  #store(): LocalStore {
    const { store } = this.#laptop;
    const writes = new Set<keyof LocalStore>(['addEdits', 'acknowledge', 'compact', 'replaceRoom', 'describeDraft']);
    const asked =
      <A extends unknown[], T>(method: keyof LocalStore, ask: (...args: A) => Promise<T>) =>
      async (...args: A): Promise<T> => {
        if (this.#killed) return new Promise(() => undefined);
        if (this.#laptop.full && writes.has(method)) throw new Error('full');
        const answer = await ask(...args);
        return this.#killed ? new Promise(() => undefined) : answer;
      };
    return {
      ...store,
      room: asked('room', store.room),
      addEdits: asked('addEdits', store.addEdits),
      acknowledge: asked('acknowledge', store.acknowledge),
      compact: asked('compact', store.compact),
      kept: asked('kept', store.kept),
    };
  }
}

const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      window: fc.nat(1),
      keys: fc.integer({ min: 1, max: 150 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('line' as const), online: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('disk' as const), full: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('acks' as const), withheld: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('kill' as const), window: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), window: fc.nat(1) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('cut' as const), window: fc.nat(1) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('other' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('slow' as const), slow: fc.nat(40) }) },
);
const pauses = fc.array(fc.nat(12), { minLength: 40, maxLength: 40 });
const RUNS = Number(process.env['ROOM_RUNS'] ?? 30);

/** What stands in a text, insertion by insertion. */
const wordsOf = (doc: Y.Doc): string[] => doc.getText('objective').toString().slice(1).match(/\S+ /g) ?? [];
const loaded = async (window: Window): Promise<Window> => {
  await vi.waitFor(() => expect(window.room.status().loaded).toBe(true), { timeout: 20_000, interval: 1 });
  return window;
};

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});

it('loses nothing that was said to be saved, and doubles nothing', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), pauses, async (steps, waits) => {
      const laptop = new Laptop();
      const two = [await loaded(laptop.open()), await loaded(laptop.open())];
      let words = 0;
      /** What some window had on this laptop's disk at some time, be it its own or the server's. */
      const saved = new Set<string>();
      const missing = (doc: Y.Doc) => [...saved.difference(new Set(wordsOf(doc)))];
      const save = async ({ room }: Window): Promise<void> => {
        const standing = wordsOf(room.doc);
        const { full } = laptop;
        await room.flush();
        if (!full && !laptop.full && room.unsaved === 0) for (const word of standing) saved.add(word);
      };
      const reopened = async (): Promise<Window> => {
        const window = await loaded(laptop.open());
        expect(missing(window.room.doc)).toEqual([]);
        return window;
      };
      for (const [index, each] of steps.entries()) {
        if (each.kind === 'type') {
          const text = two[each.window]!.room.doc.getText('objective');
          // One insertion each, so that a window that has heard only some of them cuts none in two.
          for (let key = 0; key < each.keys; key += 1) text.insert(text.length, `w${(words += 1)} `);
        } else if (each.kind === 'other') laptop.server.write(`o${(words += 1)} `);
        else if (each.kind === 'line') laptop.line(each.online);
        else if (each.kind === 'disk') laptop.full = each.full;
        else if (each.kind === 'acks') laptop.server.withholds = each.withheld;
        else if (each.kind === 'slow') laptop.slow = each.slow;
        else if (each.kind === 'cut') two[each.window]!.cut();
        else if (each.kind === 'kill') {
          two[each.window]!.kill();
          two[each.window] = await reopened();
        } else {
          await two[each.window]!.close();
          two[each.window] = await reopened();
        }
        for (const window of two) void save(window);
        await soon(waits[index]);
      }
      laptop.full = false;
      laptop.server.withholds = false;
      laptop.line(false);
      laptop.line(true);
      const { doc } = laptop.server;
      await vi.waitFor(
        async () => {
          expect(missing(doc)).toEqual([]);
          for (const { room } of two) {
            expect([room.unsent, room.unsaved]).toEqual([0, 0]);
            expect(wordsOf(room.doc)).toEqual(wordsOf(doc));
          }
          expect(await laptop.store.unsentRooms()).toEqual([]);
        },
        { timeout: 20_000, interval: 5 },
      );
      expect(new Set(wordsOf(doc)).size).toBe(wordsOf(doc).length);
      for (const window of two) await window.close();
      const again = await reopened();
      expect(wordsOf(again.room.doc)).toEqual(wordsOf(doc));
      await again.close();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
