import { z } from 'zod';
import { Digest, Id, Instant, LocalTime, Name, TimeZone } from './id.ts';
import { MergeField } from './campaign/facts.ts';
import { Member, Role } from './people/member.ts';
import { Tie } from './people/ties.ts';
import { Anchor } from './discussion/anchor.ts';
import { Policy } from './gate/policy.ts';
import { PublicKey } from './record/public-key.ts';
import { webhookKinds } from './webhooks/webhook.ts';

const what = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), data: z.object(shape) });
const version = z.int().min(1);

/** What the server made of a command. Free text is not here: `bodies` of the sealed event names it by salted hash. */
export const Happening = z.discriminatedUnion('kind', [
  what('workspace founded', { name: Name, policy: Policy, mergeFields: z.array(MergeField), sample: z.boolean() }),
  what('member joined', { member: Member, invite: Id.nullable() }),
  what('member invited', {
    invite: Id,
    role: Role,
    admin: z.boolean(),
    expires: z.string(),
    name: Name.optional(),
  }),
  what('guest invited', { invite: Id, campaign: Id, expires: Instant }),
  what('invite revoked', { invite: Id }),
  what('sign-in link proposed', { invite: Id, member: Id, expires: Instant }),
  what('sign-in link made', { invite: Id, member: Id, expires: Instant }),
  what('signed in by link', { invite: Id, member: Id }),
  what('role changed', { member: Id, role: Role, admin: z.boolean() }),
  /** `by` proposed it: who invited, where the member has only just joined. */
  what('sales lead proposed', { member: Id, admin: z.boolean(), by: Id }),
  what('member suspended', { member: Id, suspended: z.boolean() }),
  what('policy set', { policy: Policy }),
  what('policy proposed', { policy: Policy }),
  what('merge fields set', { fields: z.array(MergeField) }),
  /** `host` says where it goes; the whole address and the secret are kept beside the record. */
  what('webhook set', {
    webhook: Id,
    name: Name,
    host: z.string(),
    on: z.array(z.enum(webhookKinds)),
    active: z.boolean(),
  }),
  what('webhook removed', { webhook: Id }),
  /** Signed by the old key; what follows it is signed by the one it names. */
  what('key rotated', { key: z.string().max(64), publicJwk: PublicKey }),
  /** `number` is the feed number, `sequence` the place in this record, of the event whose text `name` (with this salted hash) was deleted. */
  what('text erased', { number: z.int().min(1), sequence: z.int().min(1), name: z.string(), hash: Digest }),
  what('campaign created', { name: Name }),
  what('campaign renamed', { name: Name }),
  what('campaign archived', { archived: z.boolean() }),
  what('fact set', { fact: z.string(), was: z.json(), value: z.json() }),
  /** Bodies: `comment`, and `replacement` where the thread proposes one. */
  what('thread started', {
    thread: Id,
    anchor: Anchor.omit({ quote: true, before: true, after: true }),
    blocking: z.boolean(),
    suggests: z.boolean(),
  }),
  /** Bodies: `comment`. */
  what('replied', { thread: Id, reply: Id }),
  what('thread resolved', { thread: Id }),
  what('thread reopened', { thread: Id }),
  what('blocking set', { thread: Id, blocking: z.boolean() }),
  what('suggestion accepted', { thread: Id, proposer: Id }),
  what('suggestion declined', { thread: Id }),
  /** Bodies: `quote`, `who`. */
  what('field note logged', { note: Id, channel: z.string(), mayBeQuoted: z.boolean() }),
  what('field note linked', { note: Id, part: z.string(), linked: z.boolean() }),
  /** Bodies: `note` where one was written. */
  what('review requested', { version, digest: Digest, authors: z.array(Id), policy: Policy }),
  /** Bodies: `reason`. `viewedAll`: whoever asked had viewed every part that had changed for them; an older server did not say. */
  what('changes requested', { version, digest: Digest, viewedAll: z.boolean().optional() }),
  what('signed off', {
    version,
    digest: Digest,
    viewed: z.array(z.string()),
    statement: z.string(),
    byAuthor: z.boolean(),
    /** Between the signer and whoever wrote for any version so far; an older server did not say. */
    ties: z.array(Tie).optional(),
  }),
  /** Bodies: `reason`. */
  what('signature withdrawn', { version, digest: Digest }),
  what('version named', { version, name: Name }),
  what('launch scheduled', {
    version,
    digest: Digest,
    at: LocalTime,
    timeZone: TimeZone,
    instant: Instant,
    graceMinutes: z.int(),
  }),
  what('launch unscheduled', { version }),
  what('launched', { version, digest: Digest, packageDigest: Digest }),
  /** `reasons`: codes of everything that stopped it; an older server did not say. */
  what('launch missed', {
    version,
    at: LocalTime,
    timeZone: TimeZone,
    reasons: z.array(z.string().max(60)).max(40).optional(),
  }),
  /** Bodies: `reason`. */
  what('halted', { version }),
  /** Bodies: `reason`. */
  what('resumed', { version }),
  what('completed', { version }),
  what('metric recorded', { metric: z.string(), value: z.number(), step: Id.nullable(), variant: Id.nullable() }),
  what('threshold crossed', { rule: z.json() }),
  what('restored', { head: Digest }),
]);
export type Happening = z.infer<typeof Happening>;
export type HappeningKind = Happening['kind'];
export type HappeningOf<K extends HappeningKind> = Extract<Happening, { kind: K }>;

/** Every event has an actor: a member, or the server with the rule that fired. */
export const Actor = z.union([z.object({ member: Id }), z.object({ server: z.string().max(60) })]);
export type Actor = z.infer<typeof Actor>;

/** What `decide` returns: not yet numbered, hashed, salted or signed. `texts` become bodies when the server seals the event. */
export type NewEvent = Happening & { campaign: Id | null; texts?: Record<string, string> };

/**
 * A sealed event. `sequence` counts within its campaign's record (or the workspace's own, where `campaign` is null), from 1;
 * `previous` is the hash of the record's event before it (64 zeros at the start). The hash is SHA-256 over the RFC 8785 text of
 * this object; the signature is a compact JWS (RFC 7515, EdDSA) over the same text, by workspace key `key`.
 */
export const Event = z.intersection(
  z.object({
    format: z.literal(1),
    workspace: Id,
    campaign: Id.nullable(),
    sequence: z.int().min(1),
    previous: Digest,
    at: Instant,
    actor: Actor,
    command: Id.nullable(),
    key: z.string().max(64),
    /** Name of the text -> SHA-256 of salt and text (`record/body.ts`). */
    bodies: z.record(z.string(), Digest),
  }),
  Happening,
);
export type Event = z.infer<typeof Event>;

/** A text that stands beside an event; null once it was erased. */
export const Body = z.object({ salt: z.string(), text: z.string() }).nullable();
export type Body = z.infer<typeof Body>;

/**
 * One row of the feed. `number` counts the workspace's events from 1 without gaps; `head` is the running hash
 * SHA-256(previous head + event hash), so a client that kept a head notices a server that was rolled back.
 */
export const FeedRow = z.object({
  number: z.int().min(1),
  event: Event,
  hash: Digest,
  head: Digest,
  signature: z.string(),
  bodies: z.record(z.string(), Body),
});
export type FeedRow = z.infer<typeof FeedRow>;

/** Stands in a guest's feed for a row that is none of theirs: numbers and heads go on, and nothing of what happened is told. */
export const HiddenRow = z.strictObject({ number: z.int().min(1), hash: Digest, head: Digest });
export type HiddenRow = z.infer<typeof HiddenRow>;
export const AnyRow = z.union([FeedRow, HiddenRow]);
export type AnyRow = z.infer<typeof AnyRow>;
export const isShown = (row: AnyRow): row is FeedRow => 'event' in row;

export const NO_HASH = '0'.repeat(64);
