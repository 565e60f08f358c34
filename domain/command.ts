import { z } from 'zod';
import { Digest, FreeText, Id, Instant, LocalTime, Name, TimeZone } from './id.ts';
import { MergeField } from './campaign/facts.ts';
import { Role } from './people/member.ts';
import { NewName } from './people/name.ts';
import { Anchor } from './discussion/anchor.ts';
import { webhookKinds } from './webhooks/webhook.ts';
import { Policy } from './gate/policy.ts';

/**
 * What one person says or decides. `id` is made by the client: a repeated command does nothing twice.
 * Free text travels in the fields named in `textFields` and is kept beside the event, never in it.
 */
const command = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ id: Id, kind: z.literal(kind), ...shape });
const campaign = Id;
const version = z.int().min(1);
const viewed = z.array(z.string().max(200)).max(2000);
const expires = z.iso.datetime();

export const Command = z.discriminatedUnion('kind', [
  // campaigns and facts
  command('create campaign', { campaign, name: NewName }),
  command('rename campaign', { campaign, was: Name, name: NewName }),
  /** Out of the lists, or back into them. Whatever moves it towards a launch brings it back. */
  command('archive campaign', { campaign, archived: z.boolean() }),
  /** `was` and `value` are judged against the fact's own schema; null means "not decided". */
  command('set fact', { campaign, fact: z.string().max(20), was: z.json(), value: z.json() }),
  // people
  /** `name`: whom it is for, so that two open invites can be told apart; who joins says their name themselves. */
  command('invite member', { invite: Id, role: Role, admin: z.boolean(), expires, name: NewName.optional() }),
  /** One campaign, comments only; link and access end at `expires`. */
  command('invite guest', { invite: Id, campaign, expires: Instant }),
  command('revoke invite', { invite: Id }),
  /** Signs a member who has no device left in again. One for a sales lead is only asked for by this. */
  command('make sign-in link', { invite: Id, member: Id, expires: Instant }),
  command('confirm sign-in link', { invite: Id }),
  command('change role', { member: Id, was: Role, role: Role, admin: z.boolean() }),
  command('suspend member', { member: Id, suspended: z.boolean() }),
  command('confirm sales lead', { member: Id }),
  command('set policy', { was: Policy, policy: Policy }),
  /** A sales lead's word that the looser policy an admin proposed, exactly this one, shall hold. */
  command('confirm policy', { policy: Policy }),
  command('set merge fields', { was: z.array(MergeField).max(100), fields: z.array(MergeField).max(100) }),
  /** Addresses often carry a secret of the receiver: they are kept beside the record. `url` null keeps the one there is. */
  command('set webhook', {
    webhook: Id,
    name: NewName,
    url: z.url().max(2000).nullable(),
    on: z.array(z.enum(webhookKinds)).min(1).max(webhookKinds.length),
    active: z.boolean(),
  }),
  command('remove webhook', { webhook: Id }),
  /** The record is signed with a new key from here on; the old one names it and is then forgotten. */
  command('rotate key', {}),
  /** Deletes the text called `name` beside the event with this feed number; the event and its hash stay. */
  command('erase text', { number: z.int().min(1), name: z.string().max(40) }),
  // discussion
  command('start thread', {
    campaign,
    thread: Id,
    anchor: Anchor,
    comment: FreeText,
    blocking: z.boolean(),
    replacement: z.string().max(10_000).nullable(),
  }),
  command('reply', { campaign, thread: Id, reply: Id, comment: FreeText }),
  command('resolve thread', { campaign, thread: Id }),
  command('reopen thread', { campaign, thread: Id }),
  command('set blocking', { campaign, thread: Id, blocking: z.boolean() }),
  command('accept suggestion', { campaign, thread: Id }),
  command('decline suggestion', { campaign, thread: Id }),
  command('log field note', {
    note: Id,
    campaign: campaign.nullable(),
    quote: FreeText,
    who: Name,
    channel: z.enum(['call', 'visit', 'reply', 'event', 'other']),
    mayBeQuoted: z.boolean(),
  }),
  command('link field note', { note: Id, campaign, part: z.string().max(200), linked: z.boolean() }),
  // the gate
  command('request review', { campaign, digest: Digest, note: FreeText.nullable() }),
  /** `viewed` as for a signature: where it is all that changed for this member, their next diff starts from here. An older app names none. */
  command('request changes', { campaign, version, digest: Digest, reason: FreeText, viewed: viewed.optional() }),
  command('sign off', {
    campaign,
    version,
    digest: Digest,
    viewed,
    statement: z.string().max(2000),
  }),
  command('withdraw signature', { campaign, version, reason: FreeText }),
  command('name version', { campaign, version, name: NewName }),
  command('schedule launch', {
    campaign,
    version,
    digest: Digest,
    at: LocalTime,
    timeZone: TimeZone,
    graceMinutes: z.int().min(1).max(240),
    asked: z.array(z.string().max(60)).max(20),
  }),
  command('unschedule launch', { campaign, reason: FreeText.nullable() }),
  /** `asked` lists the codes of the questions this person has answered with yes ("a newer version is signed"). */
  command('launch', { campaign, version, digest: Digest, asked: z.array(z.string().max(60)).max(20) }),
  command('halt', { campaign, reason: FreeText }),
  command('resume', { campaign, reason: FreeText }),
  command('complete', { campaign }),
]);
export type Command = z.infer<typeof Command>;
export type CommandKind = Command['kind'];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;

/** These need the present state of the world: offline they are refused with a sentence, never queued. */
export const needsConnection: ReadonlySet<CommandKind> = new Set<CommandKind>([
  'archive campaign',
  'request review',
  'request changes',
  'sign off',
  'withdraw signature',
  'schedule launch',
  'unschedule launch',
  'launch',
  'halt',
  'resume',
  'complete',
  'accept suggestion',
  'invite member',
  'invite guest',
  'revoke invite',
  'make sign-in link',
  'confirm sign-in link',
  'change role',
  'suspend member',
  'confirm sales lead',
  'set policy',
  'confirm policy',
  'set merge fields',
  'set webhook',
  'remove webhook',
  'rotate key',
  'erase text',
]);

/**
 * These let something out, or say yes to it: their sender names the newest row of the feed they have seen, and a server that was put back
 * behind it, or to another story, does not take them. One that names none comes from an app of before and is told to update.
 */
export const needsHead: ReadonlySet<CommandKind> = new Set<CommandKind>([
  'sign off',
  'schedule launch',
  'launch',
  'resume',
  'confirm sales lead',
  'confirm policy',
  'confirm sign-in link',
]);

/** What stops something, or takes a right away, is taken whatever its sender has seen: a server that was put back must not keep people from it. */
export const isStop = (command: Command): boolean => {
  switch (command.kind) {
    case 'halt':
    case 'withdraw signature':
    case 'unschedule launch':
    case 'revoke invite':
      return true;
    default:
      return command.kind === 'suspend member' && command.suspended;
  }
};
