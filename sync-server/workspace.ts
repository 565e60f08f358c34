import type * as Y from 'yjs';
import type { MergeField } from '../domain/campaign/facts.ts';
import type { Room, RoomName } from '../domain/campaign/rooms.ts';
import type { Frozen } from '../domain/canonical/form.ts';
import type { Command } from '../domain/command.ts';
import type { Actor, FeedRow, NewEvent } from '../domain/event.ts';
import type { Draft } from '../domain/gate/context.ts';
import type { Policy } from '../domain/gate/policy.ts';
import type { Refusal } from '../domain/gate/refusal.ts';
import type { Id } from '../domain/id.ts';
import type { Member, Role } from '../domain/people/member.ts';
import type { WorkspaceState } from '../domain/state.ts';
import type { CommandReply } from '../domain/wire/http.ts';

/** The workspace one person may walk alone, in the chairs of all its members. */
export const SAMPLE_WORKSPACE = 'sample';

export type CommandResult = ({ refused: false } & CommandReply) | Refusal;

/**
 * One workspace: its state, and the only ways to change it. Every call runs to its end without yielding, in one transaction;
 * what was refused wrote nothing. `at` sets the clock for one call (ISO 8601 UTC with milliseconds), for the sample's past.
 */
export type WorkspaceActor = {
  readonly id: Id;
  state: () => WorkspaceState;
  run: (command: Command, member: Id, at?: string) => CommandResult;
  /** Appends what no command can say (a metric, a restore). Returns the feed number of the last event. */
  append: (events: NewEvent[], actor: Actor, at?: string) => number;
  /** The committed draft of a campaign, as `request review` would freeze it. */
  draft: (campaign: Id) => Draft;
  version: (campaign: Id, number: number) => Frozen | null;
  /** Edits a committed room in a member's name, under a client id the server keeps for that member. */
  writeRoom: (room: RoomName | Room, member: Id, mutate: (doc: Y.Doc) => void, at?: string) => void;
  /** Feed rows after a number, oldest first. */
  feed: (after: number, limit: number) => FeedRow[];
};

export type Founding = {
  id: Id;
  name: string;
  sample: boolean;
  policy: Policy;
  mergeFields: MergeField[];
  /** They join in this order, the founder first. */
  members: Member[];
  at: string;
};

/** The sample: who sits in it, and how it is written. `seed` either finishes or throws; a half-written sample is never opened. */
export type Sample = {
  members: readonly { id: Id; name: string; role: Role }[];
  seed: (found: (founding: Founding) => WorkspaceActor) => void;
};
