import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import { enter } from '../client.ts';
import type { Edits } from '../edits.ts';
import { eachOf, rest } from '../rest.ts';
import { serve, type Kind } from '../serve.ts';

/** Resident bytes 20 s after many rooms were entered and left. The rooms are written before a restart. */
export const memoryAfterRooms = async (kind: Kind, rooms: number, edits: Edits, settle: number): Promise<number> => {
  const names = Array.from({ length: rooms }, (_, index) => `room${index}`);
  const { state } = edits;
  const first = await serve(kind);
  const { data, door } = first;
  await eachOf(names, 8, async (name) => {
    let held: () => void = () => undefined;
    const holds = new Promise<void>((resolve) => {
      held = resolve;
    });
    const [client] = await enter(first, name, 1, () => ({
      onMessage: ({ kind, body }) => {
        if (kind === 'step 2' && body.length > state.length / 2) held();
      },
    }));
    if (kind !== 'ours') client!.sync(2, foundingUpdate('brief'));
    client!.sync(2, state);
    if (kind !== 'relay') {
      client!.sync(0, Uint8Array.of(0));
      await holds;
    }
    client!.socket.end();
  });
  await rest(settle);
  await first.stop();
  const served = await serve(kind, { data, door });
  await eachOf(names, 8, async (name) => {
    const [client] = await enter(served, name, 1);
    // The reference server says "synced" before it has read the room, and sends it afterwards.
    const due = kind === 'relay' ? 0 : state.length / 2;
    for (let waited = 0; client!.bytes < due; waited += 1) {
      if (waited > 10_000) throw new Error(`${kind}: ${name} is not all there`);
      await rest(1);
    }
    client!.socket.end();
  });
  await rest(20_000);
  const memory = served.memory();
  await served.stop();
  served.remove();
  return memory;
};

const IN_A_ROOM = 20;

/** What a connection that says nothing costs, in bytes. */
export const memoryPerConnection = async (kind: Kind, connections: number): Promise<number> => {
  const names = Array.from({ length: Math.ceil(connections / IN_A_ROOM) }, (_, index) => `idle${index}`);
  const first = await serve(kind);
  const { data, door } = first;
  if (door) await eachOf(names, 8, (name) => door.makeRoom(name));
  await first.stop();
  const served = await serve(kind, { data, door });
  served.door?.spread();
  // The rooms themselves, and what a server loads with its first one, are not counted.
  const held = await Promise.all(names.map(async (name) => (await enter(served, name, 1))[0]!));
  await rest(3_000);
  const before = served.memory();
  await eachOf(names, 8, async (name) => {
    held.push(...(await enter(served, name, IN_A_ROOM - 1)));
  });
  await rest(5_000);
  const grown = served.memory() - before;
  if (held.some(({ socket }) => socket.closed)) throw new Error(`${kind}: a connection was closed`);
  for (const { socket } of held) socket.end();
  await served.stop();
  served.remove();
  return grown / (held.length - names.length);
};
