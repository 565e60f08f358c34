import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FOUNDER } from '../../domain/campaign/founding.ts';
import { HEARTBEAT, MAX_FRAME, closeCodes } from '../../domain/wire/sync.ts';
import { MAX_VECTOR, awarenessFrame, heartbeatFrame, step1Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import { MemberSockets } from '../../sync-server/sockets/member-sockets.ts';
import { Disk } from '../faults/disk.ts';
import { Person, atEnd, closeCode, endAll, eventually, startTestServer } from '../integration/team.ts';
import { words } from './frames-craft.ts';
import { closeCodeOf, opcodes, rawWebsocket, websocketFrame, type Raw } from './frames-raw.ts';

afterEach(endAll);
const campaigns = ['a', 'b', 'c', 'd', 'e'];
const team = async (options: Parameters<typeof startTestServer>[0] = {}) => {
  const server = await startTestServer(options);
  const mia = await Person.founds(server.url);
  for (const campaign of campaigns) await mia.does({ kind: 'create campaign', campaign, name: campaign });
  const { rooms } = server.workspaces.get(mia.session.workspace)!;
  const room = rooms.of('a', 'brief')!;
  return { server, mia, room, rooms };
};
/** A number that the server counts itself. */
const metric = async (url: string, name: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
};
const opened = async (person: Person, campaign: string): Promise<WebSocket> => {
  const socket = await person.socket(campaign, 'brief');
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
};
const MB = 1_024 * 1_024;

describe('the sockets of one member', () => {
  it('are 32 in one room and 128 in all, and others come in', async () => {
    const { mia, rooms, room } = await team();
    const sam = await mia.invites('sales', 'Sam');
    const all: WebSocket[] = [];
    for (const campaign of ['a', 'b', 'c', 'd'])
      for (let each = 0; each < 32; each += 1) all.push(await opened(mia, campaign));
    await eventually(() => room.peers.length === 32);
    expect(await closeCode(await mia.socket('e', 'brief'))).toBe(closeCodes.rate);
    // One that goes makes room, though not for a 33rd in one text.
    all.pop()!.close();
    await eventually(() => rooms.of('d', 'brief')!.peers.length === 31);
    expect(await closeCode(await mia.socket('a', 'brief'))).toBe(closeCodes.rate);
    await opened(mia, 'e');
    await eventually(() => rooms.of('e', 'brief')!.peers.length === 1);
    await opened(sam, 'a');
    await eventually(() => room.peers.length === 33);
  });
});

describe('what is on its way to one member', () => {
  it('is a whole room and what follows it, though all their sockets ask in the same turn', async () => {
    const { mia, rooms } = await team();
    for (const campaign of campaigns) {
      const room = rooms.of(campaign, 'brief')!;
      const writes = await opened(mia, campaign);
      writes.send(updateFrame(words(100, 0, 'x'.repeat(5 * MB), { origin: { client: FOUNDER, clock: 0 } })));
      await eventually(() => room.number === 2);
      writes.close();
      await eventually(() => room.peers.length === 0);
    }
    const [sent, left] = [vi.spyOn(MemberSockets.prototype, 'sent'), vi.spyOn(MemberSockets.prototype, 'left')];
    const told = (): number[] =>
      [sent, left]
        .flatMap(({ mock }, at) =>
          mock.calls.map(([bytes], call) => ({ order: mock.invocationCallOrder[call]!, bytes: at ? -bytes : bytes })),
        )
        .toSorted((one, other) => one.order - other.order)
        .map(({ bytes }) => bytes);
    const now = (): number => told().reduce((sum, bytes) => sum + bytes, 0);
    const most = (): number => {
      let [sum, high] = [0, 0];
      for (const bytes of told()) high = Math.max(high, (sum += bytes));
      return high;
    };
    atEnd(() => vi.restoreAllMocks());
    const raws: Raw[] = [];
    for (const campaign of campaigns) raws.push(await rawWebsocket(mia, campaign, 'brief'));
    await eventually(() => rooms.loaded.every(({ peers, stored }) => stored.kind !== 'brief' || peers.length === 1));
    for (const { socket } of raws) socket.pause();
    for (const [at, { socket }] of raws.entries())
      socket.write(websocketFrame(opcodes.binary, step1Frame(Y.encodeStateVector(new Map([[1_000 + at, 5]])))));
    await eventually(() => most() > 5 * MB);
    for (const { socket } of raws) socket.resume();
    await eventually(() => raws.every(({ heard }) => heard().length > 5 * MB));
    await eventually(() => now() === 0);
    // Twice over while they are handed to their socket.
    expect(most()).toBeLessThan(21 * MB);
  });
});

describe('a frame', () => {
  it('of somebody who only reads is as large as a question for what they lack, and no larger', async () => {
    const { mia, room } = await team();
    const victor = await mia.invites('viewer', 'Victor');
    const raw = await rawWebsocket(victor, 'a', 'brief');
    await eventually(() => room.peers.length === 1);
    // The header of a frame that somebody who writes may send, and none of its bytes.
    raw.socket.write(websocketFrame(opcodes.binary, new Uint8Array(MAX_VECTOR + 2_048)).subarray(0, 14));
    await eventually(() => raw.ended());
    expect(closeCodeOf(raw.heard())).toBe(1009);
    const writes = await rawWebsocket(mia, 'a', 'brief');
    writes.socket.write(websocketFrame(opcodes.binary, new Uint8Array(MAX_FRAME - 64)).subarray(0, 14));
    await eventually(() => room.peers.length === 1);
    expect(writes.ended()).toBe(false);
  });

  it('that does not come whole is counted with all others, and forgotten with its socket', async () => {
    const { server, mia, room } = await team();
    const victor = await mia.invites('viewer', 'Victor');
    const raws = [];
    for (let each = 0; each < 5; each += 1) {
      const raw = await rawWebsocket(victor, 'a', 'brief');
      raw.socket.write(websocketFrame(opcodes.binary, new Uint8Array(MB)).subarray(0, -1));
      raws.push(raw);
    }
    let held = 0;
    await eventually(() => {
      void metric(server.url, 'countersign_unfinished_bytes').then((bytes) => (held = bytes));
      return held > 5 * MB - 1_000;
    });
    expect(held).toBeLessThan(6 * MB);
    for (const { socket } of raws) socket.destroy();
    await eventually(() => room.peers.length === 0);
    expect(await metric(server.url, 'countersign_unfinished_bytes')).toBe(0);
  });

  it('that does not come whole is counted though pings stand between its pieces', async () => {
    const { server, mia, room } = await team();
    const raw = await rawWebsocket(mia, 'a', 'brief');
    await eventually(() => room.peers.length === 1);
    const pong = Buffer.of(0x8a, 4, 1, 2, 3, 4);
    for (let piece = 0; piece < 3; piece += 1) {
      const opcode = piece === 0 ? opcodes.binary : opcodes.continues;
      raw.socket.write(websocketFrame(opcode, new Uint8Array(MB), { fin: false }));
      raw.socket.write(websocketFrame(opcodes.ping, pong.subarray(2)));
    }
    await eventually(() =>
      raw
        .heard()
        .subarray(-18)
        .equals(Buffer.concat([pong, pong, pong])),
    );
    const held = await metric(server.url, 'countersign_unfinished_bytes');
    expect(held).toBeGreaterThanOrEqual(3 * MB);
    expect(held).toBeLessThan(3 * MB + 100);
    raw.socket.write(websocketFrame(opcodes.continues, new Uint8Array(0)));
    await eventually(() => room.peers.length === 0);
    expect(await metric(server.url, 'countersign_unfinished_bytes')).toBe(0);
  });

  it('after five thousand in a quarter of a second waits until that is over', async () => {
    const { mia, room } = await team();
    const [pause, resume] = [vi.spyOn(WebSocket.prototype, 'pause'), vi.spyOn(WebSocket.prototype, 'resume')];
    atEnd(() => vi.restoreAllMocks());
    const received = vi.spyOn(room, 'receive');
    const raw = await rawWebsocket(mia, 'a', 'brief');
    await eventually(() => room.peers.length === 1);
    const frame = websocketFrame(opcodes.binary, heartbeatFrame);
    raw.socket.write(Buffer.concat(Array.from({ length: 12_000 }, () => frame)));
    await eventually(() => received.mock.calls.length === 12_000);
    // Frames that were in hand already when it was paused are taken all the same, so it reads on only some time after the last of them.
    expect(pause).toHaveBeenCalled();
    await eventually(() => resume.mock.calls.length > 0);
    expect(raw.ended()).toBe(false);
  });
});

describe('a connection', () => {
  it('that the server itself does not read is not let go for answering no ping', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    atEnd(() => vi.useRealTimers());
    const clock = { now: Date.UTC(2026, 10, 25) };
    const disk = new Disk();
    const { mia, room } = await team({ clock: () => clock.now });
    const raw = await rawWebsocket(mia, 'a', 'brief');
    await eventually(() => room.peers.length === 1);
    disk.fail();
    const letter = (at: number): Uint8Array =>
      words(4_000_000_001, at, 'x', {
        origin: at === 0 ? { client: FOUNDER, clock: 0 } : { client: 4_000_000_001, clock: at - 1 },
      });
    for (let at = 0; at < 1_100; at += 1) raw.socket.write(websocketFrame(opcodes.binary, updateFrame(letter(at))));
    await eventually(() => room.unsaved >= 1_024);
    const passes = async (): Promise<void> => {
      for (let seconds = 0; seconds < 90; seconds += 5) {
        clock.now += 5_000;
        vi.advanceTimersByTime(5_000);
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await passes();
    expect(room.peers).toHaveLength(1);
    disk.mend();
    await eventually(() => room.unsaved === 0);
    await passes();
    await eventually(() => room.peers.length === 0);
  });

  it('hears something every half minute, and carets move, though somebody sets the clock back', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    atEnd(() => vi.useRealTimers());
    const clock = { back: 0 };
    const elapsed = { now: 0 };
    const { mia, room } = await team({ clock: () => Date.now() - clock.back, elapsed: () => elapsed.now });
    const [one, two] = [await opened(mia, 'a'), await opened(mia, 'a')];
    let [beats, carets, shown] = [0, 0, 0];
    two.on('message', (data: ArrayBuffer) => {
      const bytes = new Uint8Array(data);
      if (bytes[0] !== 1) return;
      if (bytes.length === heartbeatFrame.length) beats += 1;
      else carets += 1;
    });
    await eventually(() => room.peers.length === 2);
    const passes = (ms: number): void => {
      elapsed.now += ms;
      vi.advanceTimersByTime(ms);
    };
    // Every caret that may be shown at once is, as the clock goes back.
    for (let each = 0; each < 60; each += 1)
      one.send(awarenessFrame([{ client: 7, clock: (shown += 1), state: `{"caret":${shown}}` }]));
    await eventually(() => carets > 0);
    clock.back = 25 * 3_600_000;
    for (let time = 1; time <= 4; time += 1) {
      passes(HEARTBEAT);
      await eventually(() => beats >= time);
      const heard = carets;
      one.send(awarenessFrame([{ client: 7, clock: (shown += 1), state: `{"caret":${shown}}` }]));
      await eventually(() => carets > heard);
    }
    expect(beats).toBeGreaterThanOrEqual(4);
  });
});
