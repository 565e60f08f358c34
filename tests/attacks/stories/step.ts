import fc from 'fast-check';
import type { GateModel } from './model.ts';

const often = <T extends string>(what: T, times: number): T[] => Array.from({ length: times }, () => what);
export const step = fc.record({
  by: fc.constantFrom('mia', 'sam', 'lena', 'noor', 'vic', 'stranger'),
  does: fc.constantFrom(
    ...often('sign', 9),
    ...often('launch', 6),
    ...often('ask', 5),
    ...often('type', 3),
    ...often('close', 3),
    ...often('clock', 4),
    ...often('schedule', 4),
    ...often('return', 2),
    ...often('policy', 2),
    ...often('confirm policy', 2),
    ...often('suspend', 2),
    ...often('role', 2),
    ...often('confirm', 2),
    ...(['turn down', 'withdraw', 'unschedule', 'halt', 'resume', 'complete', 'block', 'reopen'] as const),
    ...(['fact', 'tamper', 'again', 'restart'] as const),
  ),
  version: fc.integer({ min: 1, max: 4 }),
  whom: fc.constantFrom('mia', 'sam', 'lena', 'noor'),
  pick: fc.nat(99),
  /** Once in ten: another digest, a stale value, nothing viewed. */
  wrong: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  /** Mostly what a sensible person would do next: left to chance alone hardly anything would ever be signed. */
  wise: fc.integer({ min: 0, max: 9 }).map((roll) => roll < 8),
  asked: fc.boolean(),
  /** Seconds; sometimes the clock is set back. */
  jump: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 1_800 }) }, fc.integer({ min: -7_200, max: 0 })),
});
export type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
export const story = fc.array(step, { minLength: 60, maxLength: 60 });

/** Makes of a step what a sensible person would do next, where it is one of those. */
export const sensible = (each: Step, model: GateModel): Step => {
  if (each.wrong || !each.wise) return each;
  const version = Math.max(1, model.versions.length - (each.pick % 5 === 0 ? 1 : 0));
  const { signatures = [] } = model.versions[version - 1] ?? {};
  if (each.does === 'sign') {
    const signed = signatures.some(({ by, withdrawn }) => by === 'lena' && !withdrawn);
    // An admin who was made a lead signs, too: with the others sent away they would be the only one.
    if (model.people['mia']!.role === 'sales-lead' && each.pick % 3 === 0) return { ...each, version, by: 'mia' };
    return { ...each, version, by: signed ? 'noor' : 'lena' };
  }
  const lead = each.version % 2 === 0 ? 'lena' : 'noor';
  if (each.does === 'turn down' || each.does === 'resume') return { ...each, version, by: lead };
  // Now and then whoever proposed it tries to confirm it, too.
  const [offered] = Object.entries(model.offeredLeads);
  const own = each.pick % 3 === 0;
  if (each.does === 'confirm' && offered)
    return { ...each, version, whom: offered[0] as Step['whom'], by: own ? (offered[1] as Step['by']) : lead };
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
  if (['suspend', 'return', 'role', 'policy'].includes(each.does)) return { ...each, version, by: 'mia' };
  return { ...each, version };
};
