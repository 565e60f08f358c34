import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { actorOf, happens, hereIn, isRefusal, nameIn, notAllowed, reason, refuse, unless } from '../gate/refuse.ts';
import type { Reason } from '../gate/refusal.ts';
import { can } from '../people/can.ts';
import { canonicalText } from '../record/hash.ts';
import { stageOf } from '../stage.ts';
import type { CampaignState, WorkspaceState } from '../state.ts';
import { factSchemas, type FactKey, type Facts } from './facts.ts';

export const createCampaign = (
  state: WorkspaceState,
  { campaign, name }: CommandOf<'create campaign'>,
  context: Context,
): Decision => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  const reasons: Reason[] = [];
  if (!can(member, 'create campaign', state.policy))
    reasons.push(notAllowed('Viewers read. Ask an admin for a role in which you can start campaigns.'));
  if (state.campaigns[campaign]) reasons.push(reason('already exists', 'This campaign was started already.'));
  return unless(reasons, () => [{ kind: 'campaign created', data: { name }, campaign }]);
};

export const renameCampaign = (
  state: WorkspaceState,
  { campaign: id, was, name }: CommandOf<'rename campaign'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  if (!can(member, 'create campaign', state.policy)) return refuse(notAllowed('Viewers read. They cannot rename it.'));
  if (campaign.name === name) return happens();
  if (campaign.name !== was)
    return refuse(
      reason('stale value', `It was renamed to “${campaign.name}” meanwhile. Yours says “${name}”.`, {
        go: 'stale',
        now: campaign.name,
        by: '',
        at: campaign.changedAt,
      }),
    );
  return happens({ kind: 'campaign renamed', data: { name }, campaign: id });
};

/** Only what is over or was given up: what waits for somebody, or goes out, stays in sight. */
export const archiveCampaign = (
  state: WorkspaceState,
  { campaign: id, archived }: CommandOf<'archive campaign'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  if (!can(member, 'create campaign', state.policy)) return refuse(notAllowed('Viewers read. They archive nothing.'));
  if (campaign.archived === archived) return happens();
  const fault = archived ? archiveFault(state, campaign) : null;
  if (fault !== null) return refuse(reason('still open', fault));
  return happens({ kind: 'campaign archived', data: { archived }, campaign: id });
};

/** Why a campaign cannot be put away yet; null where it can. */
export const archiveFault = (state: WorkspaceState, campaign: CampaignState): string | null => {
  // Also where it would launch nothing as things are: they may change until its hour.
  if (campaign.schedule && !campaign.schedule.missed) return 'It is scheduled. Take it off the schedule first.';
  switch (stageOf(state, campaign)) {
    case 'live':
      return 'It is live. Complete or halt it first.';
    case 'in review':
      return 'A version waits to be signed. Decide on it first.';
    default:
      return null;
  }
};

/** A fact carries the value it replaces: made on a stale one it comes back as a question. */
export const setFact = (state: WorkspaceState, command: CommandOf<'set fact'>, context: Context): Decision => {
  const { campaign: id, fact, was, value } = command;
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member, campaign } = here;
  if (!can(member, 'set facts', state.policy)) return refuse(notAllowed('Viewers read. They do not decide facts.'));
  if (!isFact(fact))
    return refuse(reason('bad value', 'This app does not know that fact. Update it.', { go: 'fact', fact }));
  const read = factSchemas[fact].nullable().safeParse(value);
  if (!read.success)
    return refuse(
      reason('bad value', read.error.issues[0]?.message ?? 'This value does not fit.', { go: 'fact', fact }),
    );
  const wrong = judge(fact, read.data, state, context);
  if (wrong.length > 0) return refuse(...wrong.map((says) => reason('bad value', says, { go: 'fact', fact })));
  const now = campaign.facts[fact];
  if (same(now, read.data)) return happens();
  if (!same(now, was)) return refuse(stale(state, campaign, fact));
  return happens({ kind: 'fact set', data: { fact, was: now, value: read.data }, campaign: id });
};

const isFact = (fact: string): fact is FactKey => Object.hasOwn(factSchemas, fact);

const same = (one: unknown, other: unknown): boolean => {
  try {
    return canonicalText([one]) === canonicalText([other]);
  } catch {
    return false;
  }
};

const stale = (state: WorkspaceState, campaign: CampaignState, fact: FactKey): Reason => {
  const set = campaign.factsSet[fact];
  return reason(
    'stale value',
    `${set ? nameIn(state, set.by) : 'Somebody'} decided this meanwhile. Keep that, or take yours.`,
    {
      go: 'stale',
      now: campaign.facts[fact],
      by: set?.by ?? '',
      at: set?.at ?? campaign.changedAt,
    },
  );
};

/** `2027-02-31` would roll over into March. */
const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
};

/** What a schema cannot see: members who exist, zones that exist, numbers that go together. */
const judge = <K extends FactKey>(fact: K, value: Facts[K], state: WorkspaceState, context: Context): string[] => {
  const facts: Partial<Facts> = { [fact]: value };
  const { owner, window, reach, targets } = facts;
  const says: string[] = [];
  const known = (member: string): boolean => state.members[member] !== undefined;
  if (owner && !known(owner)) says.push('The owner must be a member of this workspace.');
  if (targets?.some(({ owners }) => !owners.every(known)))
    says.push('Owners of a target must be members of this workspace.');
  if (targets && new Set(targets.map(({ kpi }) => kpi)).size < targets.length) says.push('Each KPI has one target.');
  if (targets?.some(({ due }) => !isDay(due))) says.push('A target is due on a day that no month has.');
  if (reach && reach.firstBatch > reach.contacts) says.push('The first batch cannot be larger than all contacts.');
  if (window) {
    const [opens, closes] = [window.opens, window.closes].map((local) => context.instantOf(local, window.timeZone));
    for (const each of [opens, closes])
      if (each && 'none' in each)
        says.push(
          each.none === 'unknown time zone'
            ? `There is no time zone “${window.timeZone}”.`
            : 'The clocks skip that time on that day. Choose another.',
        );
    if (window.closes <= window.opens) says.push('The window must close after it opens.');
  }
  return [...new Set(says)];
};
