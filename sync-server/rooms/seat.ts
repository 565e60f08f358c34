import type { Missing } from '../../domain/campaign/check-update.ts';
import type { Id } from '../../domain/id.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Share } from './fair-share.ts';
import { acknowledgeFrame, noticeFrame, type Entry } from './frame.ts';
import type { Who } from './presence.ts';

/** One connection as a room sees it: two queues. Sending and closing is the transport's affair. */
export type Peer = {
  /** `session` is the hash of the session whose ticket opened it. */
  readonly who: Who & { member: Id; session: string };
  /** The client understands acknowledgements and notices. */
  readonly acks: boolean;
  send: (frame: Uint8Array) => void;
  /** Whether to read on: what was sent is judged at the pace of the room. */
  read?: (on: boolean) => void;
  /** Much of what it was sent is still on its way: what is large waits until `Room.wentOut` is called. */
  isBehind?: () => boolean;
  close: (code: number, says: string) => void;
};

/**
 * A sync update of one connection. `judged`: it is on disk once the turn is committed. `held`: it waits for a predecessor. `slowly`: it is
 * judged and applied by itself, since something in its batch did not apply.
 */
export type Sent = {
  readonly seat: Seat;
  readonly bytes: Uint8Array;
  state: 'queued' | 'judged' | 'held';
  /** When it came, in ms of the clock that only grows. */
  readonly since: number;
  /** The same, finer. */
  readonly arrived: number;
  /** Of a held one: what it waits for. */
  missing: Missing | null;
  /** How often what it waited for had come. */
  again: number;
  asked: boolean;
  slowly: boolean;
};

/** Answers that a connection gets at once, and how many ms each further one takes: three bytes ask for a whole room. */
const ANSWERS = 10;
const AN_ANSWER_EVERY = 2_000;

/**
 * Carets that a connection may show at once, and how many ms each further one takes: all others are told of each. Our app shows up to 25 a
 * second, so a selection may be dragged for three seconds before it lags.
 */
const CARETS = 50;
const A_CARET_EVERY = 100;
/** Bytes of presence that are read at once, and in each ms: the official client says again what it heard of others. */
const PRESENCE_BYTES = 1024 * 1024;
const PRESENCE_BYTE_EVERY = 1 / 256;
/** What a frame costs beside its bytes. */
const A_FRAME = 32;

/** Updates of a connection that are not on disk yet, above which no more are read from it. */
const MAX_UNSETTLED = 1_024;

/** A connection's place in a room: what it sent and has not been told about. */
export class Seat {
  readonly peer: Peer;
  /** What its member may have the server do, over all their connections. */
  readonly share: Share;
  readonly #stopListening: () => void;
  /** In the order they came. */
  #sent: Sent[] = [];
  #acknowledged = 0;
  #told = 0;
  #notice = '';
  readonly #answers: TokenBucket;
  readonly #carets: TokenBucket;
  readonly #presence: TokenBucket;
  /** The newest caret that came too early. */
  caret: Entry | null = null;
  #reads = true;

  /** `now` in ms of the clock that only grows. `rested` is called when its member may go on after a rest. */
  constructor(peer: Peer, share: Share, now: number, rested: () => void) {
    this.peer = peer;
    this.share = share;
    this.#answers = new TokenBucket(ANSWERS, AN_ANSWER_EVERY, now);
    this.#carets = new TokenBucket(CARETS, A_CARET_EVERY, now);
    this.#presence = new TokenBucket(PRESENCE_BYTES, PRESENCE_BYTE_EVERY, now);
    this.#stopListening = share.listen((rests) => {
      this.#readOn();
      if (!rests) rested();
    });
  }

  /** It is in the room no more. */
  leave(): void {
    this.#stopListening();
  }

  take(bytes: Uint8Array, now: number): Sent {
    const sent: Sent = {
      seat: this,
      bytes,
      state: 'queued',
      since: now,
      arrived: performance.now(),
      missing: null,
      again: 0,
      asked: false,
      slowly: false,
    };
    this.#sent.push(sent);
    this.#readOn();
    return sent;
  }

  /** What waits for a predecessor. */
  get held(): Sent[] {
    return this.#sent.filter(({ state }) => state === 'held');
  }

  /** After a commit: counts what is durable, in order, and tells the client where it knows the count. */
  acknowledge(): void {
    const waits = this.#sent.findIndex(({ state }) => state !== 'judged');
    const durable = waits === -1 ? this.#sent.length : waits;
    this.#sent.splice(0, durable);
    this.#readOn();
    this.#acknowledged += durable;
    if (!this.peer.acks || this.#told === this.#acknowledged) return;
    this.#told = this.#acknowledged;
    this.peer.send(acknowledgeFrame(this.#acknowledged));
  }

  /** An empty sentence ends the notice. */
  tell(says: string): void {
    if (this.#notice === says) return;
    this.#notice = says;
    if (this.peer.acks) this.peer.send(noticeFrame(says));
  }

  /** Whether it may be answered once more. */
  mayAsk(now: number): boolean {
    return this.#answers.take(now);
  }
  /** Whether the others may be told once more where it is. */
  mayShow(now: number): boolean {
    return this.#carets.take(now);
  }
  /** Whether so many bytes of presence may be read of it. */
  mayTell(now: number, bytes: number): boolean {
    return this.#presence.take(now, bytes + A_FRAME);
  }

  #readOn(): void {
    const reads = this.#sent.length < MAX_UNSETTLED && !this.share.rests;
    if (reads === this.#reads) return;
    this.#reads = reads;
    this.peer.read?.(reads);
  }
}
