import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Id } from '../../domain/id.ts';
import { ACKS, MAX_FRAME, PLAIN, TICKET_PREFIX, closeCodes } from '../../domain/wire/sync.ts';
import type { Workspace } from '../commands/workspace-actor.ts';
import type { Log } from '../log.ts';
import type { Meters } from '../operations/meters.ts';
import { MAX_VECTOR } from '../rooms/frame.ts';
import type { Room } from '../rooms/room.ts';
import { says } from '../rooms/says.ts';
import { Backlog } from './backlog.ts';
import { FlushQueue } from './flush-queue.ts';
import { MemberSockets } from './member-sockets.ts';
import { SocketPeer, closeWith } from './socket-peer.ts';
import type { Tickets } from './tickets.ts';

/** Sockets of one member in one room: windows, and sockets that died and have not been noticed. */
const MAX_IN_ROOM = 32;
/** Whoever only reads sends state vectors and presence. */
const MAX_FRAME_OF_READER = MAX_VECTOR + 1024;

export type SocketsFrom = {
  /** Null where there is none; throws the Fault of one that could not be opened. */
  workspace: (id: Id) => Workspace | null;
  tickets: Tickets;
  /** Milliseconds that only grow. */
  elapsed: () => number;
  log: Log;
  /** A connection is let go for what it holds; by its close code. */
  refused: Meters['refused'];
  /** Counts somebody without a ticket of ours; false once they came too often. */
  mayKnock: (request: IncomingMessage) => boolean;
};

/** The websockets of a server: admits by ticket, carries frames between sockets and rooms, and decides nothing about either. */
export class SocketServer {
  readonly #from: SocketsFrom;
  readonly #writers = websocketServer(MAX_FRAME);
  readonly #readers = websocketServer(MAX_FRAME_OF_READER);
  readonly #open = new Set<SocketPeer>();
  readonly #ofMember = new Map<string, MemberSockets>();
  readonly #backlog: Backlog<SocketPeer>;
  readonly #queue = new FlushQueue();
  #stopping = false;

  constructor(from: SocketsFrom) {
    this.#from = from;
    this.#backlog = new Backlog(from.elapsed);
  }

  get connections(): number {
    return this.#open.size;
  }
  /** Bytes that wait for slow readers. */
  get unread(): number {
    return this.#backlog.unread;
  }
  /** Bytes of messages that have not come whole. */
  get unfinished(): number {
    return this.#backlog.unfinished;
  }

  /** An HTTP upgrade: refused before anything is parsed where no ticket is offered. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { tickets, mayKnock } = this.#from;
    const path = URL.parse(request.url ?? '', 'http://x')?.pathname ?? '';
    const place = /^\/sync\/([^/]+)\/(.+)$/.exec(path);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
    const ticket = offered.find((each) => each.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
    if (!(ticket !== undefined && tickets.look(ticket)) && !mayKnock(request))
      return refuse(socket, '429 Too Many Requests');
    if (!place) return refuse(socket, '404 Not Found');
    if (this.#stopping) return refuse(socket, '503 Service Unavailable');
    if (ticket === undefined || !(offered.includes(ACKS) || offered.includes(PLAIN)))
      return refuse(socket, '401 Unauthorized');
    const server = this.#mayWrite(ticket) ? this.#writers : this.#readers;
    server.handleUpgrade(request, socket, head, (websocket) => {
      websocket.binaryType = 'nodebuffer';
      // A peer that vanished, or sent what ws refuses, is closed by ws itself.
      websocket.on('error', () => websocket.terminate());
      this.#admit(websocket, socket, ticket, safeDecode(place[1]!), safeDecode(place[2]!));
    });
  }

  /** Called every few seconds. */
  tick(): void {
    for (const peer of this.#open)
      try {
        peer.tick();
      } catch (error) {
        this.#from.log('a connection could not be looked after', { level: 'error', error });
        peer.terminate();
      }
    this.#backlog.tidy();
  }

  /** Takes no more connections; open ones are closed by their rooms. */
  stop(): void {
    this.#stopping = true;
  }

  /** Ends what did not go by itself. */
  terminate(): void {
    for (const peer of this.#open) peer.terminate();
    this.#writers.close();
    this.#readers.close();
  }

  /** Whether a ticket's member may write: nobody else may send what is large. */
  #mayWrite(ticket: string): boolean {
    const admission = this.#from.tickets.look(ticket);
    const rooms = admission && this.#from.workspace(admission.workspace)?.rooms;
    return rooms?.access(admission!.member, admission!.room) === 'write';
  }

  #admit(websocket: WebSocket, socket: Duplex, ticket: string, workspace: string, name: string): void {
    const admission = this.#from.tickets.use(ticket);
    const close = (code: number, says: string): void => closeWith(websocket, code, says);
    if (!admission || admission.workspace !== workspace || admission.room !== name)
      return close(closeCodes.signIn, 'This ticket was used, is too old, or is for another text.');
    const open = this.#from.workspace(workspace);
    const member = open?.state().members[admission.member];
    if (!open || !member || open.notIn(admission.session) !== null) return close(closeCodes.signIn, 'Sign in again.');
    const key = `${workspace} ${member.id}`;
    const siblings = this.#ofMember.get(key) ?? new MemberSockets();
    if (siblings.isFull) return close(closeCodes.rate, 'Too many windows are open.');
    // Before the room is read for them.
    if (open.rooms.rests(member.id)) return close(closeCodes.rate, says.tooBusy);
    const cannotRead = (error: unknown): void => {
      this.#from.log('a room cannot be read; nobody is let in', { level: 'error', room: admission.room, error });
      close(closeCodes.stopping, 'This text cannot be read at the moment.');
    };
    let room: Room | null;
    try {
      room = open.rooms.open(admission.room);
    } catch (error) {
      return cannotRead(error);
    }
    if (!room) return close(closeCodes.noSuchRoom, 'There is no such text.');
    if (room.stored.epoch !== admission.epoch)
      return close(closeCodes.schemaOrEpoch, 'This text was put back to an older state.');
    if (room.peers.filter(({ who }) => who.member === member.id).length >= MAX_IN_ROOM)
      return close(closeCodes.rate, 'Too many windows show this text.');
    const who = { member: member.id, name: member.name, role: member.role, session: admission.session };
    const { log, refused, elapsed } = this.#from;
    const [backlog, queue] = [this.#backlog, this.#queue];
    const peer = new SocketPeer({
      websocket,
      socket,
      room,
      who,
      member: key,
      siblings,
      backlog,
      queue,
      log,
      refused,
      elapsed,
    });
    this.#open.add(peer);
    this.#ofMember.set(key, siblings);
    siblings.add(peer);
    websocket.once('close', () => {
      this.#open.delete(peer);
      siblings.remove(peer);
      if (siblings.size === 0) this.#ofMember.delete(key);
      backlog.forget(peer);
      room.leave(peer);
    });
    try {
      room.join(peer);
    } catch (error) {
      // A room that nobody was in is read again for the next one.
      cannotRead(error);
    }
  }
}

const websocketServer = (maxPayload: number): WebSocketServer => {
  // Its types do not know `closeTimeout` yet.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    maxFragments: 256,
    // Who was refused and does not hang up is hung up on.
    closeTimeout: 5_000,
    handleProtocols: (offered) => (offered.has(ACKS) ? ACKS : offered.has(PLAIN) ? PLAIN : false),
  };
  return new WebSocketServer(options);
};

/** Answers an upgrade and hangs up: HTTP sockets stay half open, and one that was upgraded has no timeout left. */
export const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
};
const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
