import { updateFrame } from './frame.ts';
import { Presence } from './presence.ts';
import { updateOfPieces, type Piece } from './replica.ts';
import type { Peer, Seat } from './seat.ts';

/** Up to so many senders in a batch, each gets a frame without its own part; above it one frame serves all. */
const MAX_SPARED = 16;

/** Who sits in a room, and what all of them are told. */
export class Seats implements Iterable<Seat> {
  readonly presence = new Presence<Peer>();
  readonly #byPeer = new Map<Peer, Seat>();
  #notice = '';

  get size(): number {
    return this.#byPeer.size;
  }
  get peers(): Peer[] {
    return [...this.#byPeer.keys()];
  }
  [Symbol.iterator](): Iterator<Seat> {
    return this.#byPeer.values();
  }
  of(peer: Peer): Seat | null {
    return this.#byPeer.get(peer) ?? null;
  }

  take(seat: Seat): Seat {
    this.#byPeer.set(seat.peer, seat);
    return seat;
  }

  /** Whether the others have something to hear of it. */
  leave(seat: Seat): boolean {
    seat.leave();
    return this.#byPeer.delete(seat.peer) && this.presence.remove(seat.peer);
  }

  /** What somebody sees on coming in. */
  welcome(seat: Seat): void {
    const present = this.presence.all();
    if (present) seat.peer.send(present);
    seat.tell(this.#notice);
  }

  /** What was committed in a turn. */
  broadcast<From>(pieces: readonly Piece<From | Seat>[]): void {
    const frame = updateFrame(updateOfPieces(pieces));
    const senders = new Set<From | Seat>(pieces.map(({ from }) => from));
    const spares = senders.size <= MAX_SPARED;
    for (const seat of this.#byPeer.values()) {
      if (!spares || !senders.has(seat)) {
        seat.peer.send(frame);
        continue;
      }
      const others = pieces.filter(({ from }) => from !== seat);
      if (others.length > 0) seat.peer.send(updateFrame(updateOfPieces(others)));
    }
  }

  tellPresence(): void {
    const news = this.presence.news();
    if (news) for (const peer of this.#byPeer.keys()) if (peer !== news.except) peer.send(news.frame);
  }

  /** A sentence about the room; an empty one ends it. */
  tell(says: string): void {
    if (says === this.#notice) return;
    this.#notice = says;
    for (const seat of this.#byPeer.values()) seat.tell(says);
  }
}
