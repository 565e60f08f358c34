import 'fake-indexeddb/auto';
import * as Y from 'yjs';
import type { Door, OpenRoom, Workspace } from '../../renderer/client/contract.ts';
import { openDoor } from '../../renderer/client/door.ts';
import type { OpenWorkspace } from '../../renderer/client/open-workspace.ts';
import type { KnownSeat } from '../../renderer/client/store/known-workspaces.ts';
import { browserTransport } from '../../renderer/client/transport/browser-transport.ts';
import type { Transport } from '../../renderer/client/transport/transport.ts';
import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { atEnd, eventually } from './team.ts';

/** What stands between a laptop and the server, so that a test can take it away. */
export type Line = {
  /** Nothing gets through, and what is open breaks. */
  cut: () => void;
  mend: () => void;
  /** Answers get lost: the server hears and does, the laptop does not hear. */
  deaf: boolean;
  /** Frames from the server that are withheld, by their first byte. */
  withhold: ReadonlySet<number>;
  /** Closes every websocket as the server would with this code. */
  sockets: Set<WebSocket>;
  /** Sees every websocket before anything passes through it. */
  watch: (socket: WebSocket) => unknown;
};

/**
 * One laptop with a browser: its own cookie jar, list of workspaces and line. Stores are apart by member, so one IndexedDB serves all. `start` opens a window, as a start of the app does; a window that
 * is killed closes nothing in order and writes nothing more.
 */
export class Laptop {
  readonly #cookies = new Map<string, string>();
  readonly #known = new Map<string, KnownSeat>();
  server: string;
  readonly line: Line = {
    cut: () => this.#cut(),
    mend: () => this.#mend(),
    deaf: false,
    withhold: new Set(),
    sockets: new Set(),
    watch: () => undefined,
  };
  #down = false;
  #aborts = new Set<AbortController>();
  #windows: Window[] = [];

  constructor(server: Pick<RunningServer, 'url'>) {
    this.server = server.url;
    atEnd(() => this.close());
  }

  window(): Window {
    const transport: Transport = browserTransport(this.server, this.#fetch);
    const door = openDoor({
      transport: {
        ...transport,
        servers: () => Promise.resolve([this.server]),
        socket: (...of) => this.#socket(transport.socket(...of)),
      },
      known: {
        all: () => Promise.resolve([...this.#known.values()]),
        keep: async (seat) => void this.#known.set(seat.id + seat.seat, seat),
        forget: async ({ id, seat }) => void this.#known.delete(id + seat),
      },
    });
    const opened = new Window(door);
    this.#windows.push(opened);
    return opened;
  }

  /** Somebody else signs in in this browser: their cookies take the place of whoever's were here. */
  takeCookies(from: Laptop): void {
    for (const [name, value] of from.#cookies) this.#cookies.set(name, value);
  }

  async close(): Promise<void> {
    for (const window of this.#windows.splice(0)) await window.close();
    this.#cut();
  }

  readonly #fetch: typeof fetch = async (input, init) => {
    if (this.#down) throw new TypeError('cut');
    const abort = new AbortController();
    this.#aborts.add(abort);
    const headers = new Headers(init?.headers);
    headers.set('origin', this.server);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const signal = init?.signal ? AbortSignal.any([init.signal, abort.signal]) : abort.signal;
    const response = await fetch(input, { ...init, headers, signal });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const at = pair!.indexOf('=');
      this.#cookies.set(pair!.slice(0, at), pair!.slice(at + 1));
    }
    if (this.line.deaf) throw new TypeError('deaf');
    return response;
  };

  #socket(socket: WebSocket): WebSocket {
    this.line.sockets.add(socket);
    this.line.watch(socket);
    socket.addEventListener('close', () => this.line.sockets.delete(socket));
    if (this.#down) socket.close();
    socket.addEventListener('message', (event) => {
      const first = new Uint8Array(event.data as ArrayBuffer)[0]!;
      if (this.line.withhold.has(first)) event.stopImmediatePropagation();
    });
    return socket;
  }

  #cut(): void {
    this.#down = true;
    for (const abort of this.#aborts) abort.abort();
    this.#aborts.clear();
    for (const socket of this.line.sockets) socket.close();
  }
  #mend(): void {
    this.#down = false;
    for (const window of this.#windows) window.look();
  }
}

/** One window of the app on a laptop. */
export class Window {
  readonly door: Door;
  #open: OpenWorkspace | null = null;

  constructor(door: Door) {
    this.door = door;
  }

  async enter(entering: ReturnType<Door['open']>): Promise<Workspace> {
    const entered = await entering;
    if (!entered.ok) throw new Error(entered.says);
    this.#open = entered.workspace as OpenWorkspace;
    return entered.workspace;
  }
  /** Opens the workspace that was opened last. */
  async reopen(): Promise<Workspace> {
    const [last] = (await this.door.known()).toSorted((one, other) => other.openedAt.localeCompare(one.openedAt));
    return this.enter(this.door.open(last!.id, last!.seat));
  }
  look(): void {
    this.#open?.look();
  }
  async close(): Promise<void> {
    await this.#open?.close();
    this.#open = null;
  }
}

export const objectiveOf = ({ doc }: Pick<OpenRoom, 'doc'>): string => doc.getText('objective').toString().slice(1);
export const type = ({ doc }: Pick<OpenRoom, 'doc'>, words: string): void => {
  const text = doc.getText('objective');
  text.insert(text.length, words);
};
/** Opens a room and waits until an editor could mount. */
export const openedRoom = async (workspace: Workspace, name: RoomName): Promise<OpenRoom> => {
  const room = workspace.openRoom(name);
  await eventually(() => room.status().loaded);
  return room;
};
export const sameText = (...rooms: OpenRoom[]): boolean =>
  new Set(rooms.map((room) => JSON.stringify(room.doc.getText('objective').toDelta()))).size === 1;
export const sameDocument = (one: OpenRoom, other: OpenRoom): boolean =>
  Buffer.from(Y.encodeStateAsUpdate(one.doc)).equals(Buffer.from(Y.encodeStateAsUpdate(other.doc)));
