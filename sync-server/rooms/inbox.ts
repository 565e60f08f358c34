import type { Seat, Sent } from './seat.ts';

/** Bytes a room keeps in memory while it cannot commit; above this, senders must come back later. */
const MAX_BYTES = 32 * 1024 * 1024;

type Asked = { seat: Seat; vector: Uint8Array };
type Item = { kind: 'update'; sent: Sent } | ({ kind: 'step 1' } & Asked);

/** What came in and waits for the turn, in order. */
export class Inbox {
  #items: Item[] = [];
  #updates = 0;
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }
  get updates(): number {
    return this.#updates;
  }
  /** Everything that waits for the disk. */
  get sent(): Sent[] {
    return this.#items.flatMap((item) => (item.kind === 'update' ? [item.sent] : []));
  }
  get items(): readonly Item[] {
    return this.#items;
  }

  fits(bytes: Uint8Array): boolean {
    return this.#bytes + bytes.length <= MAX_BYTES;
  }
  put(sent: Sent): void {
    sent.state = 'queued';
    this.#items.push({ kind: 'update', sent });
    this.#updates += 1;
    this.#bytes += sent.bytes.length;
  }
  ask(seat: Seat, vector: Uint8Array): void {
    this.#items.push({ kind: 'step 1', seat, vector });
  }

  /** Takes out the first of them: the turn is on disk. Returns their updates. */
  take(count: number): Sent[] {
    const sent = this.#items.splice(0, count).flatMap((item) => (item.kind === 'update' ? [item.sent] : []));
    this.#updates -= sent.length;
    for (const { bytes } of sent) this.#bytes -= bytes.length;
    return sent;
  }
  clear(): void {
    this.take(this.#items.length);
  }
  /** Takes out who only asked. */
  takeAsked(): Asked[] {
    const asked = this.#items.flatMap((item) => (item.kind === 'step 1' ? [item] : []));
    if (asked.length > 0) this.#items = this.#items.filter(({ kind }) => kind === 'update');
    return asked;
  }
}
