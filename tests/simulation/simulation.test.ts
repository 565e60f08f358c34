import { describe, expect, it } from 'vitest';
import { keptSeeds } from './seeds.ts';
import { tell } from './story.ts';

const SEEDS = 50;

describe('a simulated world', () => {
  it('is the same for the same seed', () => {
    expect(tell(4)).toEqual(tell(4));
    expect(tell(4).trace).not.toBe(tell(5).trace);
  });

  it(`keeps what it must in each of ${SEEDS} stories`, () => {
    const told = Array.from({ length: SEEDS }, (_, index) => tell(index + 1));
    expect(told.filter(({ fault }) => fault !== null)).toEqual([]);
    // The faults took place.
    const sum = (
      of: 'kills' | 'refusals' | 'forgeries' | 'snapshots' | 'drafts' | 'notices' | 'acknowledged',
    ): number => told.reduce((total, each) => total + each[of], 0);
    expect(sum('kills')).toBeGreaterThan(SEEDS);
    expect(sum('refusals')).toBeGreaterThan(SEEDS);
    expect(sum('forgeries')).toBeGreaterThan(SEEDS);
    expect(sum('notices')).toBeGreaterThan(SEEDS);
    expect(sum('snapshots')).toBeGreaterThan(0);
    expect(sum('drafts')).toBeGreaterThan(0);
    expect(sum('acknowledged')).toBeGreaterThan(100 * SEEDS);
  });

  it.each(Object.entries(keptSeeds))('%s', (_, seed) => {
    expect(tell(seed).fault).toBeNull();
  });
});
