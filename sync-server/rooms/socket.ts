import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { ACKS, HEARTBEAT, MAX_FRAME, PLAIN, TICKET_PREFIX, closeCodes } from '../../domain/wire/sync.ts';
import type { Workspaces } from '../workspaces.ts';
import { heartbeatFrame } from './frame.ts';
import type { Peer, Room } from './room.ts';
import type { Tickets } from './tickets.ts';

/** Bytes that may wait for a slow reader before its socket is closed; it comes back and syncs in one piece. */
const MAX_BUFFERED = 16 * 1024 * 1024;
/** Frames a socket may send in a second before it is read more slowly. */
const FRAMES_A_SECOND = 2_000;
/** Sockets of one member in one room: windows, and sockets that died and have not been noticed. */
const MAX_SOCKETS = 32;

export type SocketsFrom = { workspaces: Workspaces; tickets: Tickets; clock: () => number };

/** The websockets of a server: admits by ticket, carries frames between sockets and rooms, and decides nothing about either. */
export class Sockets {
  readonly #from: SocketsFrom;
  readonly #server: WebSocketServer;
  readonly #open = new Set<SocketPeer>();
  #stopping = false;

  constructor(from: SocketsFrom) {
    this.#from = from;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_FRAME,
      perMessageDeflate: false,
      maxFragments: 256,
      handleProtocols: (offered) => (offered.has(ACKS) ? ACKS : offered.has(PLAIN) ? PLAIN : false),
    });
  }

  /** An HTTP upgrade: refused before anything is parsed where no ticket is offered. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = URL.canParse(request.url ?? '', 'http://x') ? new URL(request.url!, 'http://x').pathname : '';
    const place = /^\/sync\/([^/]+)\/(.+)$/.exec(path);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
    const ticket = offered.find((each) => each.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
    if (!place) return refuse(socket, '404 Not Found');
    if (this.#stopping) return refuse(socket, '503 Service Unavailable');
    if (ticket === undefined || !(offered.includes(ACKS) || offered.includes(PLAIN)))
      return refuse(socket, '401 Unauthorized');
    this.#server.handleUpgrade(request, socket, head, (websocket) => {
      websocket.binaryType = 'nodebuffer';
      // A peer that vanished, or sent what ws refuses, is closed by ws itself.
      websocket.on('error', () => websocket.terminate());
      this.#admit(websocket, ticket, safeDecode(place[1]!), safeDecode(place[2]!));
    });
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

  #admit(websocket: WebSocket, ticket: string, workspace: string, room: string): void {
    const admission = this.#from.tickets.use(ticket);
    const close = (code: number, says: string): void => websocket.close(code, says.slice(0, 60));
    if (!admission || admission.workspace !== workspace || admission.room !== room)
      return close(closeCodes.signIn, 'This ticket was used, is too old, or is for another text.');
    const open = this.#from.workspaces.get(workspace);
    const member = open?.state().members[admission.member];
    if (!open || !member || member.suspended) return close(closeCodes.signIn, 'Sign in again.');
    const joined = open.rooms.open(admission.room);
    if (!joined) return close(closeCodes.noSuchRoom, 'There is no such text.');
    if (joined.stored.epoch !== admission.epoch)
      return close(closeCodes.schemaOrEpoch, 'This text was put back to an older state.');
    if (joined.peers.filter(({ who }) => who.member === member.id).length >= MAX_SOCKETS)
      return close(closeCodes.rate, 'Too many windows show this text.');
    const who = { member: member.id, name: member.name, role: member.role };
    const peer = new SocketPeer(websocket, joined, who, websocket.protocol === ACKS, this.#from.clock);
    this.#open.add(peer);
    websocket.once('close', () => {
      this.#open.delete(peer);
      joined.leave(peer);
    });
    joined.join(peer);
  }
}

/** One connection, as its room sees it. */
class SocketPeer implements Peer {
  readonly who: Peer['who'];
  readonly acks: boolean;
  readonly #socket: WebSocket;
  readonly #clock: () => number;
  #lastSent: number;
  #answered = true;
  #lastPing: number;
  #frames = 0;
  #second = 0;

  constructor(socket: WebSocket, room: Room, who: Peer['who'], acks: boolean, clock: () => number) {
    this.#socket = socket;
    this.who = who;
    this.acks = acks;
    this.#clock = clock;
    this.#lastSent = clock();
    this.#lastPing = clock();
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return this.close(closeCodes.brokenFrame, 'Text where bytes are due.');
      this.#slowDown();
      // A copy of its own: lib0 has read past the end of a pooled buffer (lib0#97).
      room.receive(this, new Uint8Array(data));
    });
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED) return this.close(closeCodes.tooSlow, 'Too slow; sync afresh.');
    this.#lastSent = this.#clock();
    this.#socket.send(frame);
  }

  close(code: number, says: string): void {
    // A close frame holds 123 bytes of reason; the sentence is whole in the client's own words for the code.
    this.#socket.close(code, Buffer.byteLength(says) <= 123 ? says : '');
  }

  terminate(): void {
    this.#socket.terminate();
  }

  tick(now: number): void {
    if (now - this.#lastSent >= HEARTBEAT / 2) this.send(heartbeatFrame);
    if (now - this.#lastPing < HEARTBEAT) return;
    if (!this.#answered) return this.terminate();
    this.#answered = false;
    this.#lastPing = now;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  /** A burst is read at the pace a room can take: the socket rests until the second is over. */
  #slowDown(): void {
    const second = Math.floor(this.#clock() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#frames = 0;
    }
    if (++this.#frames !== FRAMES_A_SECOND) return;
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), 250).unref();
  }
}

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
