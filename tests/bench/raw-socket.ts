import { connect, type Socket } from 'node:net';

/** Any mask but zero, which servers may skip. */
const MASK = Buffer.of(0x37, 0xfa, 0x21, 0x3d);
/** All sockets read into one buffer: what is read is looked at before the next read. */
const shared = Buffer.alloc(256 * 1024);

/** A client's frame with its header, ready to be written. */
export const masked = (payload: Uint8Array, opcode = 2): Buffer => {
  const { length } = payload;
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + 4 + length);
  frame[0] = 0x80 | opcode;
  if (header === 2) frame[1] = 0x80 | length;
  else if (header === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  MASK.copy(frame, header);
  for (let at = 0; at < length; at += 1) frame[header + 4 + at] = payload[at]! ^ MASK[at & 3]!;
  return frame;
};

type RawSocketOptions = {
  url: string;
  path: string;
  protocols: readonly string[];
  /** The bytes are another message's once this returns. */
  onMessage: (message: Buffer) => void;
};

/** A websocket client that costs little, so that the server is what is measured. */
export class RawSocket {
  readonly opened: Promise<void>;
  readonly #socket: Socket;
  readonly #onMessage: (message: Buffer) => void;
  #isOpen = false;
  #waiting: Buffer[] = [];
  #have = 0;
  #need = 0;
  closed = false;

  constructor({ url, path, protocols, onMessage }: RawSocketOptions) {
    const { hostname, port } = new URL(url);
    this.#onMessage = onMessage;
    let open: () => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    this.opened = new Promise((resolve, reject) => {
      open = resolve;
      fail = reject;
    });
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          let bytes = Buffer.from(buffer.buffer, buffer.byteOffset, length);
          if (!this.#isOpen) {
            const end = bytes.indexOf('\r\n\r\n');
            if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101')) || end < 0) {
              fail(new Error(`refused: ${bytes.subarray(0, 120).toString()}`));
              return true;
            }
            this.#isOpen = true;
            open();
            bytes = bytes.subarray(end + 4);
          }
          if (bytes.length > 0) this.#take(bytes);
          return true;
        },
      },
    });
    this.#socket.on('error', fail);
    this.#socket.on('close', () => {
      this.closed = true;
      fail(new Error('closed'));
    });
    this.opened.catch(() => undefined);
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      ...(protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`] : []),
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  /** Frames as `masked` makes them. */
  write(frames: Buffer): void {
    this.#socket.write(frames);
  }
  send(payload: Uint8Array): void {
    this.#socket.write(masked(payload));
  }
  end(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#have > 0) {
      this.#waiting.push(Buffer.from(bytes));
      this.#have += bytes.length;
      if (this.#have < this.#need) return;
      bytes = Buffer.concat(this.#waiting);
      this.#waiting = [];
      this.#have = 0;
    }
    let at = 0;
    for (;;) {
      const left = bytes.length - at;
      if (left < 2) return this.#keep(bytes, at, 2);
      let length = bytes[at + 1]! & 0x7f;
      let header = 2;
      if (length === 126) {
        if (left < 4) return this.#keep(bytes, at, 4);
        length = bytes.readUInt16BE(at + 2);
        header = 4;
      } else if (length === 127) {
        if (left < 10) return this.#keep(bytes, at, 10);
        length = Number(bytes.readBigUInt64BE(at + 2));
        header = 10;
      }
      const end = at + header + length;
      if (end > bytes.length) return this.#keep(bytes, at, header + length);
      const opcode = bytes[at]! & 0x0f;
      if (opcode === 2) this.#onMessage(bytes.subarray(at + header, end));
      else if (opcode === 9) this.write(masked(bytes.subarray(at + header, end), 10));
      else if (opcode === 8) this.#socket.end();
      at = end;
      if (at === bytes.length) return;
    }
  }

  #keep(bytes: Buffer, at: number, need: number): void {
    if (at >= bytes.length) return;
    this.#waiting = [Buffer.from(bytes.subarray(at))];
    this.#have = bytes.length - at;
    this.#need = need;
  }
}
