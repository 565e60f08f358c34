/** A client must have written up to `next` (not included). Infinity: nothing that comes can help. */
export type Missing = { client: number; next: number };

/** Thrown inside the judgement of an update; never leaves it. */
export class RefusedUpdate extends Error {
  readonly missing: Missing | null;
  constructor(why: string, missing: Missing | null = null) {
    super(why);
    this.missing = missing;
  }
}

/** Refuses the whole update. */
export const refuse: (why: string) => never = (why) => {
  throw new RefusedUpdate(why);
};
/** Refuses it for now: it is asked for again once the room has what it builds on. */
export const askAgain: (why: string, missing: Missing) => never = (why, missing) => {
  throw new RefusedUpdate(why, missing);
};
