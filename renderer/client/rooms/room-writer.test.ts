import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { roomName } from '../../../domain/campaign/rooms.ts';
import { openIndexedStore } from '../store/indexed-store.ts';
import { Ledger } from './ledger.ts';
import { RoomWriter, type WriterPorts } from './room-writer.ts';

const name = roomName('spring', 'brief');
let places = 0;
const started = () => {
  const store = openIndexedStore({ server: 'http://w', workspace: `w${++places}`, member: 'mia' });
  const trouble = vi.fn<WriterPorts['trouble']>();
  const ports = { name, store, wrote: vi.fn<WriterPorts['wrote']>(), trouble, replaced: vi.fn<() => void>() };
  return { store, ports, ledger: new Ledger(), writer: new RoomWriter(ports, 0) };
};
const bytes = (number: number) => Uint8Array.of(number);

it('writes mine and theirs in order, and tells which of mine are on the disk', async () => {
  const { store, ports, ledger, writer } = started();
  const edit = ledger.made(bytes(2));
  writer.write(bytes(1), null);
  writer.write(edit.bytes, edit);
  await writer.settled();
  const kept = (await store.room(name))!.edits;
  expect(kept.map(({ bytes, unsent }) => [[...bytes], unsent])).toEqual([
    [[1], false],
    [[2], true],
  ]);
  expect(edit.id).toBe(kept[1]!.id);
  expect(ports.wrote).toHaveBeenCalledWith([{ id: edit.id, bytes: bytes(2) }]);
  expect([...writer.ids]).toEqual(kept.map(({ id }) => id));
});

it('marks what the server has, whether its row came before or after', async () => {
  const { store, ledger, writer } = started();
  const early = ledger.made(bytes(1));
  writer.write(early.bytes, early);
  ledger.sent({ kind: 'update', update: early.bytes });
  writer.acknowledge(ledger.acknowledged(1));
  await writer.settled();
  const late = ledger.made(bytes(2));
  writer.write(late.bytes, late);
  await writer.settled();
  ledger.sent({ kind: 'update', update: late.bytes });
  writer.acknowledge(ledger.acknowledged(2));
  await writer.settled();
  expect(await store.unsentRooms()).toEqual([]);
});

it('tries again where the disk took nothing, says so, and loses and doubles nothing', async () => {
  const { store, ports } = started();
  const addEdits = vi.fn(store.addEdits).mockRejectedValueOnce(new Error('full'));
  vi.spyOn(console, 'warn').mockReturnValue();
  const writer = new RoomWriter({ ...ports, store: { ...store, addEdits } }, 0);
  const ledger = new Ledger();
  for (const number of [1, 2]) {
    const edit = ledger.made(bytes(number));
    writer.write(edit.bytes, edit);
  }
  writer.describe({ epoch: 1, syncedAt: 'then' });
  await writer.settled();
  writer.describe({ syncedAt: 'now' });
  await vi.waitFor(() => expect(ledger.unsaved).toBe(0), { timeout: 5_000 });
  const kept = await store.room(name);
  expect(kept!.edits.map(({ bytes }) => [...bytes])).toEqual([[1], [2]]);
  expect(kept).toMatchObject({ epoch: 1, syncedAt: 'now' });
  expect(ports.trouble.mock.calls).toEqual([[expect.stringContaining('disk') as string], [null]]);
});

it('is settled for now once the disk refuses, also where that was asked before it did', async () => {
  const { store, ports, ledger } = started();
  vi.spyOn(console, 'warn').mockReturnValue();
  const addEdits = () => Promise.reject(new Error('full'));
  const writer = new RoomWriter({ ...ports, store: { ...store, addEdits } }, 0);
  const edit = ledger.made(bytes(1));
  writer.write(edit.bytes, edit);
  await writer.settled();
  expect(ledger.unsaved).toBe(1);
  await writer.settled();
  writer.stop();
});

it('tries again at once where somebody waits, as whoever closes a window does', async () => {
  const { store, ports, ledger } = started();
  vi.spyOn(console, 'warn').mockReturnValue();
  const disk = { full: true };
  const addEdits: typeof store.addEdits = (...of) =>
    disk.full ? Promise.reject(new Error('full')) : store.addEdits(...of);
  const writer = new RoomWriter({ ...ports, store: { ...store, addEdits } }, 0);
  const edit = ledger.made(bytes(1));
  writer.write(edit.bytes, edit);
  for (let times = 0; times < 8; times += 1) await writer.settled();
  expect(ledger.unsaved).toBe(1);
  // Its next try would be many seconds away.
  disk.full = false;
  await writer.settled();
  expect(ledger.unsaved).toBe(0);
});

it('writes nothing a second time where only its acknowledgement could not be kept', async () => {
  const { store, ports, ledger } = started();
  vi.spyOn(console, 'warn').mockReturnValue();
  const acknowledge = vi.fn(store.acknowledge).mockRejectedValueOnce(new Error('full'));
  const writer = new RoomWriter({ ...ports, store: { ...store, acknowledge } }, 0);
  const edit = ledger.made(bytes(1));
  writer.write(edit.bytes, edit);
  await writer.settled();
  ledger.sent({ kind: 'update', update: edit.bytes });
  writer.acknowledge(ledger.acknowledged(1));
  writer.write(bytes(2), null);
  await vi.waitFor(async () => expect(await store.unsentRooms()).toEqual([]), { timeout: 5_000 });
  expect((await store.room(name))!.edits.map(({ bytes }) => [...bytes])).toEqual([[1], [2]]);
});

it('knows of as many rows as years of writing leave', () => {
  const { writer } = started();
  const ids = Array.from({ length: 300_000 }, (_, index) => index);
  writer.has(ids);
  expect(writer.ids.size).toBe(ids.length);
});

it('stops once another window put a fresh copy in its place', async () => {
  const { store, ports, ledger, writer } = started();
  await store.replaceRoom(0, { room: name, at: '', why: '', state: bytes(0) }, null);
  const edit = ledger.made(bytes(1));
  writer.write(edit.bytes, edit);
  await writer.settled();
  expect(ports.replaced).toHaveBeenCalledOnce();
  expect(edit.id).toBeNull();
  expect((await store.room(name))!.edits).toEqual([]);
});
