import { changedParts, diffVersions } from '../canonical/diff.ts';
import type { Frozen } from '../canonical/form.ts';
import type { CommandOf } from '../command.ts';
import type { NewEvent } from '../event.ts';
import type { Id } from '../id.ts';
import { can } from '../people/can.ts';
import { tiesBetween } from '../people/ties.ts';
import { findHidden } from '../text/hidden.ts';
import type { CampaignState, Version, WorkspaceState } from '../state.ts';
import type { Context, Decision, Draft } from './context.ts';
import { unrecordedPolicy } from './policy.ts';
import { happens, hereIn, isRefusal, notAllowed, reason, refuse, unless } from './refuse.ts';
import type { Reason } from './refusal.ts';
import { seenBy } from './seen.ts';
import { standing } from './signatures.ts';
import { authorsOf } from './signed-for.ts';
import { alreadyOut, signReasons } from './sign-reasons.ts';
import { findVersion, recordReasons } from './version-reasons.ts';
import { lastSigned, versionOf } from './versions.ts';

export const requestReview = (
  state: WorkspaceState,
  { campaign: id, digest, note }: CommandOf<'request review'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  if (!can(member, 'request review', state.policy))
    return refuse(notAllowed('Viewers read. They do not ask for a sign-off.'));
  const draft = context.draft(id);
  const reasons: Reason[] = [];
  if (draft.pending)
    reasons.push(reason('unsent text', 'Some words are still on their way to the server. Ask again in a moment.'));
  if (draft.frozen.digest !== digest)
    reasons.push(
      reason('stale digest', 'Somebody typed meanwhile: the text on the server is not the one on your screen.', {
        go: 'digest',
        digest: draft.frozen.digest,
      }),
    );
  else if (isNothing(draft))
    reasons.push(reason('nothing to review', 'There is nothing to sign yet: write the brief and a first step.'));
  else {
    const newest = campaign.versions.at(-1);
    if (newest?.digest === digest && !wasTurnedDown(newest))
      reasons.push(
        reason('nothing to review', `Version ${newest.number} has exactly these words.`, {
          go: 'version',
          version: newest.number,
        }),
      );
  }
  const number = campaign.versions.length + 1;
  return unless(reasons, () => [
    {
      kind: 'review requested',
      campaign: id,
      data: {
        version: number,
        digest,
        authors: writersOf(campaign, draft),
        policy: state.policy ?? unrecordedPolicy,
      },
      ...(note !== null && { texts: { note } }),
    },
  ]);
};

const isNothing = ({ frozen: { form } }: Draft): boolean =>
  form.steps.length === 0 && Object.values(form.brief).every((blocks) => blocks.length === 0);
const wasTurnedDown = (version: Version): boolean =>
  version.changesRequested.length > 0 || version.signatures.some(({ withdrawn }) => withdrawn !== null);

/**
 * Whoever's accepted updates, or accepted suggestions, entered since the newest version with a signature. Frozen as it is; whose words count
 * besides, because that version is not fully signed, is told at signing (`authorsOf`).
 */
const writersOf = (campaign: CampaignState, draft: Draft): Id[] => {
  const since = lastSigned(campaign) ?? 0;
  const proposers = campaign.accepted.filter(({ after }) => after >= since).map(({ by }) => by);
  return [...new Set([...draft.authors, ...proposers])].sort();
};

export const requestChanges = (
  state: WorkspaceState,
  { campaign: id, version: number, digest, reason: why, viewed = [] }: CommandOf<'request changes'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  const reasons: Reason[] = [];
  if (!can(member, 'decide review', state.policy))
    reasons.push(notAllowed('Only a sales lead decides on a version. Leave a comment, or a blocking thread.'));
  const found = findVersion(campaign, number, digest, context);
  if (isRefusal(found)) return refuse(...reasons, ...found.reasons);
  if (standing(found.version).some(({ by }) => by === member.id))
    reasons.push(
      reason('already signed', `You signed version ${number}. Withdraw your signature, if it is not live yet.`),
    );
  reasons.push(...alreadyOut(campaign, number));
  const viewedAll = unviewed(campaign, member.id, found.frozen, number, viewed, context).length === 0;
  return unless(reasons, () => [
    {
      kind: 'changes requested',
      campaign: id,
      data: { version: number, digest: found.version.digest, viewedAll },
      texts: { reason: why },
    },
  ]);
};

export const signOff = (
  state: WorkspaceState,
  { campaign: id, version: number, digest, viewed, statement }: CommandOf<'sign off'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  const reasons: Reason[] = [];
  if (statement.trim() === '') reasons.push(reason('bad value', 'Say in words what you approve.'));
  // The statement is read on certificates for years: it must say what it seems to.
  if (findHidden(statement).some(({ kind }) => kind !== 'look-alike'))
    reasons.push(reason('bad value', 'A character in your statement cannot be seen. Type it again.'));
  const found = findVersion(campaign, number, digest, context);
  if (isRefusal(found)) return refuse(...reasons, ...found.reasons);
  const { version, frozen } = found;
  const byAuthor = authorsOf(state, campaign, version).includes(member.id);
  // Of all versions: whose words a signature stands for changes when an older one is withdrawn.
  const writers = [...new Set(campaign.versions.flatMap(({ authors }) => authors))].sort();
  const ties = tiesBetween(state, member.id, writers);
  reasons.push(...signReasons(state, campaign, found, member), ...recordReasons(campaign, context));
  reasons.push(...unviewed(campaign, member.id, frozen, number, viewed, context));
  return unless(reasons, () => [
    {
      kind: 'signed off',
      campaign: id,
      data: { version: number, digest: version.digest, viewed, statement, byAuthor, ties },
    },
  ]);
};

/** Every part that changed since the version this member saw last has to be on their list. */
const unviewed = (
  campaign: CampaignState,
  member: Id,
  frozen: Frozen,
  number: number,
  viewed: readonly string[],
  context: Context,
): Reason[] => {
  const seen = seenBy(campaign, member);
  const before = seen === null ? null : context.version(campaign.id, seen);
  return changedParts(diffVersions(before, frozen))
    .filter((part) => !viewed.includes(part))
    .map((part) =>
      reason('parts not viewed', 'A part that changed was not looked at yet.', { go: 'part', part, version: number }),
    );
};

/** Takes back one's own signature until launch; what was scheduled on it is off in the same transaction. */
export const withdrawSignature = (
  state: WorkspaceState,
  { campaign: id, version: number, reason: why }: CommandOf<'withdraw signature'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  const version = versionOf(campaign, number);
  if (!version) return refuse(reason('unknown version', `There is no version ${number} of this campaign.`));
  const reasons = alreadyOut(campaign, number);
  if (!standing(version).some(({ by }) => by === member.id))
    reasons.push(reason('not signed', `Your signature is not on version ${number}.`));
  return unless(reasons, () => {
    const events: NewEvent[] = [
      {
        kind: 'signature withdrawn',
        campaign: id,
        data: { version: number, digest: version.digest },
        texts: { reason: why },
      },
    ];
    if (campaign.schedule?.version === number)
      events.push({ kind: 'launch unscheduled', campaign: id, data: { version: number } });
    return events;
  });
};

export const nameVersion = (
  state: WorkspaceState,
  { campaign: id, version: number, name }: CommandOf<'name version'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  if (!can(member, 'name version', state.policy)) return refuse(notAllowed('Viewers read. They do not name versions.'));
  const version = versionOf(campaign, number);
  if (!version) return refuse(reason('unknown version', `There is no version ${number} of this campaign.`));
  if (version.name === name) return happens();
  return happens({ kind: 'version named', campaign: id, data: { version: number, name } });
};
