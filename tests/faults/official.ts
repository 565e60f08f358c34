import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { roomName, type RoomKind } from '../../domain/campaign/rooms.ts';
import { ACKS, TICKET_PREFIX, messageAcknowledge, messageRoomNotice } from '../../domain/wire/sync.ts';
import { atEnd, type Person } from '../integration/team.ts';
import type { Promises } from './promises.ts';

// Each official client listens for the end of the process.
process.setMaxListeners(300);

/** The official y-websocket client, which comes back with a ticket of its own each time its line breaks. */
export class Official {
  readonly doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  readonly #person: Person;
  readonly #room: { campaign: string; kind: RoomKind };
  #ended = false;

  constructor(person: Person, campaign: string, kind: RoomKind, promises: Promises) {
    this.#person = person;
    this.#room = { campaign, kind };
    class Watched extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols);
        promises.watch(this);
      }
    }
    const base = `${person.url.replace(/^http/, 'ws')}/sync/${person.session.workspace}`;
    this.#provider = new WebsocketProvider(base, roomName(campaign, kind), this.doc, {
      WebSocketPolyfill: Watched as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      connect: false,
      // A ticket works once, so it never comes back by itself.
      shouldReconnect: () => false,
    });
    // Heard by the promises; the provider would print an error for each.
    for (const kind of [messageAcknowledge, messageRoomNotice]) this.#provider.messageHandlers[kind] = () => undefined;
    this.#provider.on('connection-close', () => void this.#come());
    atEnd(() => this.end());
    void this.#come();
  }

  get synced(): boolean {
    return this.#provider.synced;
  }

  end(): void {
    this.#ended = true;
    this.#provider.destroy();
    this.doc.destroy();
  }

  async #come(): Promise<void> {
    while (!this.#ended)
      try {
        const { campaign, kind } = this.#room;
        const ticket = await this.#person.ticket(campaign, kind);
        if (this.#ended) return;
        this.#provider.protocols = [ACKS, TICKET_PREFIX + ticket];
        this.#provider.connect();
        return;
      } catch {
        // The server, or the line to it, is away.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
  }
}
