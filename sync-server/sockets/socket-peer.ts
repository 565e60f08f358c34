import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ACKS, HEARTBEAT, closeCodes } from '../../domain/wire/sync.ts';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import { heartbeatFrame } from '../rooms/frame.ts';
import type { Peer, Room } from '../rooms/room.ts';
import { says } from '../rooms/says.ts';
import type { Backlog, Buffering } from './backlog.ts';
import type { FlushQueue } from './flush-queue.ts';
import type { MemberSockets } from './member-sockets.ts';
import { wireOf } from './websocket-frame.ts';

/** Bytes that may wait for one slow reader, beside what is large, before its socket is closed; it comes back and syncs in one piece. */
const MAX_UNREAD = 4 * 1024 * 1024;
/** Bytes that a socket may not have taken yet when more that is large follows. */
const BEHIND = 64 * 1024;
/** A frame up to this many bytes is written together with others of its turn. */
const MAX_JOINED = 64 * 1024;
/** Frames a socket may send in a quarter of a second before it is read more slowly. */
const FRAMES_AT_ONCE = 5_000;
const QUARTER = 250;
/** What stands before the bytes of a ping or a pong that a client sends: two bytes and a mask. */
const CONTROL_HEADER = 6;

export type SocketPeerFrom = {
  websocket: WebSocket;
  /** What the websocket writes to: frames that many receive are encoded once, and go past its encoder. */
  socket: Duplex;
  room: Room;
  who: Peer['who'];
  /** The member, unique on this server. */
  member: string;
  /** The member's sockets, this one among them. */
  siblings: MemberSockets;
  backlog: Backlog<SocketPeer>;
  queue: FlushQueue;
  /** Milliseconds that only grow. */
  elapsed: () => number;
  log: Log;
  refused: Meters['refused'];
};

/** One connection, as its room sees it. */
export class SocketPeer implements Peer, Buffering {
  readonly who: Peer['who'];
  readonly member: string;
  readonly acks: boolean;
  readonly #from: SocketPeerFrom;
  readonly #websocket: WebSocket;
  readonly #socket: Duplex;
  #outgoing: Uint8Array[] = [];
  /** Bytes of large frames among them: other rooms, in the same turn, are to know of them. */
  #announced = 0;
  /** Bytes of large frames that were written and have not left. */
  #large = 0;
  #unfinished = 0;
  #lastSent: number;
  #lastPing: number;
  #answered = true;
  #frames = 0;
  #quarter = 0;
  /** Why nothing is read from it at the moment. */
  #isTooFast = false;
  #roomRests = false;

  constructor(from: SocketPeerFrom) {
    const { websocket, socket, who, member, elapsed } = from;
    this.#from = from;
    this.#websocket = websocket;
    this.#socket = socket;
    this.who = who;
    this.member = member;
    this.acks = websocket.protocol === ACKS;
    this.#lastSent = elapsed();
    this.#lastPing = this.#lastSent;
    // Before the websocket takes messages out of it, or what came whole would be counted after it.
    socket.prependListener('data', (chunk: Buffer) => this.#got(chunk.length));
    socket.on('drain', () => this.wentOut());
    websocket.on('ping', (said: Buffer) => this.#gotControl(said));
    websocket.on('pong', (said: Buffer) => {
      this.#gotControl(said);
      this.#answered = true;
    });
    websocket.on('message', (data: Buffer, isBinary) => {
      this.#got(-this.#unfinished);
      if (!isBinary) return this.close(closeCodes.brokenFrame, 'Text where bytes are due.');
      this.#slowDown();
      this.#receive(data);
    });
  }

  get unread(): number {
    return this.#socket.writableLength - this.#large;
  }
  get unfinished(): number {
    return this.#unfinished;
  }

  /** Keeps the frame until the turn is over: a socket is written to once a turn, whatever its room has to say. */
  send(frame: Uint8Array): void {
    if (frame.length > MAX_JOINED) {
      this.#announced += frame.length;
      this.#from.siblings.sent(frame.length);
    }
    if (this.#outgoing.push(frame) === 1) this.#from.queue.soon(this);
  }

  isBehind(): boolean {
    return this.#large + this.#announced > 0 || this.#socket.writableLength > BEHIND || this.#from.siblings.isBehind;
  }

  flush(): void {
    const [frames, announced] = [this.#outgoing, this.#announced];
    [this.#outgoing, this.#announced] = [[], 0];
    this.#send(frames);
    // From here on they are counted as written, or they are lost.
    if (announced > 0) this.#from.siblings.left(announced);
  }

  #send(frames: readonly Uint8Array[]): void {
    if (frames.length === 0 || this.#websocket.readyState !== this.#websocket.OPEN) return;
    if (this.unread > MAX_UNREAD) return this.tooMuch();
    this.#lastSent = this.#from.elapsed();
    const wires = frames.map(wireOf);
    // Large frames are shared by all who get them: joined, each socket would hold a copy.
    if (wires.some(({ length }) => length > MAX_JOINED)) for (const wire of wires) this.#write(wire);
    else this.#socket.write(wires.length === 1 ? wires[0]! : Buffer.concat(wires));
    this.#from.backlog.wrote(this);
  }

  close(code: number, says: string): void {
    this.flush();
    closeWith(this.#websocket, code, says);
  }

  /** It holds too much of the server's memory; it comes back and syncs afresh. */
  tooMuch(): void {
    this.#from.refused(closeCodes.tooSlow);
    const announced = this.#announced;
    [this.#outgoing, this.#announced] = [[], 0];
    if (announced > 0) this.#from.siblings.left(announced);
    closeWith(this.#websocket, closeCodes.tooSlow, 'Too slow; sync afresh.');
    // Whoever reads hears why; for the others what waits would wait until they answer.
    if (this.#socket.writableLength > BEHIND || this.#unfinished > 0) this.terminate();
  }

  terminate(): void {
    this.#websocket.terminate();
  }

  read(on: boolean): void {
    this.#roomRests = !on;
    this.#readOn();
  }

  wentOut(): void {
    this.#from.room.wentOut(this);
  }

  /** Called every few seconds. */
  tick(): void {
    const now = this.#from.elapsed();
    if (now - this.#lastSent >= HEARTBEAT / 2) this.send(heartbeatFrame);
    if (now - this.#lastPing < HEARTBEAT) return;
    this.#lastPing = now;
    // Nothing is read from it, its answer neither.
    if (this.#isResting) this.#answered = true;
    if (!this.#answered) return this.terminate();
    this.#answered = false;
    if (this.#websocket.readyState === this.#websocket.OPEN) this.#websocket.ping();
  }

  #write(wire: Buffer): void {
    if (wire.length <= MAX_JOINED) return void this.#socket.write(wire);
    const { backlog, siblings } = this.#from;
    this.#large += wire.length;
    siblings.sent(wire.length);
    backlog.lend(wire);
    // Called where it has left, and where it is lost with the socket.
    this.#socket.write(wire, () => {
      this.#large -= wire.length;
      backlog.giveBack(wire);
      siblings.left(wire.length);
      this.wentOut();
    });
  }

  #got(bytes: number): void {
    this.#unfinished += bytes;
    this.#from.backlog.received(this, bytes);
  }

  /** It may stand between the pieces of a message, which go on waiting. */
  #gotControl(said: Buffer): void {
    this.#got(-Math.min(this.#unfinished, CONTROL_HEADER + said.length));
  }

  #receive(data: Buffer): void {
    const { room, log } = this.#from;
    try {
      // A copy of its own: lib0 has read past the end of a pooled buffer (lib0#97).
      room.receive(this, new Uint8Array(data));
    } catch (error) {
      log('a message could not be taken; its sender syncs afresh', { level: 'error', room: room.stored.name, error });
      room.leave(this);
      this.close(closeCodes.comeBack, says.missing);
    }
  }

  get #isResting(): boolean {
    return this.#roomRests || this.#isTooFast;
  }

  #readOn(): void {
    if (this.#isResting) this.#websocket.pause();
    else this.#websocket.resume();
  }

  /** A burst is read at the pace a room can take: the socket rests until the quarter of a second is over. */
  #slowDown(): void {
    const now = this.#from.elapsed();
    const quarter = Math.floor(now / QUARTER);
    if (quarter !== this.#quarter) {
      this.#quarter = quarter;
      this.#frames = 0;
    }
    if (++this.#frames !== FRAMES_AT_ONCE) return;
    this.#isTooFast = true;
    this.#readOn();
    const rest = (quarter + 1) * QUARTER - now;
    setTimeout(() => {
      this.#isTooFast = false;
      this.#readOn();
    }, rest).unref();
  }
}

/** A close frame holds 123 bytes of reason; a longer sentence is left to the client's own words for the code. */
export const closeWith = (websocket: WebSocket, code: number, says: string): void =>
  websocket.close(code, Buffer.byteLength(says) <= 123 ? says : '');
