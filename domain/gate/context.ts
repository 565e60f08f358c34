import type { Actor, FeedRow, NewEvent } from '../event.ts';
import type { Frozen } from '../canonical/form.ts';
import type { PublicKey } from '../record/public-key.ts';
import type { Refusal } from './refusal.ts';

/** The draft as the server has it on disk, in one turn. `pending` is true while a room lacks a predecessor of something it was sent. */
export type Draft = { frozen: Frozen; authors: string[]; pending: boolean };

/** What a decision may know besides the state; everything that reads clock or disk is asked for through it. */
export type Context = {
  /** ISO 8601 UTC with milliseconds. */
  now: string;
  actor: Actor;
  /** The committed draft of a campaign; called at most once per decision. */
  draft: (campaign: string) => Draft;
  /** A frozen version as it stands in the store now, digest computed afresh from its bytes; null if there is none. */
  version: (campaign: string, number: number) => Frozen | null;
  /** Whether a campaign's record as it stands in the store now is the one that was decided: every event, its hash, its place and its signature. */
  recordHolds: (campaign: string) => boolean;
  /** Instant of a wall-clock time in a zone, or why there is none (unknown zone, a time the clocks skip). */
  instantOf: (
    local: string,
    zone: string,
  ) => { instant: string } | { none: 'unknown time zone' | 'no such local time' };
  /** SHA-256 hex of the launch package the server would write for this version. */
  packageDigest: (campaign: string, number: number) => string;
  /** A row of the feed as it is stored now; null if there is none. */
  row: (number: number) => FeedRow | null;
  /** The key that shall sign from here on; made at the first call of a decision. */
  newKey: () => { key: string; publicJwk: PublicKey };
  /** How many devices a member is signed in on now. */
  devices: (member: string) => number;
  /** Why this server would not call that address, as a sentence; null where it would. */
  addressFault: (url: string) => string | null;
};

export type Decision = { refused: false; events: NewEvent[] } | Refusal;
