import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import { Client, enter } from '../client.ts';
import type { Edits } from '../edits.ts';
import { masked } from '../raw-socket.ts';
import { median, rest } from '../rest.ts';
import { serve, type Kind, type Served } from '../serve.ts';

const ROOM = 'large';
const AT_ONCE = 200;
const JOINERS = 50;

export type LargeRoom = { one: number; fiftyCold: number; fiftyWarm: number };

/** How long a large room takes to open after a restart: for one, for fifty at once, and for fifty once it is in memory. */
export const openLargeRoom = async (kind: Kind, edits: Edits, times: number, settle: number): Promise<LargeRoom> => {
  const first = await serve(kind);
  const { data, door } = first;
  const blob = join(data, 'blob');
  if (kind === 'relay') writeFileSync(blob, edits.state);
  else await fill(first, edits);
  // Peers write the room to disk some seconds after the last edit.
  if (kind !== 'relay') await rest(settle);
  await first.stop();
  const again = (): Promise<Served> => serve(kind, { data, door, env: { BLOB: blob } });
  const found: Record<keyof LargeRoom, number[]> = { one: [], fiftyCold: [], fiftyWarm: [] };
  for (let time = 0; time < times; time += 1) {
    let served = await again();
    found.one.push(await open(served, 1, edits));
    await served.stop();
    served = await again();
    found.fiftyCold.push(await open(served, JOINERS, edits));
    found.fiftyWarm.push(await open(served, JOINERS, edits));
    await served.stop();
  }
  first.remove();
  return { one: median(found.one), fiftyCold: median(found.fiftyCold), fiftyWarm: median(found.fiftyWarm) };
};

/** Sends every edit as its own update, and waits until another has them all. */
const fill = async (served: Served, edits: Edits): Promise<void> => {
  if (served.door) await served.door.makeRoom(ROOM);
  const come = { to: 0 };
  const [writer, reader] = await enter(served, ROOM, 2, (index) => ({
    onMessage: ({ kind, body }) => {
      if (index !== 1 || (kind !== 'update' && kind !== 'step 2')) return;
      for (const [client, to] of Y.parseUpdateMeta(new Uint8Array(body)).to)
        if (client > 1) come.to = Math.max(come.to, to);
    },
  }));
  if (served.kind !== 'ours') writer!.sync(2, foundingUpdate('brief'));
  const sent = { to: 0 };
  for (let at = 0; at < edits.updates.length; at += AT_ONCE) {
    const some = edits.updates.slice(at, at + AT_ONCE);
    writer!.socket.write(Buffer.concat(some.map((update) => masked(writer!.dialect.sync(ROOM, 2, update)))));
    for (const update of some) for (const to of Y.parseUpdateMeta(update).to.values()) sent.to = to;
    while (come.to < sent.to) {
      if (writer!.socket.closed) throw new Error(`${served.kind}: the writer was closed`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  writer!.socket.end();
  reader!.socket.end();
};

/** From connecting until the last has all of it; what came is compared with what was written. */
const open = async (served: Served, count: number, edits: Edits): Promise<number> => {
  const tickets = served.door ? await served.door.tickets(ROOM, count) : [];
  const came: Uint8Array[] = [];
  // The reference server says "synced" before it has read the room, and sends it afterwards.
  const whole = 0.9 * edits.state.length;
  const times: number[] = [];
  let allCame: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    allCame = resolve;
  });
  const began = performance.now();
  const clients = Array.from({ length: count }, (_, index) => {
    let isSynced = false;
    let isWhole = false;
    const client: Client = new Client(served, ROOM, tickets[index] ?? null, {
      onMessage: ({ kind, body }) => {
        if (kind !== 'update' && kind !== 'step 2') return;
        if (index === 0) came.push(new Uint8Array(body));
        isSynced ||= kind === 'step 2';
        if (!isSynced || isWhole || client.bytes < whole) return;
        isWhole = true;
        if (times.push(performance.now()) === count) allCame();
      },
    });
    return client;
  });
  await all;
  const doc = new Y.Doc();
  for (const update of came) Y.applyUpdate(doc, update);
  if (doc.getText('objective').toJSON() !== edits.text)
    throw new Error(`${served.kind}: the large room reads otherwise`);
  for (const { socket } of clients) socket.end();
  await rest(200);
  return Math.max(...times) - began;
};
