import type { Seat, Sent } from './seat.ts';

/** Bytes a room keeps in memory while it cannot commit; above this, senders must come back later. */
const MAX_BYTES = 32 * 1024 * 1024;
/** And one member's in all rooms: a frame of the largest kind and some more, or one could leave no room, and no memory, for the others. */
const MAX_OF_MEMBER = 10 * 1024 * 1024;

/** What came of one connection: an update, or a question for what it lacks. */
export type Item = ({ kind: 'update'; sent: Sent } | { kind: 'step 1'; vector: Uint8Array }) & { seat: Seat };

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

  /** Whether so much more of a connection's member may wait. */
  fits({ share }: Seat, bytes: Uint8Array): boolean {
    return this.#bytes + bytes.length <= MAX_BYTES && share.waiting + bytes.length <= MAX_OF_MEMBER;
  }
  put(sent: Sent): void {
    sent.state = 'queued';
    this.#items.push({ kind: 'update', sent, seat: sent.seat });
    this.#updates += 1;
    this.#weigh(sent, sent.bytes.length);
  }
  /** The newest question of a connection is the one that is answered; the others would be a megabyte each. */
  ask(seat: Seat, vector: Uint8Array): void {
    this.#items = this.#items.filter((item) => item.kind === 'update' || item.seat !== seat);
    this.#items.push({ kind: 'step 1', seat, vector });
  }

  /** Takes out what a turn has done. Returns its updates. */
  take(done: readonly Item[]): Sent[] {
    if (done.length === 0) return [];
    if (done.length === this.#items.length) this.#items = [];
    else {
      const gone = new Set(done);
      this.#items = this.#items.filter((item) => !gone.has(item));
    }
    const sent = done.flatMap((item) => (item.kind === 'update' ? [item.sent] : []));
    this.#updates -= sent.length;
    for (const each of sent) this.#weigh(each, -each.bytes.length);
    return sent;
  }
  clear(): void {
    this.take(this.#items);
  }
  /** Leaves out what else a connection sent that was refused something. */
  drop(seat: Seat): void {
    this.take(this.#items.filter((item) => item.seat === seat));
  }
  /** Takes out who only asked, with what they have. */
  takeAsked(): [Seat, Uint8Array][] {
    const asked = this.#items.flatMap((item): [Seat, Uint8Array][] =>
      item.kind === 'step 1' ? [[item.seat, item.vector]] : [],
    );
    if (asked.length > 0) this.#items = this.#items.filter(({ kind }) => kind === 'update');
    return asked;
  }

  #weigh({ seat }: Sent, bytes: number): void {
    this.#bytes += bytes;
    seat.share.waiting += bytes;
  }
}
