import { factKeys } from '../../../domain/campaign/facts.ts';
import { briefParts } from '../../../domain/campaign/rooms.ts';
import { canonicalText } from '../../../domain/record/hash.ts';
import type { Command } from '../../../domain/command.ts';
import type { NewEvent } from '../../../domain/event.ts';
import type { CampaignState, Signature, Version, WorkspaceState } from '../../../domain/state.ts';
import type { Context } from '../../../domain/gate/context.ts';
import { decide } from '../../../domain/gate/decide.ts';
import { decideSchedule } from '../../../domain/gate/schedule.ts';
import { join } from '../../../domain/people/join.ts';
import type { Policy } from '../../../domain/gate/policy.ts';
import type { Decisions } from '../../../domain/gate/workspace-under-test.ts';

/**
 * Gates with one fault each, made by lying to the real one: about what happened, about what was said, or afterwards about what it decided.
 * The stories of `telling.ts` must notice every one of them; a fault that nobody notices is a rule that nobody tests.
 */
export type Fault = { name: string; decides: Decisions };

type Lies = {
  state?: (state: WorkspaceState, command: Command, context: Context) => WorkspaceState;
  command?: (command: Command, state: WorkspaceState, context: Context) => Command;
  context?: (context: Context, state: WorkspaceState) => Context;
  events?: (events: NewEvent[], state: WorkspaceState) => NewEvent[];
  /** For whoever comes by an invite. */
  join?: (state: WorkspaceState) => WorkspaceState;
  /** For the server's own look at the clock; null: it does not look. */
  clock?: ((state: WorkspaceState, context: Context) => [WorkspaceState, Context]) | null;
};

const fault = (name: string, { state, command, context, events, join: letsIn, clock }: Lies): Fault => ({
  name,
  decides: {
    decide: (now, said, by) => {
      const asked = command?.(said, now, by) ?? said;
      const decision = decide(state?.(now, asked, by) ?? now, asked, context?.(by, now) ?? by);
      return decision.refused || !events ? decision : { ...decision, events: events(decision.events, now) };
    },
    join: (now, invite, id, called, at) => {
      const seen = letsIn?.(now) ?? now;
      return join(seen, seen.invites[invite.id] ?? invite, id, called, at);
    },
    decideSchedule: (now, id, by) => {
      if (clock === null) return [];
      const [seen, asks] = clock?.(now, by) ?? [now, by];
      return decideSchedule(seen, id, asks);
    },
  },
});

const campaign = (
  state: WorkspaceState,
  change: (campaign: CampaignState) => Partial<CampaignState>,
): WorkspaceState => {
  const known = state.campaigns['c'];
  if (!known) return state;
  return { ...state, campaigns: { ...state.campaigns, c: { ...known, ...change(known) } } };
};
const versions = (state: WorkspaceState, change: (version: Version) => Partial<Version>): WorkspaceState =>
  campaign(state, (known) => ({ versions: known.versions.map((each) => ({ ...each, ...change(each) })) }));
const everybody = (
  state: WorkspaceState,
  change: (member: WorkspaceState['members'][string]) => Partial<WorkspaceState['members'][string]>,
): WorkspaceState => ({
  ...state,
  members: Object.fromEntries(
    Object.entries(state.members).map(([id, member]) => [id, { ...member, ...change(member) }]),
  ),
});
const only =
  (kind: Command['kind'], lie: NonNullable<Lies['state']>): NonNullable<Lies['state']> =>
  (state, command, context) =>
    command.kind === kind ? lie(state, command, context) : state;
const looseAsCanBe: Policy = {
  quorum: 1,
  mayLaunch: ['marketing', 'sales', 'sales-lead', 'viewer'],
  salesMayWriteCopy: true,
  alsoBlocking: [],
};
/** Whatever a version of these stories has, named without its having been looked at. */
const everyPart = [
  ...briefParts.map((part) => `brief/${part}`),
  ...[...factKeys, 'mergeFields'].map((fact) => `fact/${fact}`),
  'step/s1',
  'step/s1/A',
];
const withoutGrants = (state: WorkspaceState): WorkspaceState => ({ ...state, grants: {} });
/** Nobody is called as anybody else. */
const nameless = (state: WorkspaceState): WorkspaceState => everybody(state, ({ id }) => ({ name: `nobody ${id}` }));
const noThreads = (state: WorkspaceState): WorkspaceState => campaign(state, () => ({ threads: {} }));
/** Takes whatever digest a command carries for the right one. */
const rightDigest =
  (kind: 'sign off' | 'launch' | 'schedule launch' | 'request changes') =>
  (command: Command, state: WorkspaceState): Command => {
    if (command.kind !== kind) return command;
    const version = state.campaigns['c']!.versions.find(({ number }) => number === command.version);
    return version ? { ...command, digest: version.digest } : command;
  };
const forged = (version: Version): Signature[] =>
  ['lena', 'noor'].map((by) => ({
    by,
    at: version.at,
    sequence: 0,
    digest: version.digest,
    statement: '.',
    byAuthor: false,
    ties: [],
    viewed: [],
    withdrawn: null,
  }));
const without = (events: NewEvent[], kind: NewEvent['kind']): NewEvent[] => events.filter((each) => each.kind !== kind);

export const plantedFaults: readonly Fault[] = [
  fault('a signature lands whatever digest it names', { command: rightDigest('sign off') }),
  fault('a launch goes whatever digest it names', { command: rightDigest('launch') }),
  fault('a schedule is set whatever digest it names', { command: rightDigest('schedule launch') }),
  fault('review is asked for whatever is on the screen', {
    command: (command, _, context) =>
      command.kind === 'request review'
        ? { ...command, digest: context.draft(command.campaign).frozen.digest }
        : command,
  }),
  fault('a blocking thread does not hold back a signature', { state: only('sign off', noThreads) }),
  fault('a launch does not ask about a blocking thread', { state: only('launch', noThreads) }),
  fault('an author signs', { state: only('sign off', (state) => versions(state, () => ({ authors: [] }))) }),
  fault('whose words somebody else takes in is no author of them', {
    state: (state) => campaign(state, () => ({ accepted: [] })),
  }),
  fault('authors are forgotten when review is asked for', {
    context: (context) => ({ ...context, draft: (id) => ({ ...context.draft(id), authors: [] }) }),
  }),
  fault('a version that is signed in part ends authorship', {
    state: only('sign off', (state) => ({
      ...versions(state, ({ policy }) => ({ policy: { ...policy, quorum: 1 } })),
      policy: { ...state.policy!, quorum: 1 },
    })),
  }),
  fault('a signature that was withdrawn still ends authorship', {
    state: only('sign off', (state, command) =>
      versions(state, ({ number, signatures }) =>
        'version' in command && command.version === number
          ? {}
          : { signatures: signatures.map((each) => ({ ...each, withdrawn: null })) },
      ),
    ),
  }),
  fault('who sends the other leads away is the only one', {
    state: only('sign off', (state) => ({ ...state, endedLeads: {} })),
  }),
  fault('who sends the other leads away at a second account is the only one', {
    state: only('sign off', withoutGrants),
  }),
  fault('a second account of the lead who confirms proposes a lead', {
    state: only('confirm sales lead', withoutGrants),
  }),
  fault('a second account of the lead who confirms proposes a policy', {
    state: only('confirm policy', withoutGrants),
  }),
  fault('who demotes the other leads makes one alone', {
    state: only('change role', (state) => ({ ...state, endedLeads: {} })),
  }),
  fault('who demotes the other leads invites one alone', { join: (state) => ({ ...state, endedLeads: {} }) }),
  fault('who demotes the other leads loosens policy alone', {
    state: only('set policy', (state) => ({ ...state, endedLeads: {} })),
  }),
  fault('an invite of somebody who is no admin any more lets in', {
    join: (state) => everybody(state, () => ({ admin: true, suspended: false })),
  }),
  fault('an invite lets in twice', {
    join: (state) => ({
      ...state,
      invites: Object.fromEntries(Object.entries(state.invites).map(([id, each]) => [id, { ...each, state: 'open' }])),
    }),
  }),
  fault('two come under one name', { join: nameless }),
  fault('somebody is let back in beside who has their name', { state: only('suspend member', nameless) }),
  fault('a lead is confirmed whom nobody proposes any more', {
    state: only('confirm sales lead', (state, command) => ({
      ...state,
      proposedLeads: {
        ...('member' in command && { [command.member]: { by: 'mia', admin: false } }),
        ...state.proposedLeads,
      },
    })),
  }),
  fault('the last admin goes when a lead is confirmed', {
    state: only('confirm sales lead', (state) => ({
      ...state,
      members: { ...state.members, nobody: { ...state.members['vic']!, id: 'nobody', admin: true } },
    })),
  }),
  fault('a no to one sentence counts as having read it all', {
    events: (events) =>
      events.map((each) =>
        each.kind === 'changes requested' ? { ...each, data: { ...each.data, viewedAll: true } } : each,
      ),
  }),
  fault('who withdraws a signature need not read it again', {
    command: (command, state) => {
      if (command.kind !== 'sign off') return command;
      const version = state.campaigns['c']!.versions.find(({ number }) => number === command.version);
      return version && version.signatures.length > 0 ? { ...command, viewed: everyPart } : command;
    },
  }),
  fault('parts need not be viewed', {
    command: (command) => (command.kind === 'sign off' ? { ...command, viewed: everyPart } : command),
  }),
  fault('looser policy holds at once', {
    events: (events) =>
      events.map((each) => (each.kind === 'policy proposed' ? { ...each, kind: 'policy set' as const } : each)),
  }),
  fault('looser policy reaches a review already asked for', {
    state: (state) => versions(state, () => ({ policy: state.policy! })),
  }),
  fault('tighter policy does not reach a version', {
    state: (state, command) =>
      command.kind === 'launch' || command.kind === 'sign off' ? { ...state, policy: looseAsCanBe } : state,
  }),
  fault('whoever proposed a looser policy confirms it', {
    state: only('confirm policy', (state) => ({
      ...state,
      proposedPolicy: state.proposedPolicy && { ...state.proposedPolicy, by: 'nobody' },
    })),
  }),
  fault('a proposed policy is confirmed in other words', {
    command: (command, state) =>
      command.kind === 'confirm policy' && state.proposedPolicy
        ? { ...command, policy: state.proposedPolicy.policy }
        : command,
  }),
  fault('what nobody signed launches', {
    state: only('launch', (state) => versions(state, (version) => ({ signatures: forged(version) }))),
  }),
  fault('one signature is enough', {
    state: (state, { kind }) =>
      kind === 'launch'
        ? {
            ...versions(state, ({ policy }) => ({ policy: { ...policy, quorum: 1 } })),
            policy: { ...state.policy!, quorum: 1 },
          }
        : state,
  }),
  fault('a withdrawn signature counts', {
    state: only('launch', (state) =>
      versions(state, ({ signatures }) => ({ signatures: signatures.map((each) => ({ ...each, withdrawn: null })) })),
    ),
  }),
  fault('a suspended signer counts', {
    state: only('launch', (state, _, { actor }) =>
      everybody(state, (member) =>
        'member' in actor && member.id !== actor.member && member.role === 'sales-lead' ? { suspended: false } : {},
      ),
    ),
  }),
  fault('a lead signs twice', {
    state: only('sign off', (state) =>
      versions(state, ({ signatures }) => ({
        signatures: signatures.map((each) => ({ ...each, by: 'nobody' })),
      })),
    ),
  }),
  fault('a version that was turned down goes on', {
    state: (state) => versions(state, () => ({ changesRequested: [] })),
  }),
  fault('two versions are live', {
    state: only('launch', (state) => campaign(state, () => ({ launches: [] }))),
  }),
  fault('what was launched is withdrawn', {
    state: only('withdraw signature', (state) => campaign(state, () => ({ launches: [] }))),
  }),
  fault('a withdrawn signature leaves its schedule standing', {
    events: (events) => without(events, 'launch unscheduled'),
  }),
  fault('an admin signs', {
    state: only('sign off', (state) => everybody(state, ({ admin }) => (admin ? { role: 'sales-lead' } : {}))),
  }),
  fault('anybody who writes signs', {
    state: only('sign off', (state, _, { actor }) =>
      everybody(state, ({ id, role }) =>
        'member' in actor && actor.member === id && role !== 'viewer' ? { role: 'sales-lead' } : {},
      ),
    ),
  }),
  fault('an admin makes a sales lead alone', {
    events: (events) =>
      events.map((each) =>
        each.kind === 'sales lead proposed'
          ? {
              kind: 'role changed',
              campaign: null,
              data: { member: each.data.member, role: 'sales-lead', admin: each.data.admin },
            }
          : each,
      ),
  }),
  fault('whoever proposed a lead confirms them', {
    state: only('confirm sales lead', (state) => ({
      ...state,
      proposedLeads: Object.fromEntries(
        Object.entries(state.proposedLeads).map(([id, offer]) => [id, { ...offer, by: 'nobody' }]),
      ),
    })),
  }),
  fault('who is suspended goes on', { state: (state) => everybody(state, () => ({ suspended: false })) }),
  fault('a viewer launches', {
    state: only('launch', (state) => everybody(state, ({ role }) => (role === 'viewer' ? { role: 'sales' } : {}))),
  }),
  fault('anybody who writes resumes', {
    state: only('resume', (state) => everybody(state, ({ role }) => (role === 'viewer' ? {} : { role: 'sales-lead' }))),
  }),
  fault('anybody closes a blocking thread', {
    state: only('resolve thread', (state) =>
      campaign(state, ({ threads }) => ({
        threads: Object.fromEntries(Object.entries(threads).map(([id, each]) => [id, { ...each, blocking: false }])),
      })),
    ),
  }),
  fault('the last admin goes', {
    state: only('suspend member', (state) =>
      everybody(state, ({ id }) => (id === 'vic' ? { admin: true, suspended: false } : {})),
    ),
  }),
  fault('a stored version with other bytes is taken', {
    context: (context, state) => ({
      ...context,
      version: (id, number) => {
        const stored = context.version(id, number);
        const version = state.campaigns[id]?.versions.find((each) => each.number === number);
        return stored && version ? { ...stored, digest: version.digest } : stored;
      },
    }),
  }),
  fault('a version is whatever the draft is now', {
    context: (context, state) => ({
      ...context,
      version: (id, number) => {
        const version = state.campaigns[id]?.versions.find((each) => each.number === number);
        return version ? { ...context.draft(id).frozen, digest: version.digest } : null;
      },
    }),
  }),
  fault('checks do not hold a version back', {
    context: (context, state) => ({
      ...context,
      version: (id, number) => {
        const first = context.version(id, number);
        const version = state.campaigns[id]?.versions.find((each) => each.number === number);
        return first && version ? { ...whole(first), digest: first.digest } : first;
      },
    }),
  }),
  fault('a schedule launches before its time', {
    clock: (state, context) => [state, { ...context, now: later(context.now, 5 * 60_000) }],
  }),
  fault('a schedule launches long after its time', {
    clock: (state, context) => [
      campaign(state, ({ schedule }) => ({ schedule: schedule && { ...schedule, graceMinutes: 1e6 } })),
      context,
    ],
  }),
  fault('a schedule is not kept', { clock: null }),
  fault('a schedule launches over a thread that nobody was asked about', {
    clock: (state, context) => [noThreads(state), context],
  }),
  fault('a schedule launches what nobody signed any more', {
    clock: (state, context) => [
      versions(
        everybody(state, () => ({ suspended: false })),
        (version) => ({ signatures: forged(version) }),
      ),
      context,
    ],
  }),
  fault('a command said again acts again', {
    command: (command, state) => ({ ...command, id: `again-${state.number}-${command.id}`.slice(0, 64) }),
  }),
  fault('questions are taken as answered', {
    command: (command) =>
      command.kind === 'launch' || command.kind === 'schedule launch'
        ? { ...command, asked: ['a newer version is signed', 'blocking thread opened since'] }
        : command,
  }),
  fault('a stale value wins', {
    command: (command, state) =>
      command.kind === 'change role'
        ? { ...command, was: state.members[command.member]?.role ?? command.was }
        : command,
  }),
];

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
/** The same version with something to say wherever a check would miss words. */
const whole = (frozen: NonNullable<ReturnType<Context['version']>>): typeof frozen => {
  const said = [{ kind: 'paragraph' as const, runs: [{ text: 'Words.' }] }];
  const brief = Object.fromEntries(
    Object.entries(frozen.form.brief).map(([part, blocks]) => [part, blocks.length === 0 ? said : blocks]),
  ) as typeof frozen.form.brief;
  const form = { ...frozen.form, brief };
  return { ...frozen, form, json: canonicalText(form) };
};
