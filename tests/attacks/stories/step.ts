import fc from 'fast-check';
import { newcomers } from './deeds.ts';
import type { GateModel } from './model.ts';

const often = <T extends string>(what: T, times: number): T[] => Array.from({ length: times }, () => what);
/** What is signed and launched, mostly. */
const atTheGate = [
  ...often('sign', 9),
  ...often('launch', 6),
  ...often('ask', 5),
  ...often('type', 3),
  ...often('close', 3),
  ...often('suggest', 3),
  ...often('clock', 4),
  ...often('schedule', 6),
  ...often('return', 2),
  ...often('policy', 2),
  ...often('confirm policy', 2),
  ...often('suspend', 2),
  ...often('role', 2),
  ...often('confirm', 2),
  ...often('halt', 2),
  ...often('resume', 3),
  ...(['turn down', 'withdraw', 'unschedule', 'complete', 'block', 'reopen'] as const),
  ...(['fact', 'tamper', 'again', 'restart'] as const),
];
/** Who is let in, sent away and given rights, mostly: stories of an admin who leads and has a second account. */
const amongPeople = [
  ...often('sign', 8),
  ...often('type', 5),
  ...often('ask', 5),
  ...often('suggest', 2),
  ...often('role', 5),
  ...often('suspend', 5),
  ...often('invite', 4),
  ...often('join', 4),
  ...often('confirm', 4),
  ...often('policy', 3),
  ...often('confirm policy', 3),
  ...often('withdraw', 2),
  ...often('turn down', 3),
  ...often('return', 3),
  ...(['launch', 'close', 'restart'] as const),
];
const people = ['mia', 'sam', 'lena', 'noor'] as const;
/** Once in so many. */
const once = (times: number): fc.Arbitrary<boolean> => fc.integer({ min: 1, max: times }).map((roll) => roll === 1);
const stepOf = <Does extends (typeof atTheGate)[number] | (typeof amongPeople)[number]>(
  does: readonly Does[],
  others: readonly (typeof newcomers)[number][],
  { careless, flag }: { careless: fc.Arbitrary<boolean>; flag: fc.Arbitrary<boolean> },
) =>
  fc.record({
    by: fc.constantFrom(...people, 'vic', 'stranger', ...others),
    does: fc.constantFrom(...does),
    version: fc.integer({ min: 1, max: 4 }),
    whom: fc.constantFrom(...people, ...others),
    pick: fc.nat(99),
    /** Another digest, a stale value. */
    wrong: once(10),
    /** Mostly what a sensible person would do next: left to chance alone hardly anything would ever be signed. */
    wise: fc.integer({ min: 0, max: 9 }).map((roll) => roll < 8),
    /** Nothing was viewed. */
    careless,
    /** A change of role turns the admin flag, too. */
    flag,
    asked: fc.boolean(),
    /** Seconds; sometimes the clock is set back. */
    jump: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 1_800 }) }, fc.integer({ min: -7_200, max: 0 })),
  });
const gateStep = stepOf(atTheGate, [], { careless: once(8), flag: fc.constant(false) });
const peopleStep = stepOf(amongPeople, newcomers, { careless: once(3), flag: once(2) });
type Of<A> = A extends fc.Arbitrary<infer One> ? One : never;
export type Step = Of<typeof gateStep> | Of<typeof peopleStep>;

const fixed = {
  version: 1,
  pick: 0,
  wrong: false,
  wise: false,
  careless: false,
  flag: false,
  asked: false,
  jump: 1,
} as const;
/** Lena becomes an admin, and one signature is enough. */
const prelude: Step[] = [
  { ...fixed, does: 'role', by: 'mia', whom: 'lena', flag: true },
  { ...fixed, does: 'policy', by: 'mia', whom: 'lena', pick: 1 },
  { ...fixed, does: 'confirm policy', by: 'noor', whom: 'lena' },
];
/** What chance hardly ever tells. */
export const rarely: Step[][] = [
  // An admin proposes themselves as a lead and no admin any more, and is the last admin when it is confirmed.
  [
    ...prelude,
    { ...fixed, does: 'role', by: 'mia', whom: 'mia', pick: 1, flag: true },
    { ...fixed, does: 'role', by: 'mia', whom: 'lena', flag: true },
    { ...fixed, does: 'confirm', by: 'noor', whom: 'mia' },
  ],
  // A lead turns a version down unread, and signs the same words in the next one unread.
  [
    ...prelude,
    { ...fixed, does: 'ask', by: 'mia', whom: 'mia' },
    { ...fixed, does: 'turn down', by: 'noor', whom: 'mia', careless: true },
    { ...fixed, does: 'ask', by: 'mia', whom: 'mia' },
    { ...fixed, does: 'sign', by: 'noor', whom: 'mia', version: 2, careless: true },
  ],
];
const LONG = 60;
const long = { minLength: LONG, maxLength: LONG };
export const story: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 2, arbitrary: fc.array(gateStep, long) },
  { weight: 1, arbitrary: fc.array(peopleStep, long).map((steps) => [...prelude, ...steps.slice(prelude.length)]) },
);

/** Makes of a step what a sensible person would do next, where it is one of those. */
export const sensible = (each: Step, model: GateModel): Step => {
  if (each.wrong || !each.wise) return each;
  const version = Math.max(1, model.versions.length - (each.pick % 5 === 0 ? 1 : 0));
  const { signatures = [] } = model.versions[version - 1] ?? {};
  const may = Object.entries(model.people).filter(([, { suspended }]) => !suspended);
  const admins = may.flatMap(([id, { admin }]) => (admin ? [id as Step['by']] : []));
  const chiefs = admins.filter((id) => model.people[id]!.role === 'sales-lead');
  const helpers = admins.filter((id) => newcomers.some((newcomer) => newcomer === id));
  const one = (of: Step['by'][]): Step['by'] => of[each.pick % of.length] ?? each.by;
  if (each.does === 'sign') {
    const signed = signatures.some(({ by, withdrawn }) => by === 'lena' && !withdrawn);
    // An admin who leads signs, too: with the others sent away they would be the only one.
    if (chiefs.length > 0 && each.pick % 2 === 0) return { ...each, version, by: one(chiefs) };
    return { ...each, version, by: signed ? 'noor' : 'lena' };
  }
  const lead = each.version % 2 === 0 ? 'lena' : 'noor';
  if (each.does === 'turn down' || each.does === 'resume') return { ...each, version, by: lead };
  // Now and then whoever proposed it tries to confirm it, too.
  const [offered] = Object.entries(model.offeredLeads);
  const own = each.pick % 3 === 0;
  if (each.does === 'confirm' && offered)
    return { ...each, version, whom: offered[0] as Step['whom'], by: own ? (offered[1].by as Step['by']) : lead };
  if (each.does === 'confirm policy' && model.offeredPolicy)
    return { ...each, version, by: own ? (model.offeredPolicy.by as Step['by']) : lead };
  const { plan } = model;
  // The server looks about when the time comes.
  if (each.does === 'clock' && plan && !plan.missed)
    return { ...each, version, jump: Math.round((plan.instant - model.now) / 1_000) + (each.jump % 1_300) };
  if (each.does === 'launch' || each.does === 'schedule') {
    const signed = model.versions.findLastIndex(
      (one) => one.signatures.filter(({ withdrawn }) => !withdrawn).length >= one.policy.quorum,
    );
    return { ...each, version: Math.max(0, signed) + 1, by: each.pick % 4 === 0 ? each.by : 'mia' };
  }
  if (each.does === 'halt' || each.does === 'complete') return { ...each, version, by: 'sam' };
  if (each.does === 'withdraw') {
    const signer = signatures[each.pick % Math.max(1, signatures.length)];
    return { ...each, version, by: (signer?.by ?? each.by) as Step['by'] };
  }
  if (each.does === 'type' || each.does === 'invite')
    return { ...each, version, by: chiefs.length > 0 && each.pick % 3 > 0 ? one(chiefs) : each.by };
  // Any admin manages people; those whom another one let in, mostly.
  if (['suspend', 'return', 'role', 'policy'].includes(each.does))
    return { ...each, version, by: helpers.length > 0 && each.pick % 3 > 0 ? one(helpers) : one(admins) };
  return { ...each, version };
};
