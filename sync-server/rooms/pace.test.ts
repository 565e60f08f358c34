import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

/** A pace whose time is moved by hand. Each turn hears so many updates and asks for the next at once. */
const paced = () => {
  const clock = { now: 0 };
  let immediate: (() => void)[] = [];
  const timed: { at: number; work: () => void }[] = [];
  const failed: string[] = [];
  const pace = new Pace({
    now: () => clock.now,
    immediately: (work) => immediate.push(work),
    after: (ms, work) => timed.push({ at: clock.now + ms, work }),
    failed: (error) => failed.push(String(error)),
  });
  const advance = (ms: number): void => {
    for (const until = clock.now + ms; clock.now < until; clock.now += 1) {
      for (const work of immediate.splice(0)) work();
      for (const { work } of timed.filter(({ at }) => at <= clock.now)) work();
      timed.splice(0, timed.length, ...timed.filter(({ at }) => at > clock.now));
    }
    immediate = immediate.splice(0);
  };
  /** Updates come evenly at this rate; returns when turns ran. */
  const hear = (rate: number, ms: number): number[] => {
    const turns: number[] = [];
    let waiting = 0;
    let heard = 0;
    let due = 0;
    let planned = false;
    for (let step = 0; step < ms; step += 1) {
      due += rate / 1_000;
      for (; due >= 1; due -= 1) {
        waiting += 1;
        if (planned) continue;
        planned = true;
        pace.soon(() => {
          turns.push(clock.now);
          planned = false;
          heard = waiting;
          waiting = 0;
        }, heard);
        heard = 0;
      }
      advance(1);
    }
    return turns;
  };
  return { hear, advance, clock, pace, failed };
};
const gaps = (turns: readonly number[]): number[] => turns.slice(1).map((at, index) => at - turns[index]!);

describe('the pace of turns', () => {
  it('is that of the updates while they are few', () => {
    const { hear } = paced();
    expect(Math.max(...gaps(hear(200, 2_000)))).toBeLessThanOrEqual(6);
  });

  it('is a turn every twelve milliseconds under load', () => {
    const { hear } = paced();
    hear(2_000, 1_000);
    const settled = gaps(hear(2_000, 1_000));
    expect(Math.min(...settled)).toBeGreaterThanOrEqual(12);
    expect(Math.max(...settled)).toBeLessThanOrEqual(14);
  });

  it('is quick again once it is quiet', () => {
    const { hear, advance } = paced();
    hear(2_000, 1_000);
    advance(1_000);
    hear(50, 1_000);
    expect(Math.max(...gaps(hear(50, 1_000)))).toBeLessThanOrEqual(21);
  });

  it('counts the whole server: turns of several workspaces come together', () => {
    const { clock, pace, advance } = paced();
    const ran: [string, number][] = [];
    const ask = (name: string): void => pace.soon(() => ran.push([name, clock.now]), 1_000);
    ask('one');
    advance(300);
    ask('one');
    advance(1);
    ask('one');
    ask('other');
    advance(20);
    const [, , one, other] = ran;
    expect(one![1]).toBe(other![1]);
    expect(one![1] - ran[1]![1]).toBeGreaterThanOrEqual(12);
  });

  it('gives the others their turn where one of them throws', () => {
    const { pace, advance, failed } = paced();
    const ran: string[] = [];
    pace.soon(() => {
      throw new Error('one workspace');
    }, 0);
    pace.soon(() => ran.push('another'), 0);
    advance(2);
    expect(ran).toEqual(['another']);
    expect(failed).toEqual(['Error: one workspace']);
  });
});
