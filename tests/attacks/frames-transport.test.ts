import { afterEach, describe, expect, it, vi } from 'vitest';
import { PLAIN, TICKET_PREFIX, closeCodes } from '../../domain/wire/sync.ts';
import * as Y from 'yjs';
import { step1Frame } from '../../sync-server/rooms/frame.ts';
import { Person, atEnd, endAll, eventually, objective, startTestServer, write } from '../integration/team.ts';
import {
  closeCodeOf,
  opcodes,
  rawConnection,
  rawWebsocket,
  upgradeRequest,
  websocketFrame,
  type Raw,
} from './frames-raw.ts';

afterEach(endAll);
const campaign = 'spring';

const team = async (options: Parameters<typeof startTestServer>[0] = {}) => {
  const server = await startTestServer(options);
  const mia = await Person.founds(server.url);
  await mia.does({ kind: 'create campaign', campaign, name: 'Spring' });
  const place = `/sync/${mia.session.workspace}/campaign/${campaign}/brief`;
  const room = server.workspaces.get(mia.session.workspace)!.rooms.of(campaign, 'brief')!;
  /** The server is there, and two people write as before. */
  const serves = async (): Promise<void> => {
    const [one, two] = [await mia.room(campaign, 'brief'), await mia.room(campaign, 'brief')];
    const before = objective(one);
    write(one, 'still here ');
    await eventually(() => objective(two) === `${before}still here `);
    one.provider.destroy();
    two.provider.destroy();
  };
  return { server, mia, place, room, serves };
};
const status = ({ heard }: Raw): string => heard().toString('latin1').split('\r\n')[0]!;
const MB = 1_024 * 1_024;
/** What the server counts itself. */
const metric = async (url: string, name: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
};
/** Twice what the server may take to hang up on somebody who only waits. */
const patience = { timeout: 20_000 };

/** Whoever has no ticket is counted by address, beside those who only read. */
const TOO_OFTEN = 'HTTP/1.1 429 Too Many Requests';

describe('before a ticket', () => {
  it('a refused socket is hung up on, though its other end never hangs up, and leaves its place to others (P09)', async () => {
    const most = 60;
    const { server, place, serves } = await team({ maxConnections: most });
    for (let round = 0; round < 4; round += 1) {
      const crowd = Array.from({ length: most / 2 }, () => rawConnection(server.url, { allowHalfOpen: true }));
      for (const { socket } of crowd) socket.write(upgradeRequest(server.url, place, PLAIN));
      await eventually(() => crowd.every(({ ended }) => ended()));
      // One that finds no place is hung up on without a word.
      expect(new Set(crowd.map(status))).toEqual(new Set(['HTTP/1.1 401 Unauthorized']));
    }
    await serves();
  });

  it('a thousand sockets without one are told 401, then that they come too often, and let go (P09)', async () => {
    const { server, place, room, serves } = await team();
    const crowd = Array.from({ length: 1_000 }, () => rawConnection(server.url));
    for (const { socket } of crowd) socket.write(upgradeRequest(server.url, place, PLAIN));
    await eventually(() => crowd.every(({ ended }) => ended()));
    expect(new Set(crowd.map(status))).toEqual(new Set(['HTTP/1.1 401 Unauthorized', TOO_OFTEN]));
    expect(room.peers).toHaveLength(0);
    await serves();
  });

  it(
    'a thousand with guessed tickets are closed, though they never answer and never hang up (P09)',
    patience,
    async () => {
      const { server, place, room, serves } = await team();
      const crowd = Array.from({ length: 1_000 }, () => rawConnection(server.url));
      for (const [index, { socket }] of crowd.entries())
        socket.write(upgradeRequest(server.url, place, `${PLAIN}, ${TICKET_PREFIX}guess${index}`));
      const closed = (each: (typeof crowd)[number]): boolean => closeCodeOf(each.heard()) === closeCodes.signIn;
      await eventually(() => crowd.every((each) => closed(each) || status(each) === TOO_OFTEN));
      expect(crowd.some(closed)).toBe(true);
      expect(room.peers).toHaveLength(0);
      await serves();
      await eventually(() => crowd.every(({ ended }) => ended()));
    },
  );

  it('a socket that says nothing, or its headers a letter at a time, is let go (P09, P11)', patience, async () => {
    const { server, place, serves } = await team();
    const silent = Array.from({ length: 50 }, () => rawConnection(server.url));
    const slow = rawConnection(server.url);
    const request = upgradeRequest(server.url, place, PLAIN);
    let at = 0;
    const letters = setInterval(() => slow.socket.writable && slow.socket.write(request[at++ % 40]!), 50);
    atEnd(() => clearInterval(letters));
    await eventually(() => slow.ended());
    await eventually(() => silent.every(({ ended }) => ended()));
    expect(at).toBeGreaterThan(1);
    await serves();
  });

  it('64 KiB of headers, 2,000 headers and no HTTP at all are answered and closed (P10)', async () => {
    const { server, place, serves } = await team();
    const long = rawConnection(server.url);
    long.socket.write(upgradeRequest(server.url, place, PLAIN, [`X-Long: ${'x'.repeat(65_536)}`]));
    const many = rawConnection(server.url);
    many.socket.write(
      upgradeRequest(
        server.url,
        place,
        PLAIN,
        Array.from({ length: 2_000 }, (_, index) => `X-Header-${index}: 1`),
      ),
    );
    const noise = rawConnection(server.url);
    noise.socket.write('\u0000\u0001 nonsense\r\n\r\n');
    await eventually(() => [long, many, noise].every(({ ended }) => ended()));
    expect([long, many, noise].map(status)).toEqual([
      'HTTP/1.1 431 Request Header Fields Too Large',
      'HTTP/1.1 431 Request Header Fields Too Large',
      'HTTP/1.1 400 Bad Request',
    ]);
    await serves();
  });
});

describe('a websocket', () => {
  it('is not compressed, whatever is offered (P14)', async () => {
    const { mia } = await team();
    const raw = await rawWebsocket(mia, campaign, 'brief', [
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
    ]);
    expect(status(raw)).toBe('HTTP/1.1 101 Switching Protocols');
    expect(raw.heard().toString('latin1').toLowerCase()).not.toContain('sec-websocket-extensions');
  });

  it('with a frame larger than any room is closed with 1009 before its bytes are read (P12)', async () => {
    const { mia, serves } = await team();
    const raw = await rawWebsocket(mia, campaign, 'brief');
    // The header of a frame of 9 MB, and none of its bytes.
    raw.socket.write(websocketFrame(opcodes.binary, new Uint8Array(9 * MB)).subarray(0, 14));
    await eventually(() => raw.ended());
    expect(closeCodeOf(raw.heard())).toBe(1009);
    await serves();
  });

  it('of 16,383 pieces without an end is closed, and holds nothing (P13)', async () => {
    const { mia, serves } = await team();
    const raw = await rawWebsocket(mia, campaign, 'brief');
    const before = process.memoryUsage().rss;
    const piece = (opcode: number) => websocketFrame(opcode, Uint8Array.of(0), { fin: false });
    raw.socket.write(piece(opcodes.binary));
    raw.socket.write(Buffer.concat(Array.from({ length: 16_382 }, () => piece(opcodes.continues))));
    await eventually(() => raw.ended());
    expect(closeCodeOf(raw.heard())).toBe(1008);
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * MB);
    await serves();
  });

  it('that speaks text where bytes are due is closed (P15)', async () => {
    const { mia, serves } = await team();
    const raw = await rawWebsocket(mia, campaign, 'brief');
    raw.socket.write(websocketFrame(opcodes.text, Buffer.from('{"update":[]}')));
    await eventually(() => closeCodeOf(raw.heard()) !== null);
    expect(closeCodeOf(raw.heard())).toBe(closeCodes.brokenFrame);
    await serves();
  });

  it('that pings without reading the answers is let go, and the answers do not pile up (P16)', async () => {
    const { mia, room, serves } = await team();
    const raw = await rawWebsocket(mia, campaign, 'brief');
    await eventually(() => room.peers.length === 1);
    raw.socket.pause();
    const pings = Buffer.concat(Array.from({ length: 1_000 }, () => websocketFrame(opcodes.ping, new Uint8Array(125))));
    const before = process.memoryUsage().rss;
    for (let sent = 0; sent < 400 && room.peers.length > 0 && raw.socket.writable; sent += 1) {
      if (!raw.socket.write(pings))
        await Promise.race([
          new Promise((resolve) => raw.socket.once('drain', resolve)),
          eventually(() => room.peers.length === 0 || raw.ended()),
        ]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(room.peers).toHaveLength(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MB);
    await serves();
  });

  it('that asks for a whole room again and again and never reads is sent one, and let go once more waits (P17)', async () => {
    const { server, mia, room, serves } = await team();
    const [one, two] = [await mia.room(campaign, 'brief', { acks: true }), await mia.room(campaign, 'brief')];
    write(one, 'x'.repeat(1.5 * MB));
    await eventually(() => one.acknowledged === 2 && objective(two).length === 1.5 * MB);
    const raw = await rawWebsocket(mia, campaign, 'brief');
    await eventually(() => room.peers.length === 3);
    raw.socket.pause();
    let most = 0;
    for (let asked = 0; asked < 9; asked += 1) {
      // Another vector each time, so that no answer is shared.
      const vector = Y.encodeStateVector(new Map([[1_000 + asked, 5]]));
      raw.socket.write(websocketFrame(opcodes.binary, step1Frame(vector)));
      // Each in a turn of its own; what is asked in one is answered once.
      write(one, '.');
      await eventually(() => one.acknowledged === 3 + asked);
      most = Math.max(most, await metric(server.url, 'countersign_buffered_bytes'));
    }
    expect(room.peers).toHaveLength(3);
    expect(most).toBeGreaterThan(MB);
    expect(most).toBeLessThan(2 * MB);
    for (let written = 0; room.peers.length === 3; written += 1) {
      write(one, 'y'.repeat(50_000));
      await eventually(() => one.acknowledged === 12 + written);
      expect(written).toBeLessThan(90);
    }
    expect([one.closed, two.closed]).toEqual([null, null]);
    await serves();
  });

  it('that answers no ping is let go within 45 seconds (P18)', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    atEnd(() => vi.useRealTimers());
    const clock = { now: Date.UTC(2026, 10, 25) };
    const { mia, room } = await team({ clock: () => clock.now });
    const raw = await rawWebsocket(mia, campaign, 'brief');
    const alive = await mia.socket(campaign, 'brief');
    let pings = 0;
    alive.on('ping', () => (pings += 1));
    await eventually(() => room.peers.length === 2);
    for (let seconds = 0; seconds < 45; seconds += 5) {
      clock.now += 5_000;
      const asked = pings;
      vi.advanceTimersByTime(5_000);
      // The honest one has answered before the clock goes on.
      if (seconds % 20 === 15) await eventually(() => pings > asked);
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(() => raw.ended());
    expect(room.peers).toHaveLength(1);
    expect(alive.readyState).toBe(alive.OPEN);
  });
});
