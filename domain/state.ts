import type { Facts, MergeField } from './campaign/facts.ts';
import type { Policy } from './gate/policy.ts';
import type { Grants } from './people/brought-in.ts';
import type { Member, Role } from './people/member.ts';
import type { Tie } from './people/ties.ts';
import type { Anchor } from './discussion/anchor.ts';
import type { Actor, Body } from './event.ts';
import type { Digest, Id } from './id.ts';
import type { WebhookKind } from './webhooks/webhook.ts';

/** What a fold over the feed knows. Plain data: cloneable, comparable, the same on server and client. */
export type WorkspaceState = {
  id: Id;
  name: string;
  sample: boolean;
  /** Feed number and running head of the last folded row; 0 and 64 zeros before the first. */
  number: number;
  head: Digest;
  /** Thumbprint of the key that signs the next event; null before the first. */
  key: string | null;
  members: Record<Id, Member>;
  grants: Record<Id, Grants>;
  /** Sales leads who are none at present, suspended or in another role, and who did that to them; gone once they are back. */
  endedLeads: Record<Id, Id[]>;
  /** Feed number of the row by which a member was suspended last; also once they are back. */
  suspensions: Record<Id, number>;
  /** Members proposed as sales lead who still need a sales lead's confirmation. */
  proposedLeads: Record<Id, { by: Id; admin: boolean }>;
  invites: Record<Id, Invite>;
  policy: Policy | null;
  proposedPolicy: { policy: Policy; by: Id } | null;
  mergeFields: MergeField[];
  webhooks: Record<Id, Webhook>;
  campaigns: Record<Id, CampaignState>;
  notes: Record<Id, FieldNote>;
  /** Sequence and hash of the last event in the workspace's own record. */
  record: RecordHead;
  /** Command ids that were carried out, in pages (`carried-out.ts`), so that a repeat does nothing twice. */
  done: readonly Readonly<Record<Id, number>>[];
};
export type RecordHead = { sequence: number; hash: Digest };
export type Invite = {
  id: Id;
  role: Role;
  admin: boolean;
  expires: string;
  by: Id;
  /** `proposed`: a sign-in link that a sales lead has to confirm first. */
  state: 'proposed' | 'open' | 'used' | 'revoked';
  /** Whom it is for, as its admin called them; null where nobody was named. */
  name: string | null;
  /** The one campaign a guest link opens; null for a member's invite. */
  campaign: Id | null;
  /** Whom a sign-in link signs in again; null where it makes somebody new. */
  member: Id | null;
  /** The sales lead who confirmed a sign-in link. */
  confirmedBy: Id | null;
  /** When it was used, by the event that says so; null before. */
  usedAt: string | null;
};
export type Webhook = { id: Id; name: string; host: string; on: WebhookKind[]; active: boolean };

/** A text beside an event: its name in the event, its hash, and the text where this side has it (null: erased). */
export type Said = { hash: Digest; body: Body };

export type Stage = 'drafting' | 'in review' | 'signed' | 'scheduled' | 'live' | 'halted' | 'done';

export type CampaignState = {
  id: Id;
  name: string;
  createdAt: string;
  createdBy: Id;
  /** Time of the last event on it. */
  changedAt: string;
  facts: Facts;
  /** When and by whom each fact was set last. */
  factsSet: Record<string, { by: Id; at: string }>;
  threads: Record<Id, Thread>;
  versions: Version[];
  /** Accepted suggestions, by proposer, and the newest version when each was accepted: who proposed words is an author of what holds them. */
  accepted: { by: Id; after: number }[];
  /** Out of the lists; whatever moves it towards a launch brings it back. */
  archived: boolean;
  schedule: Schedule | null;
  launches: Launch[];
  /** How long this record was when the server was last put back to a backup: what had been withdrawn after it nobody knows here. */
  restored: number | null;
  record: RecordHead;
};
export type Thread = {
  id: Id;
  by: Id;
  at: string;
  anchor: Pick<Anchor, 'text' | 'start' | 'end'>;
  /** Bodies: the words it was hung on with context (`quote`, `before`, `after`), the comment, and the proposed replacement. */
  quote: Said;
  before: Said;
  after: Said;
  comment: Said;
  replacement: Said | null;
  blocking: boolean;
  /** Sequence of the event since which it blocks; null while it does not. Not its time: clocks are set back. */
  blockingSince: number | null;
  state: 'open' | 'resolved' | 'accepted' | 'declined';
  closed: { by: Id; at: string } | null;
  replies: { id: Id; by: Id; at: string; comment: Said }[];
};
export type Signature = {
  by: Id;
  at: string;
  /** Of its event in the campaign's record: what came before what is told by this and by no clock. */
  sequence: number;
  digest: Digest;
  statement: string;
  byAuthor: boolean;
  ties: Tie[];
  viewed: string[];
  withdrawn: { by: Id; at: string; reason: Said } | null;
};
export type Version = {
  number: number;
  digest: Digest;
  name: string | null;
  at: string;
  by: Id;
  note: Said | null;
  authors: Id[];
  /** The policy in force when review was requested; a later loosening never applies to it. */
  policy: Policy;
  signatures: Signature[];
  /** `viewedAll`: they had viewed every part that had changed for them, not only what they object to. */
  changesRequested: { by: Id; at: string; reason: Said; viewedAll: boolean }[];
};
export type Schedule = {
  version: number;
  digest: Digest;
  at: string;
  timeZone: string;
  instant: string;
  graceMinutes: number;
  by: Id;
  /** Of the event that set it. */
  sequence: number;
  missed: boolean;
  /** Codes of what stopped it (`launch missed`); empty while it waits, and where an older server did not say. */
  missedFor: string[];
};
export type Launch = {
  version: number;
  digest: Digest;
  packageDigest: Digest;
  at: string;
  by: Actor;
  state: 'live' | 'halted' | 'done';
  /** `number`: the feed number of the event, by which its deliveries are known. */
  changes: { kind: 'halted' | 'resumed' | 'completed'; number: number; at: string; by: Actor; reason: Said | null }[];
};
export type FieldNote = {
  id: Id;
  campaign: Id | null;
  by: Id;
  at: string;
  channel: string;
  mayBeQuoted: boolean;
  quote: Said;
  who: Said;
  links: { campaign: Id; part: string }[];
};
