import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { hashEvent, nextHead, sha256 } from '../../../domain/record/hash.ts';
import { standing, versionOf } from '../../../domain/stage.ts';
import type { GateModel } from './model.ts';
import { story } from './step.ts';
import { Telling } from './telling.ts';
import { pureWorld } from './pure-world.ts';
import type { WorkspaceUnderTest } from '../../../domain/gate/workspace-under-test.ts';

const RUNS = Number(process.env['COUNTERSIGN_GATE_RUNS'] ?? 2_000);

/** What must hold of what was recorded, whatever the model says of it. */
const holds = ({ rows, stored, campaign }: WorkspaceUnderTest, { versions }: GateModel): void => {
  let head = NO_HASH;
  let live = false;
  for (const { event, hash, head: now } of rows) {
    head = nextHead(head, hash);
    if (hashEvent(event) !== hash || now !== head) throw new Error('the record does not continue');
    if (event.kind === 'launched') {
      const { version, digest } = event.data;
      if (live) throw new Error('two versions are live');
      // What was changed on disk after the launch is another story.
      const same = versions[version - 1]!.tampered || sha256(stored.get(version)!.json) === digest;
      if (!same) throw new Error('other bytes launched than were signed');
      const signers = new Set(versionOf(campaign, version)!.signatures.map((signature) => signature.digest));
      if (signers.size !== 1 || !signers.has(digest)) throw new Error('signed under another digest');
    }
    if (event.kind === 'launched' || event.kind === 'resumed') live = true;
    if (event.kind === 'halted' || event.kind === 'completed') live = false;
  }
  for (const version of campaign.versions) {
    const signers = standing(version).map(({ by }) => by);
    if (new Set(signers).size !== signers.length) throw new Error('somebody signed twice');
  }
};

const isRow = (row: FeedRow, kind: string): boolean => row.event.kind === kind;

describe('whatever happens in whatever order', () => {
  it('the gate lets through exactly what the design lets through', () => {
    const happened: Record<string, number> = {};
    let launchedByClock = 0;
    fc.assert(
      fc.property(story, (steps) => {
        const world = pureWorld();
        const telling = new Telling(world);
        telling.tell(steps);
        holds(world.at, telling.model);
        for (const [does, times] of Object.entries(telling.happened)) happened[does] = (happened[does] ?? 0) + times;
        launchedByClock += world.at.rows.filter((row) => isRow(row, 'launched') && 'server' in row.event.actor).length;
      }),
      { numRuns: RUNS },
    );
    // Stories that never get to a launch would prove nothing about launching.
    const often: Record<string, number> = {
      sign: 2,
      launch: 20,
      schedule: 40,
      withdraw: 50,
      suggest: 2,
      join: 2,
      confirm: 40,
      resume: 400,
    };
    for (const [does, every] of Object.entries(often))
      expect({ does, enough: (happened[does] ?? 0) > RUNS / every }).toEqual({ does, enough: true });
    expect(launchedByClock).toBeGreaterThan(RUNS / 400);
  }, 600_000);
});
