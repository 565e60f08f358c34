import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { ACKS, TICKET_PREFIX, messageSync } from '../../../domain/wire/sync.ts';
import type { CountedFrame } from './ledger.ts';

/** A ticket, or the code with which the provider is told that there is none; `says` is the server's own sentence where it gave one. */
export type Admission = { ticket: string } | { code: number; says?: string };
export type TicketSocketPorts = {
  /** Asked before each connection; a ticket works once. `wanted` turns false once nobody waits for this one any more. */
  admit: (wanted: () => boolean) => Promise<Admission>;
  open: (protocols: string[]) => WebSocket;
  /** A frame with edits goes out. */
  sent: (frame: CountedFrame) => void;
};

/** How long a socket may take to open, in ms. A browser would wait for minutes, and a ticket is good for less. */
const PATIENCE = 20_000;
const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

/** A frame as the server counts it; null for one that it does not acknowledge. */
export const countedFrame = (frame: Uint8Array): CountedFrame | null => {
  const decoder = createDecoder(frame);
  if (readVarUint(decoder) !== messageSync) return null;
  const step = readVarUint(decoder);
  if (step !== SYNC_STEP_2 && step !== SYNC_UPDATE) return null;
  return { kind: step === SYNC_STEP_2 ? 'step 2' : 'update', update: readVarUint8Array(decoder) };
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
      const counted = countedFrame(frame);
      if (counted) sent(counted);
      this.#socket?.send(frame);
    }

    close(): void {
      this.#ended = true;
      this.#socket?.close();
    }

    async #begin(): Promise<void> {
      let admission: Admission;
      try {
        admission = await admit(() => !this.#ended);
      } catch {
        admission = { code: 1006 };
      }
      if (this.#ended) return;
      if ('code' in admission) return this.#end(admission.code, admission.says);
      let socket: WebSocket;
      try {
        socket = open([ACKS, TICKET_PREFIX + admission.ticket]);
      } catch {
        return this.#end(1006);
      }
      socket.binaryType = 'arraybuffer';
      const late = setTimeout(() => {
        socket.close();
        this.#end(1006);
      }, PATIENCE);
      socket.addEventListener('open', () => {
        clearTimeout(late);
        if (!this.#ended) this.onopen?.();
      });
      socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
        if (!this.#ended) this.onmessage?.(event);
      });
      socket.addEventListener('error', (event) => {
        if (!this.#ended) this.onerror?.(event);
      });
      socket.addEventListener('close', ({ code }) => {
        clearTimeout(late);
        this.#end(code);
      });
      this.#socket = socket;
    }

    #end(code: number, reason = ''): void {
      if (this.#ended) return;
      this.#ended = true;
      this.onclose?.({ code, reason });
    }
  }
  // Exactly the parts of a WebSocket that the provider touches.
  return TicketSocket as unknown as typeof WebSocket;
};
