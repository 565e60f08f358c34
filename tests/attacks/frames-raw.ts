import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { roomName, type RoomKind } from '../../domain/campaign/rooms.ts';
import { PLAIN, TICKET_PREFIX } from '../../domain/wire/sync.ts';
import { atEnd, eventually, type Person } from '../integration/team.ts';

/** A TCP connection to a server: what it heard, and whether it was ended. */
export type Raw = { socket: Socket; heard: () => Buffer; ended: () => boolean };

export const rawConnection = (url: string, { allowHalfOpen = false } = {}): Raw => {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen });
  const chunks: Buffer[] = [];
  let ended = false;
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  // The end of what it says is enough; nobody here answers it.
  for (const event of ['end', 'close']) socket.on(event, () => (ended = true));
  atEnd(() => socket.destroy());
  return { socket, heard: () => Buffer.concat(chunks), ended: () => ended };
};

/** The upgrade request of a websocket, with whatever headers an attacker adds. */
export const upgradeRequest = (url: string, path: string, protocols: string, headers: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Sec-WebSocket-Protocol: ${protocols}`,
    ...headers,
    '\r\n',
  ].join('\r\n');

/** An admitted websocket spoken by hand, for what no library sends. */
export const rawWebsocket = async (
  person: Person,
  campaign: string,
  kind: RoomKind,
  headers: readonly string[] = [],
): Promise<Raw> => {
  const ticket = await person.ticket(campaign, kind);
  const raw = rawConnection(person.url);
  const path = `/sync/${person.session.workspace}/${roomName(campaign, kind)}`;
  raw.socket.write(upgradeRequest(person.url, path, `${PLAIN}, ${TICKET_PREFIX}${ticket}`, headers));
  await eventually(() => raw.heard().includes('\r\n\r\n'));
  return raw;
};

/** One websocket frame as a client sends it; the mask is zeros, which the protocol allows. */
export const websocketFrame = (opcode: number, body: Uint8Array, { fin = true } = {}): Buffer => {
  const first = (fin ? 0x80 : 0) | opcode;
  const length =
    body.length < 126
      ? Buffer.of(first, 0x80 | body.length)
      : body.length < 65_536
        ? Buffer.of(first, 0x80 | 126, body.length >> 8, body.length & 0xff)
        : Buffer.concat([Buffer.of(first, 0x80 | 127), bigEndian(body.length)]);
  return Buffer.concat([length, Buffer.alloc(4), body]);
};
const bigEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};
export const opcodes = { continues: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** The code of the close frame a server sent last; null where it sent none. */
export const closeCodeOf = (heard: Buffer): number | null => {
  let code: number | null = null;
  for (let at = heard.indexOf('\r\n\r\n') + 4; at + 1 < heard.length;) {
    const opcode = heard[at]! & 0x0f;
    const short = heard[at + 1]! & 0x7f;
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
    const size = wide === 0 ? short : Number(`0x${heard.subarray(at + 2, at + 2 + wide).toString('hex')}`);
    const body = at + 2 + wide;
    if (opcode === opcodes.close && size >= 2) code = heard.readUInt16BE(body);
    at = body + size;
  }
  return code;
};
