import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rarely, story } from './step.ts';
import { Disagreement, Telling } from './telling.ts';
import { plantedFaults } from './planted-faults.ts';
import { pureWorld } from './pure-world.ts';
import type { Decisions } from '../../../domain/gate/workspace-under-test.ts';

// The seed is fixed, so that a rare fault is not found on some days only.
const told = [...rarely, ...fc.sample(story, { numRuns: 4_000, seed: 1 })];
/** Stories that noticed the rarer faults when this was written come first, for speed alone: without them all are told in order. */
const telling = [
  0, 1, 2, 3, 4, 7, 8, 9, 13, 15, 16, 18, 19, 23, 26, 27, 29, 31, 36, 38, 49, 59, 60, 66, 73, 75, 94, 103, 121, 215,
  415, 491, 548, 833, 887, 990, 1003,
];
const stories = [...telling.map((index) => told[index]!), ...told];

/** How many stories it took to notice, and what was noticed; null where nothing was. */
const noticed = (decides: Decisions): { after: number; says: string } | null => {
  for (const [index, steps] of stories.entries())
    try {
      new Telling(pureWorld(decides)).tell(steps);
    } catch (error) {
      if (error instanceof Disagreement) return { after: index + 1, says: error.message };
      throw error;
    }
  return null;
};

it.each(plantedFaults)(
  'is noticed: $name',
  ({ name, decides }) => {
    const found = noticed(decides);
    if (process.env['COUNTERSIGN_GATE_FAULTS'] !== undefined)
      console.log(`${name}: ${found ? `story ${found.after}, ${found.says.split('\n')[0]}` : 'NOT NOTICED'}`);
    expect(found).not.toBeNull();
  },
  120_000,
);
