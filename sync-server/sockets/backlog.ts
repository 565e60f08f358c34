import { beyond, type Holder } from '../rooms/greedy.ts';

/** Bytes that may wait for readers, over all sockets, beside large frames: those are shared, and bounded for each member. */
const MAX_UNREAD = 192 * 1024 * 1024;
/** Bytes of messages that have not come whole, over all sockets. */
const MAX_UNFINISHED = 128 * 1024 * 1024;
/** A socket with fewer bytes than this waiting is not slow. */
const SLOW = 256 * 1024;
/** How often it is looked who is slow while frames go out, in ms. */
const LOOK_EVERY = 100;

/** A connection, as far as it concerns the server's memory. */
export type Buffering = {
  /** Unique on this server. */
  readonly member: string;
  /** Bytes that wait for it and for nobody else. */
  readonly unread: number;
  /** Bytes of a message of its that has not come whole. */
  readonly unfinished: number;
  tooMuch: () => void;
};

/**
 * What the sockets of a server hold in memory, bounded over all of them: whoever holds most is let go first. A large frame that many are
 * sent is in memory once, and so it is counted.
 */
export class Backlog<Socket extends Buffering> {
  readonly #most: { unread: number; unfinished: number };
  readonly #elapsed: () => number;
  readonly #slow = new Set<Socket>();
  readonly #receiving = new Set<Socket>();
  readonly #shared = new Map<Uint8Array, number>();
  #sharedBytes = 0;
  #unfinished = 0;
  #looked = -Infinity;

  constructor(elapsed: () => number, most = { unread: MAX_UNREAD, unfinished: MAX_UNFINISHED }) {
    this.#elapsed = elapsed;
    this.#most = most;
  }

  /** Bytes that wait for slow readers. */
  get unread(): number {
    let sum = this.#sharedBytes;
    for (const { unread } of this.#slow) sum += unread;
    return sum;
  }
  /** Bytes of messages that have not come whole. */
  get unfinished(): number {
    return this.#unfinished;
  }

  /** A large frame was given to one more socket. */
  lend(frame: Uint8Array): void {
    const holders = this.#shared.get(frame) ?? 0;
    this.#shared.set(frame, holders + 1);
    if (holders === 0) this.#sharedBytes += frame.length;
  }
  /** It has left there, or is lost with the socket. */
  giveBack(frame: Uint8Array): void {
    const holders = (this.#shared.get(frame) ?? 0) - 1;
    if (holders > 0) return void this.#shared.set(frame, holders);
    this.#shared.delete(frame);
    this.#sharedBytes -= frame.length;
  }

  /** Something was written to a socket. */
  wrote(socket: Socket): void {
    if (socket.unread < SLOW) return;
    this.#slow.add(socket);
    const now = this.#elapsed();
    if (now - this.#looked < LOOK_EVERY) return;
    this.#looked = now;
    this.tidy();
  }

  /** So many bytes of a message came that is not whole yet; negative once it is. */
  received(socket: Socket, bytes: number): void {
    this.#unfinished += bytes;
    if (socket.unfinished > 0) this.#receiving.add(socket);
    else this.#receiving.delete(socket);
    if (this.#unfinished > this.#most.unfinished)
      this.#letGo(this.#receiving, ({ unfinished }) => unfinished, this.#most.unfinished);
  }

  forget(socket: Socket): void {
    this.#slow.delete(socket);
    this.#receiving.delete(socket);
    this.#unfinished -= socket.unfinished;
  }

  /** Lets go of whoever holds too much. */
  tidy(): void {
    for (const socket of this.#slow) if (socket.unread < SLOW) this.#slow.delete(socket);
    this.#letGo(this.#slow, ({ unread }) => unread, this.#most.unread);
  }

  #letGo(sockets: Iterable<Socket>, bytesOf: (socket: Socket) => number, most: number): void {
    const holders: Holder<Socket>[] = [];
    for (const socket of sockets) holders.push({ connection: socket, member: socket.member, bytes: bytesOf(socket) });
    for (const socket of beyond(holders, most)) socket.tooMuch();
  }
}
