import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { ACKS, HEARTBEAT, MAX_FRAME, PLAIN, TICKET_PREFIX, closeCodes } from '../../domain/wire/sync.ts';
import type { Workspaces } from '../workspaces.ts';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import { heartbeatFrame } from './frame.ts';
import { says } from './says.ts';
import { wireOf } from './wire.ts';
import type { Peer, Room } from './room.ts';
import type { Tickets } from './tickets.ts';

/** Bytes that may wait for a slow reader before its socket is closed; it comes back and syncs in one piece. */
const MAX_BUFFERED = 16 * 1024 * 1024;
/** Frames a socket may send in a quarter of a second before it is read more slowly. */
const FRAMES_AT_ONCE = 5_000;
const QUARTER = 250;
/** A frame up to this many bytes is written together with others of its turn. */
const MAX_JOINED = 64 * 1024;
/** Sockets of one member in one room: windows, and sockets that died and have not been noticed. */
const MAX_SOCKETS = 32;

export type SocketsFrom = {
  workspaces: Workspaces;
  tickets: Tickets;
  clock: () => number;
  log: Log;
  meters?: Meters;
  /** Counts somebody without a ticket of ours; false once they came too often. */
  mayKnock: (request: IncomingMessage) => boolean;
};

/** The websockets of a server: admits by ticket, carries frames between sockets and rooms, and decides nothing about either. */
export class Sockets {
  readonly #from: SocketsFrom;
  readonly #server: WebSocketServer;
  readonly #open = new Set<SocketPeer>();
  #stopping = false;

  constructor(from: SocketsFrom) {
    this.#from = from;
    // Its types do not know `closeTimeout` yet.
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      maxPayload: MAX_FRAME,
      perMessageDeflate: false,
      maxFragments: 256,
      // Who was refused and does not hang up is hung up on.
      closeTimeout: 5_000,
      handleProtocols: (offered) => (offered.has(ACKS) ? ACKS : offered.has(PLAIN) ? PLAIN : false),
    };
    this.#server = new WebSocketServer(options);
  }

  /** An HTTP upgrade: refused before anything is parsed where no ticket is offered. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = URL.canParse(request.url ?? '', 'http://x') ? new URL(request.url!, 'http://x').pathname : '';
    const place = /^\/sync\/([^/]+)\/(.+)$/.exec(path);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
    const ticket = offered.find((each) => each.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
    if (!(ticket !== undefined && this.#from.tickets.has(ticket)) && !this.#from.mayKnock(request))
      return refuse(socket, '429 Too Many Requests');
    if (!place) return refuse(socket, '404 Not Found');
    if (this.#stopping) return refuse(socket, '503 Service Unavailable');
    if (ticket === undefined || !(offered.includes(ACKS) || offered.includes(PLAIN)))
      return refuse(socket, '401 Unauthorized');
    this.#server.handleUpgrade(request, socket, head, (websocket) => {
      websocket.binaryType = 'nodebuffer';
      // A peer that vanished, or sent what ws refuses, is closed by ws itself.
      websocket.on('error', () => websocket.terminate());
      this.#admit(websocket, socket, ticket, safeDecode(place[1]!), safeDecode(place[2]!));
    });
  }

  get connections(): number {
    return this.#open.size;
  }
  /** Bytes that wait for slow readers. */
  get buffered(): number {
    let sum = 0;
    for (const peer of this.#open) sum += peer.buffered;
    return sum;
  }

  /** Called every few seconds. */
  tick(): void {
    const now = this.#from.clock();
    for (const peer of this.#open) peer.tick(now);
  }

  /** Takes no more connections; open ones are closed by their rooms. */
  stop(): void {
    this.#stopping = true;
  }

  /** Ends what did not go by itself. */
  terminate(): void {
    for (const peer of this.#open) peer.terminate();
    this.#server.close();
  }

  #admit(websocket: WebSocket, socket: Duplex, ticket: string, workspace: string, room: string): void {
    const admission = this.#from.tickets.use(ticket);
    const close = (code: number, says: string): void => websocket.close(code, says.slice(0, 60));
    if (!admission || admission.workspace !== workspace || admission.room !== room)
      return close(closeCodes.signIn, 'This ticket was used, is too old, or is for another text.');
    const open = this.#from.workspaces.get(workspace);
    const member = open?.state().members[admission.member];
    if (!open || !member || open.notIn(admission.session) !== null) return close(closeCodes.signIn, 'Sign in again.');
    const cannotRead = (error: unknown): void => {
      this.#from.log('a room cannot be read; nobody is let in', { level: 'error', room: admission.room, error });
      close(closeCodes.stopping, 'This text cannot be read at the moment.');
    };
    let joined: Room | null;
    try {
      joined = open.rooms.open(admission.room);
    } catch (error) {
      return cannotRead(error);
    }
    if (!joined) return close(closeCodes.noSuchRoom, 'There is no such text.');
    if (joined.stored.epoch !== admission.epoch)
      return close(closeCodes.schemaOrEpoch, 'This text was put back to an older state.');
    if (joined.peers.filter(({ who }) => who.member === member.id).length >= MAX_SOCKETS)
      return close(closeCodes.rate, 'Too many windows show this text.');
    const who = { member: member.id, name: member.name, role: member.role, session: admission.session };
    const peer = new SocketPeer({ websocket, socket, room: joined, who, from: this.#from });
    this.#open.add(peer);
    websocket.once('close', () => {
      this.#open.delete(peer);
      joined.leave(peer);
    });
    try {
      joined.join(peer);
    } catch (error) {
      // A room that nobody was in is read again for the next one.
      cannotRead(error);
    }
  }
}

type PeerFrom = { websocket: WebSocket; socket: Duplex; room: Room; who: Peer['who']; from: SocketsFrom };

/** One connection, as its room sees it. */
class SocketPeer implements Peer {
  readonly who: Peer['who'];
  readonly acks: boolean;
  readonly #websocket: WebSocket;
  /** What the websocket writes to: frames that many receive are encoded once, and go past its encoder. */
  readonly #socket: Duplex;
  readonly #room: Room;
  readonly #from: SocketsFrom;
  #outgoing: Uint8Array[] = [];
  #lastSent: number;
  #answered = true;
  #lastPing: number;
  #frames = 0;
  #quarter = 0;
  /** Why nothing is read from it at the moment. */
  #isTooFast = false;
  #roomRests = false;

  constructor({ websocket, socket, room, who, from }: PeerFrom) {
    this.#websocket = websocket;
    this.#socket = socket;
    this.#room = room;
    this.who = who;
    this.acks = websocket.protocol === ACKS;
    this.#from = from;
    this.#lastSent = from.clock();
    this.#lastPing = this.#lastSent;
    websocket.on('pong', () => {
      this.#answered = true;
    });
    websocket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return this.close(closeCodes.brokenFrame, 'Text where bytes are due.');
      this.#slowDown();
      this.#receive(data);
    });
  }

  get buffered(): number {
    return this.#socket.writableLength;
  }

  /** Keeps the frame until the turn is over: a socket is written to once a turn, whatever its room has to say. */
  send(frame: Uint8Array): void {
    if (this.#outgoing.push(frame) === 1) flushSoon(this);
  }

  flush(): void {
    const frames = this.#outgoing;
    this.#outgoing = [];
    if (frames.length === 0 || this.#websocket.readyState !== this.#websocket.OPEN) return;
    if (this.buffered > MAX_BUFFERED) {
      this.#from.meters?.refused(closeCodes.tooSlow);
      return this.close(closeCodes.tooSlow, 'Too slow; sync afresh.');
    }
    this.#lastSent = this.#from.clock();
    const wires = frames.map(wireOf);
    // Large frames are shared by all who get them: joined, each socket would hold a copy.
    if (wires.some(({ length }) => length > MAX_JOINED)) for (const wire of wires) this.#socket.write(wire);
    else this.#socket.write(wires.length === 1 ? wires[0]! : Buffer.concat(wires));
  }

  close(code: number, says: string): void {
    this.flush();
    // A close frame holds 123 bytes of reason; the sentence is whole in the client's own words for the code.
    this.#websocket.close(code, Buffer.byteLength(says) <= 123 ? says : '');
  }

  terminate(): void {
    this.#websocket.terminate();
  }

  read(on: boolean): void {
    this.#roomRests = !on;
    this.#readOn();
  }

  tick(now: number): void {
    if (now - this.#lastSent >= HEARTBEAT / 2) this.send(heartbeatFrame);
    if (now - this.#lastPing < HEARTBEAT) return;
    if (!this.#answered) return this.terminate();
    this.#answered = false;
    this.#lastPing = now;
    if (this.#websocket.readyState === this.#websocket.OPEN) this.#websocket.ping();
  }

  #receive(data: Buffer): void {
    try {
      // A copy of its own: lib0 has read past the end of a pooled buffer (lib0#97).
      this.#room.receive(this, new Uint8Array(data));
    } catch (error) {
      this.#from.log('a message could not be taken; its sender syncs afresh', {
        level: 'error',
        room: this.#room.stored.name,
        error,
      });
      this.#room.leave(this);
      this.close(closeCodes.comeBack, says.missing);
    }
  }

  #readOn(): void {
    if (this.#roomRests || this.#isTooFast) this.#websocket.pause();
    else this.#websocket.resume();
  }

  /** A burst is read at the pace a room can take: the socket rests until the quarter of a second is over. */
  #slowDown(): void {
    const now = this.#from.clock();
    const quarter = Math.floor(now / QUARTER);
    if (quarter !== this.#quarter) {
      this.#quarter = quarter;
      this.#frames = 0;
    }
    if (++this.#frames !== FRAMES_AT_ONCE) return;
    this.#isTooFast = true;
    this.#readOn();
    setTimeout(
      () => {
        this.#isTooFast = false;
        this.#readOn();
      },
      (quarter + 1) * QUARTER - now,
    ).unref();
  }
}

/** Sockets with something to say in this turn. */
let speaking: SocketPeer[] = [];
const flushSoon = (peer: SocketPeer): void => {
  if (speaking.push(peer) === 1) queueMicrotask(flushAll);
};
const flushAll = (): void => {
  const peers = speaking;
  speaking = [];
  for (const peer of peers) peer.flush();
};

const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
