import { describe, expect, it } from 'vitest';
import { FairShare } from './fair-share.ts';

const shares = () => {
  const clock = { now: 0 };
  const due: { at: number; work: () => void }[] = [];
  const fair = new FairShare({
    elapsed: () => clock.now,
    later: (ms, work) => due.push({ at: clock.now + ms, work }),
  });
  const pass = (ms: number): void => {
    const until = clock.now + ms;
    for (;;) {
      const next = due.sort((one, other) => one.at - other.at)[0];
      if (!next || next.at > until) break;
      due.shift();
      clock.now = Math.max(clock.now, next.at);
      next.work();
    }
    clock.now = until;
  };
  return { clock, pass, eve: fair.of('eve'), mia: fair.of('mia'), fair };
};
const SECOND = 1_000_000;

describe('a member’s share of the server', () => {
  it('is whatever there is while nobody else is at work, and nothing is owed for it later', () => {
    const { eve, mia, pass } = shares();
    for (let time = 0; time < 100; time += 1) eve.spend(SECOND);
    expect(eve.rests).toBe(false);
    mia.spend(100);
    eve.spend(1_000);
    expect(eve.rests).toBe(true);
    pass(10);
    expect(eve.rests).toBe(false);
  });

  it('is two seconds at once and a tenth of what follows, beside somebody else', () => {
    const { eve, mia, pass } = shares();
    const heard: boolean[] = [];
    eve.listen((rests) => heard.push(rests));
    mia.spend(100);
    for (let slice = 0; slice < 500; slice += 1) eve.spend(4_000);
    expect(heard).toEqual([]);
    let done = 0;
    for (let ms = 0; ms < 60_000; ms += 10) {
      mia.spend(100);
      if (!eve.rests) {
        eve.spend(4_000);
        done += 4_000;
      }
      pass(10);
    }
    expect(done).toBeGreaterThan(5.5 * SECOND);
    expect(done).toBeLessThan(6.5 * SECOND);
    expect(mia.rests).toBe(false);
    expect(heard.length).toBeGreaterThan(100);
  });

  it('is less where it is taken in pieces that nobody can interrupt', () => {
    const { eve, mia, pass } = shares();
    let done = 0;
    for (let ms = 0; ms < 120_000; ms += 10) {
      mia.spend(100);
      if (!eve.rests) {
        eve.spend(300_000);
        done += 300_000;
      }
      pass(10);
    }
    expect(done / (120 * SECOND)).toBeLessThan(0.05);
  });

  it('is forgotten once it is whole again and nobody has it', () => {
    const { fair, pass, eve } = shares();
    eve.listen(() => undefined);
    eve.spend(500);
    pass(1_000);
    for (let member = 0; member < 2_000; member += 1) fair.of(`member ${member}`);
    expect(fair.of('eve')).toBe(eve);
    const gone = fair.of('member 5');
    for (let member = 0; member < 2_000; member += 1) fair.of(`another ${member}`);
    expect(fair.of('member 5')).not.toBe(gone);
  });
});
