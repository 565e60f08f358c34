import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

type Params = Record<string, unknown>;
type Reply = { id: number; result?: unknown; error?: { message: string; data?: string } };
type Event = { method: string; params: Params; sessionId?: string };
type Waiting = { method: string; session: string; resolve: (result: unknown) => void; reject: (error: Error) => void };

/** Chromium's DevTools protocol over its pipe: JSON messages, each ended by a NUL. When either end dies the other one notices at once. */
export class Cdp extends EventEmitter {
  readonly #out: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, CdpSession>();
  #next = 1;
  closed = false;

  constructor(out: Writable, input: Readable) {
    super();
    this.setMaxListeners(0);
    this.#out = out;
    let parts: Buffer[] = [];
    input.on('data', (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
        parts.push(chunk.subarray(from, end));
        this.#take(JSON.parse(Buffer.concat(parts).toString('utf8')) as Reply | Event);
        parts = [];
        from = end + 1;
      }
      parts.push(chunk.subarray(from));
    });
    input.on('close', () => this.#close());
    out.on('error', () => this.#close());
  }

  send<T = unknown>(method: string, params: Params = {}, session = ''): Promise<T> {
    if (this.closed) return Promise.reject(new Error(`${method}: the browser is gone`));
    const id = this.#next;
    this.#next += 1;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { method, session, resolve, reject });
    });
    // Many commands are sent without waiting; those whose target is gone meanwhile are nobody's error.
    answer.catch(() => undefined);
    this.#out.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
    return answer as Promise<T>;
  }

  session(id: string): CdpSession {
    const known = this.#sessions.get(id);
    if (known) return known;
    const session = new CdpSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  #take(message: Reply | Event): void {
    if ('id' in message) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error)
        waiting?.reject(new Error(`${waiting.method}: ${message.error.message} ${message.error.data ?? ''}`));
      else waiting?.resolve(message.result);
      return;
    }
    if (message.method === 'Target.detachedFromTarget') this.#detach(String(message.params['sessionId']));
    const to: EventEmitter = message.sessionId ? this.session(message.sessionId) : this;
    to.emit(message.method, message.params);
  }

  #detach(id: string): void {
    for (const [call, waiting] of this.#waiting)
      if (waiting.session === id) {
        this.#waiting.delete(call);
        waiting.reject(new Error(`${waiting.method}: the page is gone`));
      }
    this.#sessions.get(id)?.emit('detached');
    this.#sessions.delete(id);
  }

  #close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: the browser is gone`));
    this.#waiting.clear();
    this.emit('closed');
  }
}

export class CdpSession extends EventEmitter {
  readonly #cdp: Cdp;
  readonly #id: string;
  constructor(cdp: Cdp, id: string) {
    super();
    this.setMaxListeners(0);
    this.#cdp = cdp;
    this.#id = id;
  }
  send<T = unknown>(method: string, params: Params = {}): Promise<T> {
    return this.#cdp.send<T>(method, params, this.#id);
  }
}
