import fc from 'fast-check';
import { expect, it } from 'vitest';
import { story } from './step.ts';
import { Disagreement, Telling } from './telling.ts';
import { plantedFaults } from './planted-faults.ts';
import { pureWorld } from './pure-world.ts';
import type { Decisions } from '../../../domain/gate/workspace-under-test.ts';

// The seed is fixed, so that a rare fault is not found on some days only.
const told = fc.sample(story, { numRuns: 700, seed: 1 });
/** Stories that noticed the rarer faults when this was written come first, for speed alone: without them all are told in order. */
const telling = [0, 2, 4, 5, 9, 18, 44, 57, 104, 110, 111, 112, 155, 176, 183, 193, 200, 201, 221, 224, 273, 308, 633];
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
