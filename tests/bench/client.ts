import * as Y from 'yjs';
import { ACKS, PLAIN, TICKET_PREFIX } from '../../domain/wire/sync.ts';
import { dialectOf, type Dialect, type Heard } from './dialect.ts';
import { RawSocket } from './raw-socket.ts';
import type { Served } from './serve.ts';

export type ClientOptions = {
  /** `body` is another message's once this returns. */
  onMessage?: (heard: Heard, message: Buffer) => void;
  /** Answers the server's step 1 and asks by one of its own, as a client does that has nothing. */
  syncs?: boolean;
  acks?: boolean;
};

/** One connection to a room of any of the servers, over raw frames. */
export class Client {
  readonly room: string;
  readonly dialect: Dialect;
  readonly socket: RawSocket;
  /** When all of the room had come. */
  readonly synced: Promise<number>;
  bytes = 0;

  constructor(
    served: Served,
    room: string,
    ticket: { path: string; ticket: string } | null,
    { onMessage, syncs = true, acks = false }: ClientOptions = {},
  ) {
    this.room = room;
    this.dialect = dialectOf(served.kind);
    let done: (at: number) => void = () => undefined;
    this.synced = new Promise((resolve) => {
      done = resolve;
    });
    this.socket = new RawSocket({
      url: served.url,
      path: ticket ? ticket.path : `/${encodeURIComponent(room)}`,
      protocols: ticket ? [acks ? ACKS : PLAIN, TICKET_PREFIX + ticket.ticket] : [],
      onMessage: (message) => {
        this.bytes += message.length;
        const heard = this.dialect.read(message);
        if (heard.kind === 'step 1' && syncs) this.sync(1, NOTHING);
        onMessage?.(heard, message);
        if (heard.kind === 'step 2') done(performance.now());
      },
    });
    void this.#begin(syncs);
  }

  async #begin(syncs: boolean): Promise<void> {
    try {
      await this.socket.opened;
    } catch {
      // Whoever waits for it hears.
      return;
    }
    for (const hello of this.dialect.hello(this.room)) this.socket.send(hello);
    if (syncs) this.sync(0, EMPTY_VECTOR);
  }

  sync(step: 0 | 1 | 2, body: Uint8Array): void {
    this.socket.send(this.dialect.sync(this.room, step, body));
  }
}

const NOTHING = Uint8Array.of(0, 0);
const EMPTY_VECTOR = Uint8Array.of(0);

/** Opens so many connections to a room, all in it when this returns. */
export const enter = async (
  served: Served,
  room: string,
  count: number,
  options: (index: number) => ClientOptions = () => ({}),
): Promise<Client[]> => {
  const tickets = served.door ? await served.door.tickets(room, count) : [];
  const clients = Array.from(
    { length: count },
    (_, index) => new Client(served, room, tickets[index] ?? null, options(index)),
  );
  for (const { socket, synced } of clients) {
    await socket.opened;
    await synced;
  }
  return clients;
};

/** What a server holds of a room, as somebody reads it who comes in now. */
export const readRoom = async (served: Served, room: string): Promise<Y.Doc> => {
  const doc = new Y.Doc();
  const [client] = await enter(served, room, 1, () => ({
    onMessage: ({ kind, body }) => {
      if (kind === 'update' || kind === 'step 2') Y.applyUpdate(doc, new Uint8Array(body));
    },
  }));
  client!.socket.end();
  return doc;
};
