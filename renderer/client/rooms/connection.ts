import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import * as sync from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import type { RoomName } from '../../../domain/campaign/rooms.ts';
import type { Ticket } from '../../../domain/wire/http.ts';
import {
  messageAcknowledge,
  messageAwareness,
  messageQueryAwareness,
  messageRoomNotice,
  messageSync,
} from '../../../domain/wire/sync.ts';
import { alarm } from '../backoff.ts';
import type { Close } from './after-close.ts';
import type { Edit, Ledger } from './ledger.ts';
import { ticketSocket, type Admission } from './ticket-socket.ts';
import type { AskTicket } from './tickets.ts';

export type ConnectionPorts = {
  room: RoomName;
  doc: Y.Doc;
  awareness: Awareness;
  ledger: Ledger;
  askTicket: AskTicket;
  open: (protocols: string[]) => WebSocket;
  /** Looks at a ticket before its socket opens. False: this document is not to be connected any more. */
  admitted: (ticket: Extract<Ticket, { ok: true }>) => boolean;
  mayWrite: () => boolean;
  /** Takes an update of the server, or not. `first`: it makes this laptop's copy whole again after a time apart. */
  take: (update: Uint8Array, first: boolean, origin: object) => 'taken' | 'missing' | 'refused';
  acknowledged: (edits: Edit[]) => void;
  /** A sentence of the server about this room, empty when it is over. */
  notice: (says: string) => void;
  /** Whether to come back. */
  closed: (close: Omit<Close, 'pending' | 'gone'>) => boolean;
  changed: () => void;
};

/** Close codes of RFC 6455: nothing is wrong; there was no line. */
const NORMAL = 1000;
const BROKEN = 1006;
const LONGEST_WAIT = 20_000;
/** Carets move with every key; others see them often enough at this pace, in ms. */
const PRESENCE_PACE = 40;

/** One room's websocket: the official provider, through the places it leaves open. */
export class Connection {
  readonly #ports: ConnectionPorts;
  readonly #provider: WebsocketProvider;
  readonly #wait = alarm();
  #times = 0;
  #presenceDue: ReturnType<typeof setTimeout> | null = null;

  constructor(ports: ConnectionPorts) {
    this.#ports = ports;
    const { room, doc, awareness, ledger } = ports;
    const provider = new WebsocketProvider('', room, doc, {
      connect: false,
      awareness,
      // Windows of one seat tell each other through the local store, which knows what is unsent.
      disableBc: true,
      maxBackoffTime: LONGEST_WAIT,
      WebSocketPolyfill: ticketSocket({
        admit: (wanted) => this.#admit(wanted),
        open: ports.open,
        sent: (frame) => ledger.sent(frame),
      }),
      shouldReconnect: ({ code, reason }) => this.#closed(code, reason),
    });
    this.#provider = provider;
    provider.on('connection-close', () => {
      ledger.disconnected();
      ports.changed();
    });
    provider.on('status', ports.changed);
    provider.on('sync', (synced) => {
      if (synced) this.#times = 0;
      ports.changed();
    });
    provider.messageHandlers[messageSync] = (encoder, decoder) => this.#onSync(encoder, decoder);
    provider.messageHandlers[messageAcknowledge] = (_encoder, decoder) => {
      ports.acknowledged(ledger.acknowledged(decoding.readVarUint(decoder)));
    };
    provider.messageHandlers[messageRoomNotice] = (_encoder, decoder) => {
      ports.notice(decoding.readVarString(decoder));
    };
    // The provider would send everybody's state back to everybody; a person speaks for themselves.
    awareness.off('update', provider._awarenessUpdateHandler);
    awareness.on('update', this.#onPresence);
    provider.messageHandlers[messageQueryAwareness] = (encoder) => this.#writePresence(encoder);
  }

  get state(): 'connected' | 'connecting' | 'stopped' {
    const { wsconnected, synced, shouldConnect } = this.#provider;
    return wsconnected && synced ? 'connected' : shouldConnect ? 'connecting' : 'stopped';
  }

  /** Whether an update of the document came over this line. */
  isOrigin(origin: unknown): boolean {
    return origin === this.#provider;
  }

  /** Begins, or goes on at once where it waits for its next try. */
  connect(): void {
    const provider = this.#provider;
    // It gives up a silent line by the clock. One that was set back would let it wait for as long as it was set back.
    provider.wsLastMessageReceived = Math.min(provider.wsLastMessageReceived, Date.now());
    this.#wait.wake();
    provider.connect();
  }

  stop(): void {
    this.#provider.disconnect();
  }

  destroy(): void {
    if (this.#presenceDue !== null) clearTimeout(this.#presenceDue);
    this.#ports.awareness.off('update', this.#onPresence);
    this.#wait.wake();
    this.#provider.destroy();
  }

  async #admit(wanted: () => boolean): Promise<Admission> {
    // A thousand laptops whose server came back must not knock at the same moment.
    if (this.#times > 0) await this.#wait.sleep(Math.random() * Math.min(LONGEST_WAIT, 200 * 2 ** this.#times));
    if (!wanted()) return { code: NORMAL };
    const ticket = await this.#ports.askTicket(this.#ports.room);
    if (ticket === 'unreachable') return { code: BROKEN };
    if (!ticket.ok) return { code: ticket.code, says: ticket.says };
    return wanted() && this.#ports.admitted(ticket) ? { ticket: ticket.ticket } : { code: NORMAL };
  }

  /** Only a ticket that was refused comes with a reason: the server's sentence. */
  #closed(code: number, reason: string): boolean {
    this.#times += 1;
    const refused = reason !== '';
    return this.#ports.closed({
      code,
      from: refused ? 'ticket' : 'socket',
      says: refused ? reason : null,
      times: this.#times,
    });
  }

  #onSync(encoder: encoding.Encoder, decoder: decoding.Decoder): void {
    const provider = this.#provider;
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === sync.messageYjsSyncStep1) {
      if (!this.#ports.mayWrite()) return;
      encoding.writeVarUint(encoder, messageSync);
      sync.writeSyncStep2(encoder, this.#ports.doc, this.#ports.ledger.withoutUnsent(bytes));
      return;
    }
    const first = step === sync.messageYjsSyncStep2 && !provider.synced;
    const verdict = this.#ports.take(bytes, first, provider);
    if (verdict === 'missing') {
      encoding.writeVarUint(encoder, messageSync);
      sync.writeSyncStep1(encoder, this.#ports.doc);
    } else if (verdict === 'refused') provider.disconnect();
    else if (step === sync.messageYjsSyncStep2) provider.synced = true;
  }

  readonly #onPresence = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
    const { clientID } = this.#ports.awareness;
    if (this.#presenceDue !== null || ![...added, ...updated, ...removed].includes(clientID)) return;
    this.#presenceDue = setTimeout(() => {
      this.#presenceDue = null;
      const { ws, wsconnected } = this.#provider;
      if (wsconnected) ws?.send(encoding.encode((encoder) => this.#writePresence(encoder)));
    }, PRESENCE_PACE);
  };

  #writePresence(encoder: encoding.Encoder): void {
    const { awareness } = this.#ports;
    encoding.writeVarUint(encoder, messageAwareness);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]));
  }
}
