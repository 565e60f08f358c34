import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { needsHead } from '../../domain/command.ts';
import type { CommandInput } from '../../renderer/client/contract.ts';
import { roomName, type RoomKind } from '../../domain/campaign/rooms.ts';
import { NO_HASH, isShown, type FeedRow } from '../../domain/event.ts';
import type { Role } from '../../domain/people/member.ts';
import { CommandReply, Session, TicketsReply, type FeedReply } from '../../domain/wire/http.ts';
import { ACKS, PLAIN, SCHEMA, TICKET_PREFIX, messageAcknowledge } from '../../domain/wire/sync.ts';
import type { z } from 'zod';
import { startServer, type RunningServer, type ServerOptions } from '../../sync-server/server.ts';
import { eventually } from '../eventually.ts';

const undo: (() => unknown)[] = [];
/** Ends everything a test started, the last first. */
export const endAll = async (): Promise<void> => {
  for (const each of undo.splice(0).reverse()) await each();
};
export const atEnd = (work: () => unknown): void => void undo.push(work);

export const dataFolder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'countersign-'));
  atEnd(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

export const startTestServer = async (options: Partial<ServerOptions> = {}): Promise<RunningServer> => {
  const server = await startServer({
    data: ':memory:',
    host: '127.0.0.1',
    port: 0,
    app: null,
    origins: [],
    mayFound: true,
    behindTls: false,
    sample: null,
    log: () => undefined,
    // A clock that a test moves on moves everything on.
    ...(options.clock && { elapsed: options.clock }),
    ...options,
  });
  atEnd(() => server.close());
  return server;
};

export { eventually };

type Answer = { status: number; body: Record<string, unknown> };

export const post = async (
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', 'accept-session': 'token', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** A person at a real server over HTTP and websockets, as an app of theirs talks to it. */
export class Person {
  readonly url: string;
  readonly session: Session;
  /** The newest row of the feed they know. */
  #seen = { number: 0, head: NO_HASH };

  constructor(url: string, session: Session) {
    this.url = url;
    this.session = session;
  }

  /** Founds a workspace and sits down in it as its admin. */
  static async founds(url: string, role: Role = 'marketing', name = 'Mia'): Promise<Person> {
    const { body } = await post(url, '/api/workspaces', { workspace: 'Noticewren', name, role });
    return new Person(url, Session.parse(body));
  }

  get id(): string {
    return this.session.member.id;
  }
  get place(): string {
    return `/api/w/${this.session.workspace}`;
  }
  get bearer(): Record<string, string> {
    return { authorization: `Bearer ${this.session.token}` };
  }

  post(path: string, body: unknown): Promise<Answer> {
    return post(this.url, `${this.place}${path}`, body, this.bearer);
  }

  async get(path: string): Promise<Answer> {
    const response = await fetch(`${this.url}${this.place}${path}`, { headers: this.bearer });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** Sends a command as an app does: what has to name the newest row its person has seen does so. */
  async try(command: CommandInput & { id?: string }): Promise<Answer> {
    const seen = needsHead.has(command.kind) ? await this.#look() : '';
    return this.post(`/commands${seen}`, { id: crypto.randomUUID(), ...command });
  }

  /** Reads the feed to its end. */
  async #look(): Promise<string> {
    for (;;) {
      const { status, body } = await this.get(`/feed?after=${this.#seen.number}`);
      const last = status === 200 ? (body as z.infer<typeof FeedReply>).rows.at(-1) : undefined;
      if (last) this.#seen = { number: last.number, head: last.head };
      if (status !== 200 || !body['more']) return `?after=${this.#seen.number}&head=${this.#seen.head}`;
    }
  }

  /** Sends a command that is taken. */
  async does(command: CommandInput & { id?: string }): Promise<CommandReply> {
    const { status, body } = await this.try(command);
    if (status !== 200) throw new Error(`${command.kind}: ${status} ${JSON.stringify(body)}`);
    return CommandReply.parse(body);
  }

  async invites(role: Role, name: string, expires = '2099-01-01T00:00:00.000Z'): Promise<Person> {
    const { secret } = await this.does({
      kind: 'invite member',
      invite: crypto.randomUUID(),
      role,
      admin: false,
      expires,
    });
    const { body } = await post(this.url, `${this.place}/join`, { secret, name });
    return new Person(this.url, Session.parse(body));
  }

  /** Somebody who comes by a guest link of this admin's. */
  async guest(campaign: string, expires: string, name = 'Gwen'): Promise<Person> {
    const { secret } = await this.does({ kind: 'invite guest', invite: crypto.randomUUID(), campaign, expires });
    const { body } = await post(this.url, `${this.place}/join`, { secret, name });
    return new Person(this.url, Session.parse(body));
  }

  /** Everything the feed shows after a number, page by page. */
  async feed(after = 0): Promise<FeedRow[]> {
    const rows: FeedRow[] = [];
    for (let from = after; ;) {
      const { body } = await this.get(`/feed?after=${from}`);
      const page = body as z.infer<typeof FeedReply>;
      rows.push(...page.rows.filter(isShown));
      const last = page.rows.at(-1);
      if (!page.more || !last) return rows;
      from = last.number;
    }
  }

  async ticket(campaign: string, kind: RoomKind): Promise<string> {
    const { body } = await this.post('/tickets', { rooms: [roomName(campaign, kind)], schema: SCHEMA });
    const [ticket] = TicketsReply.parse(body).tickets;
    if (!ticket?.ok) throw new Error(`no ticket: ${ticket?.says}`);
    return ticket.ticket;
  }

  /** A socket of our own making, for frames the official client never sends. */
  async socket(campaign: string, kind: RoomKind, ticket?: string, protocol: string = PLAIN): Promise<WebSocket> {
    const address = `${this.url.replace(/^http/, 'ws')}/sync/${this.session.workspace}/${roomName(campaign, kind)}`;
    const socket = new WebSocket(address, [protocol, TICKET_PREFIX + (ticket ?? (await this.ticket(campaign, kind)))]);
    socket.binaryType = 'arraybuffer';
    atEnd(() => socket.terminate());
    return socket;
  }

  /** Opens a room with the official client. Where `acks`, it counts what the server says is on disk. */
  async room(campaign: string, kind: RoomKind, { acks = false, wait = true } = {}): Promise<OpenRoom> {
    const doc = new Y.Doc();
    const ticket = await this.ticket(campaign, kind);
    const provider = new WebsocketProvider(
      `${this.url.replace(/^http/, 'ws')}/sync/${this.session.workspace}`,
      roomName(campaign, kind),
      doc,
      {
        protocols: [acks ? ACKS : PLAIN, TICKET_PREFIX + ticket],
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        connect: false,
      },
    );
    const open: OpenRoom = { doc, provider, acknowledged: 0, closed: null };
    provider.messageHandlers[messageAcknowledge] = (_encoder, decoder) => {
      open.acknowledged = decoding.readVarUint(decoder);
    };
    provider.on('connection-close', (event) => {
      open.closed = event?.code ?? open.closed;
    });
    atEnd(() => provider.destroy());
    provider.connect();
    if (wait) await eventually(() => provider.synced);
    return open;
  }
}
export type OpenRoom = { doc: Y.Doc; provider: WebsocketProvider; acknowledged: number; closed: number | null };
/** The objective's words, without the mark that begins its block. */
export const objective = ({ doc }: Pick<OpenRoom, 'doc'>): string => doc.getText('objective').toJSON().slice(1);
export const write = ({ doc }: Pick<OpenRoom, 'doc'>, words: string): void => {
  const text = doc.getText('objective');
  text.insert(text.length, words);
};
/** The code a socket is closed with. */
export const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', (code) => resolve(code)));
