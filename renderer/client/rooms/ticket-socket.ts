import { readVarUint, createDecoder } from 'lib0/decoding';
import { ACKS, TICKET_PREFIX, messageSync } from '../../../domain/wire/sync.ts';

/** A ticket, or the code with which the provider is told that there is none. */
export type Admission = { ticket: string } | { code: number };
export type TicketSocketPorts = {
  /** Asked before each connection; a ticket works once. */
  admit: () => Promise<Admission>;
  open: (protocols: string[]) => WebSocket;
  /** A frame with edits goes out. */
  sent: (kind: 'update' | 'step 2') => void;
};

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

/** What of a frame the server will acknowledge; null for everything else. */
export const countedKind = (frame: Uint8Array): 'update' | 'step 2' | null => {
  const decoder = createDecoder(frame);
  if (readVarUint(decoder) !== messageSync) return null;
  const step = readVarUint(decoder);
  return step === SYNC_STEP_2 ? 'step 2' : step === SYNC_UPDATE ? 'update' : null;
};

/**
 * A WebSocket as y-websocket's provider sees one, which fetches its one-time ticket before it opens. The provider creates its
 * socket synchronously, so this is where something asynchronous can go.
 */
export const ticketSocket = ({ admit, open, sent }: TicketSocketPorts): typeof WebSocket => {
  class TicketSocket {
    static readonly CONNECTING = CONNECTING;
    static readonly OPEN = OPEN;
    static readonly CLOSED = CLOSED;
    readonly OPEN = OPEN;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;
    #socket: WebSocket | null = null;
    #ended = false;

    constructor() {
      void this.#begin();
    }

    get readyState(): number {
      return this.#ended ? CLOSED : (this.#socket?.readyState ?? CONNECTING);
    }

    send(frame: Uint8Array<ArrayBuffer>): void {
      if (this.readyState !== OPEN) return;
      const kind = countedKind(frame);
      if (kind) sent(kind);
      this.#socket?.send(frame);
    }

    close(): void {
      this.#ended = true;
      this.#socket?.close();
    }

    async #begin(): Promise<void> {
      let admission: Admission;
      try {
        admission = await admit();
      } catch {
        admission = { code: 1006 };
      }
      if (this.#ended) return;
      if ('code' in admission) return this.#end(admission.code);
      let socket: WebSocket;
      try {
        socket = open([ACKS, TICKET_PREFIX + admission.ticket]);
      } catch {
        return this.#end(1006);
      }
      socket.binaryType = 'arraybuffer';
      socket.addEventListener('open', () => {
        if (!this.#ended) this.onopen?.();
      });
      socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
        if (!this.#ended) this.onmessage?.(event);
      });
      socket.addEventListener('error', (event) => {
        if (!this.#ended) this.onerror?.(event);
      });
      socket.addEventListener('close', ({ code }) => this.#end(code));
      this.#socket = socket;
    }

    #end(code: number): void {
      if (this.#ended) return;
      this.#ended = true;
      this.onclose?.({ code, reason: '' });
    }
  }
  // Exactly the parts of a WebSocket that the provider touches.
  return TicketSocket as unknown as typeof WebSocket;
};
