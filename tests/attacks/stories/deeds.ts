import type { TextId } from '../../../domain/campaign/rooms.ts';
import { foundingPolicy, type Policy } from '../../../domain/gate/policy.ts';
import { wholeFacts, type Said } from '../../../domain/gate/workspace-under-test.ts';
import { willMiss } from '../../../domain/gate/will-miss.ts';
import type { Role } from '../../../domain/people/member.ts';
import type { GateModel } from './model.ts';
import type { Step } from './step.ts';
import type { World } from './telling.ts';

export const START = Date.parse('2027-05-11T12:00:00.000Z');
export const startPolicy: Policy = { ...foundingPolicy, quorum: 2 };
const policies: readonly Policy[] = [
  startPolicy,
  foundingPolicy,
  { ...foundingPolicy, mayLaunch: ['sales-lead'] },
  { ...foundingPolicy, alsoBlocking: ['hidden character'] },
];
const texts: readonly TextId[] = ['brief/tone', 'brief/offer', 'step/s1/A/body'];
export const body = 'Hello {{first name | there}}. {{opt-out link}} {{sender address}}';
export const reaches = [480, 500];
const roles: readonly Role[] = ['sales', 'sales-lead', 'marketing'];
/** Who may come besides the team; each once. */
export const newcomers = ['ada', 'bob', 'cyn'] as const;
const questions = ['a newer version is signed', 'blocking thread opened since'];

/** Who said the newest command that was carried out, and under which id. */
export type Told = { by: string; id: string } | null;
type At = { readonly world: World; readonly model: GateModel; said: Told };
/** Whether the model allows it, and whether the world did it. */
type Verdicts = [allowed: boolean, done: boolean];
type Deed = (at: At, step: Step) => Verdicts;
const neither: Verdicts = [true, true];

const says = (at: At, { by }: Pick<Step, 'by'>, said: Said, part = ''): boolean => {
  const id = `story-${at.model.turn}${part}`;
  const before = at.world.state.number;
  const done = at.world.says(by, said, id);
  if (at.world.state.number > before) at.said = { by, id };
  return done;
};
const digestOf = ({ world }: At, version: number): string | undefined =>
  world.state.campaigns['c']!.versions.find(({ number }) => number === version)?.digest;
const named = (at: At, { version, wrong }: Step) => ({
  campaign: 'c',
  version,
  digest: (wrong ? undefined : digestOf(at, version)) ?? 'f'.repeat(64),
});
const isRight = (at: At, { version, wrong }: Step): boolean => !wrong && digestOf(at, version) !== undefined;
const answered = ({ asked }: Step): { asked: string[] } => ({ asked: asked ? questions : [] });
const thread = (at: At, index: number): string => Object.keys(at.world.state.campaigns['c']!.threads)[index] ?? 'none';

/** Every kind of step, done to the model and to the world. */
export const deeds: Record<Step['does'], Deed> = {
  type: (at, { by, pick }) => {
    const { model, world } = at;
    const text = texts[pick % texts.length]!;
    const odd = pick % 10;
    const tail = text === 'step/s1/A/body' ? ` ${body}` : '';
    const words = odd === 0 ? '' : `${odd === 1 ? 'hid\u200bden ' : ''}Words ${model.turn} by ${by}.${tail}`;
    // Rights in the rooms are attacked elsewhere: here only those type who may.
    if (!model.mayType(by) || (words === '' && model.words[text] === '')) return neither;
    model.type(by, text, words);
    world.types(text, words, by);
    return neither;
  },
  fact: (at, step) => {
    const { by, pick, wrong } = step;
    const contacts = reaches[pick % reaches.length]!;
    const was = { ...wholeFacts.reach!, contacts: Number(wrong ? 1 : at.model.words['reach']) };
    const value = { ...wholeFacts.reach!, contacts };
    return [
      at.model.setFact(by, 'reach', String(contacts), wrong),
      says(at, step, { kind: 'set fact', campaign: 'c', fact: 'reach', was, value }),
    ];
  },
  ask: (at, step) => {
    const digest = step.wrong ? 'f'.repeat(64) : at.world.draftDigest();
    return [
      at.model.ask(step.by, !step.wrong),
      says(at, step, { kind: 'request review', campaign: 'c', digest, note: null }),
    ];
  },
  sign: (at, step) => {
    const { by, version } = step;
    const all = !step.careless;
    // A part that was emptied is none of the version's own, and was viewed all the same.
    const viewed = all && digestOf(at, version) !== undefined ? [...at.world.parts(version), ...texts] : [];
    return [
      at.model.sign(by, version, isRight(at, step), all),
      says(at, step, { kind: 'sign off', ...named(at, step), viewed, statement: 'I approve it.' }),
    ];
  },
  'turn down': (at, step) => {
    const all = !step.careless;
    const viewed = all && digestOf(at, step.version) !== undefined ? [...at.world.parts(step.version), ...texts] : [];
    return [
      at.model.turnDown(step.by, step.version, isRight(at, step), all),
      says(at, step, { kind: 'request changes', ...named(at, step), reason: 'Not in these words.', viewed }),
    ];
  },
  withdraw: (at, step) => [
    at.model.withdraw(step.by, step.version),
    says(at, step, { kind: 'withdraw signature', campaign: 'c', version: step.version, reason: 'No.' }),
  ],
  launch: (at, step) => [
    at.model.launch(step.by, step.version, isRight(at, step), step.asked),
    says(at, step, { kind: 'launch', ...named(at, step), ...answered(step) }),
  ],
  schedule: (at, step) => {
    // London is an hour ahead of UTC in May.
    const wanted = at.model.now + (step.pick % 10 === 0 ? -60_000 : 600_000);
    const local = new Date(wanted + 3_600_000).toISOString().slice(0, 16);
    const instant = Date.parse(`${local}:00.000Z`) - 3_600_000;
    const when = { at: local, timeZone: 'Europe/London', graceMinutes: 15 };
    return [
      at.model.schedule(step.by, step.version, isRight(at, step), step.asked, instant),
      says(at, step, { kind: 'schedule launch', ...named(at, step), ...when, ...answered(step) }),
    ];
  },
  unschedule: (at, step) => [
    at.model.unschedule(step.by),
    says(at, step, { kind: 'unschedule launch', campaign: 'c', reason: null }),
  ],
  // Whatever the screens said beforehand of a launch that is due is what the server finds.
  clock: ({ model, world }) => {
    const before = world.state.campaigns['c']!;
    const said = willMiss(world.state, before).map(({ code }) => code);
    model.look();
    world.looksAtClock();
    const after = world.state.campaigns['c']!;
    const missed = !before.schedule?.missed && after.schedule?.missed === true;
    const isTold = missed ? said.every((code) => after.schedule!.missedFor.includes(code)) : true;
    return [true, isTold && (after.launches.length === before.launches.length || said.length === 0)];
  },
  halt: (at, step) => [at.model.halt(step.by), says(at, step, { kind: 'halt', campaign: 'c', reason: 'Bounces.' })],
  resume: (at, step) => [
    at.model.resume(step.by),
    says(at, step, { kind: 'resume', campaign: 'c', reason: 'Mended.' }),
  ],
  complete: (at, step) => [at.model.complete(step.by), says(at, step, { kind: 'complete', campaign: 'c' })],
  block: (at, step) => {
    const { turn } = at.model;
    const anchor = { text: 'brief/offer' as const, start: '', end: '', quote: '', before: '', after: '' };
    const about = { thread: `t${turn}`, anchor, comment: 'No.', blocking: true, replacement: null };
    return [at.model.block(step.by), says(at, step, { kind: 'start thread', campaign: 'c', ...about })];
  },
  /** Proposes other words for all of a text, and `whom` takes them into it. */
  suggest: (at, step) => {
    const { model, world } = at;
    const text = 'brief/tone';
    if (model.words[text] === '') return neither;
    const thread = `t${model.turn}`;
    const replacement = `Words ${model.turn} proposed by ${step.by}.`;
    const about = { thread, anchor: world.anchor(text), comment: 'Rather so.', blocking: false, replacement };
    const proposed = says(at, step, { kind: 'start thread', campaign: 'c', ...about });
    const allowed = model.suggest(step.by);
    if (!proposed || !allowed) return [allowed, proposed];
    const taken = says(at, { by: step.whom }, { kind: 'accept suggestion', campaign: 'c', thread }, '-taken');
    return [model.take(step.whom, text, replacement), taken];
  },
  close: (at, step) => {
    // Mostly the newest that is open, or nothing would be signed any more.
    const open = at.model.threads.findLastIndex((each) => each.open);
    const index = open >= 0 ? open : step.pick % Math.max(1, at.model.threads.length);
    const said: Said = { kind: 'resolve thread', campaign: 'c', thread: thread(at, index) };
    return [at.model.close(step.by, index), says(at, step, said)];
  },
  reopen: (at, step) => {
    const index = step.pick % Math.max(1, at.model.threads.length);
    const said: Said = { kind: 'reopen thread', campaign: 'c', thread: thread(at, index) };
    return [at.model.reopen(step.by, index), says(at, step, said)];
  },
  suspend: (at, step) => suspends(at, step, true),
  return: (at, step) => suspends(at, step, false),
  role: (at, step) => {
    const { by, whom, pick, wrong, flag } = step;
    const { role: was, admin: isAdmin } = at.world.state.members[whom] ?? { role: 'viewer', admin: false };
    const role = flag && pick % 4 === 0 ? was : roles[pick % roles.length]!;
    const admin = flag ? !isAdmin : isAdmin;
    const stale: Role = was === 'viewer' ? 'sales' : 'viewer';
    return [
      at.model.changeRole(by, whom, role, admin, wrong && role !== was),
      says(at, step, { kind: 'change role', member: whom, was: wrong && role !== was ? stale : was, role, admin }),
    ];
  },
  invite: (at, step) => {
    const { by, pick } = step;
    const [role, admin] = [roles[pick % roles.length]!, pick % 2 === 0];
    const invite = `invite-${at.model.invites.length}`;
    const expires = '2099-01-01T00:00:00.000Z';
    return [at.model.invite(by, role, admin), says(at, step, { kind: 'invite member', invite, role, admin, expires })];
  },
  join: ({ model, world }, { pick }) => {
    const id = newcomers.find((each) => !model.people[each]);
    // Now and then by the first invite of all, and under the name of somebody who is there, or was shown out.
    const invite = pick % 7 === 0 ? 0 : model.invites.findIndex(({ used }) => !used);
    if (id === undefined || !model.invites[invite]) return neither;
    const name = pick % 3 === 0 ? ['lena', 'noor'][pick % 2]! : id;
    return [model.join(invite, id, name), world.comes(`invite-${invite}`, id, name)];
  },
  confirm: (at, step) => [
    at.model.confirmLead(step.by, step.whom),
    says(at, step, { kind: 'confirm sales lead', member: step.whom }),
  ],
  policy: (at, step) => {
    const policy = policies[step.pick % policies.length]!;
    const was = step.wrong ? { ...at.model.policy, quorum: 9 } : at.model.policy;
    return [at.model.setPolicy(step.by, policy, step.wrong), says(at, step, { kind: 'set policy', was, policy })];
  },
  'confirm policy': (at, step) => {
    const policy = (step.wrong ? null : at.model.offeredPolicy?.policy) ?? policies[step.pick % policies.length]!;
    return [at.model.confirmPolicy(step.by, policy), says(at, step, { kind: 'confirm policy', policy })];
  },
  tamper: (at, { version, wrong }) => {
    if (!wrong || digestOf(at, version) === undefined) return neither;
    at.model.tamper(version);
    at.world.tampers(version);
    return neither;
  },
  // An id that was carried out names another deed now: nothing may come of it.
  again: (at, step) => {
    const { world, said } = at;
    if (!said) return neither;
    const before = world.state.number;
    const { invite, secrets } = world.told;
    const expires = '2099-01-01T00:00:00.000Z';
    const others: Said[] = [
      { kind: 'launch', ...named(at, step), ...answered(step) },
      { kind: 'sign off', ...named(at, step), viewed: world.parts(step.version), statement: 'I approve it.' },
      { kind: 'halt', campaign: 'c', reason: 'Again.' },
      { kind: 'invite member', invite, role: 'sales-lead', admin: true, expires },
      { kind: 'invite guest', invite, campaign: 'c', expires },
      {
        kind: 'set webhook',
        webhook: 'hook',
        name: 'Hook',
        url: 'https://hook.example',
        on: ['launched'],
        active: true,
      },
    ];
    world.says(step.pick % 2 === 0 ? said.by : step.by, others[step.pick % others.length]!, said.id);
    return [true, world.state.number === before && world.told.secrets === secrets];
  },
  restart: ({ world }) => {
    const before = JSON.stringify(world.state);
    world.restarts();
    return [true, JSON.stringify(world.state) === before];
  },
};

const suspends = (at: At, step: Step, suspended: boolean): Verdicts => [
  at.model.suspend(step.by, step.whom, suspended),
  says(at, step, { kind: 'suspend member', member: step.whom, suspended }),
];
