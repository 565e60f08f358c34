import type { Seat } from './seat.ts';
import type { Answer } from './sync-answers.ts';

/** Answers that are made in one turn, in steps. */
const ANSWERED_AT_ONCE = 8_000;

/** Who waits for an answer to step 1, by what they have. The newest question of a connection is the one that is answered. */
export class Questions {
  readonly #waiting = new Map<Seat, Uint8Array>();

  ask(seat: Seat, vector: Uint8Array): void {
    this.#waiting.set(seat, vector);
  }
  forget(seat: Seat): void {
    this.#waiting.delete(seat);
  }
  has(seat: Seat): boolean {
    return this.#waiting.has(seat);
  }

  /** Answers whoever may be answered now; false where that is more than one turn takes. */
  answer(answerTo: (vector: Uint8Array) => Answer): boolean {
    let steps = 0;
    for (const [seat, vector] of this.#waiting) {
      if (steps > ANSWERED_AT_ONCE) return false;
      // Asked again when the rest is over, and when what it was sent has left.
      if (seat.share.rests || seat.peer.isBehind?.()) continue;
      this.#waiting.delete(seat);
      const answer = answerTo(vector);
      seat.share.spend(answer.steps);
      steps += answer.steps;
      for (const frame of answer.frames) seat.peer.send(frame);
    }
    return true;
  }
}
