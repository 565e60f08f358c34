import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { changedParts, diffVersions } from '../../../domain/canonical/diff.ts';
import { START, startPolicy } from './deeds.ts';
import { anchorOf } from './pure-world.ts';
import { story } from './step.ts';
import { Telling, type World } from './telling.ts';
import { sha256 } from '../../../domain/record/hash.ts';
import { LaunchPackage } from '../../../domain/wire/http.ts';
import { RealWorkspace } from '../../../sync-server/workspace-under-test.ts';
import { dataFolder, endAll } from '../../integration/team.ts';

afterEach(endAll);

/** The server's own workspace on SQLite in a file, opened again whenever the story says that it restarts. */
const realWorld = (path: string): World & { at: RealWorkspace } => {
  const at = new RealWorkspace(undefined, startPolicy, path).complete();
  at.now = START;
  const told = { invite: 'door', secrets: 0 };
  const { invite } = told;
  at.must('mia', {
    kind: 'invite member',
    invite,
    role: 'sales-lead',
    admin: true,
    expires: '2099-01-01T00:00:00.000Z',
  });
  return {
    at,
    told,
    get state() {
      return at.state;
    },
    says: (by, said, id) => {
      const result = at.says(by, said, id);
      if (!result.refused && result.secret !== undefined) told.secrets += 1;
      return !result.refused;
    },
    comes: (invite, id, name) => at.comes(invite, id, name),
    types: (text, words, by) => at.types(text, words, by),
    anchor: (text) => anchorOf(at.actor.rooms.of('c', text.startsWith('brief/') ? 'brief' : 'copy')!.doc, text),
    passes: (ms) => {
      at.now += ms;
    },
    looksAtClock: () => void at.actor.runSchedules(),
    restarts: () => at.restart(),
    draftDigest: () => at.actor.draft('c').frozen.digest,
    parts: (version) => {
      const frozen = at.actor.version('c', version);
      return frozen ? changedParts(diffVersions(null, frozen)) : [];
    },
    tampers: (version) => {
      const db = new DatabaseSync(path);
      db.prepare("UPDATE versions SET json = replace(json, 'Words', 'Wards') WHERE number = ?").run(version);
      db.close();
    },
  };
};

/** Every launch on disk: its package is the one that was recorded, and holds the bytes that were signed. */
const launchesHold = ({ rows, store, state }: RealWorkspace): number => {
  let launched = 0;
  for (const { event } of rows) {
    if (event.kind !== 'launched') continue;
    launched += 1;
    const newest = store.newestPackage('c')!;
    if (newest.version !== event.data.version) continue;
    expect(sha256(newest.json)).toBe(event.data.packageDigest);
    const { canonical, digest } = LaunchPackage.parse(JSON.parse(newest.json));
    expect(digest).toBe(event.data.digest);
    expect(sha256(canonical)).toBe(digest);
    expect(state.campaigns['c']!.versions.find(({ number }) => number === event.data.version)!.digest).toBe(digest);
  }
  return launched;
};

const RUNS = Number(process.env['COUNTERSIGN_GATE_REAL_RUNS'] ?? 100);

it('the server with its disk lets through exactly what the design lets through, restarts included', () => {
  const folder = dataFolder();
  let count = 0;
  let launched = 0;
  fc.assert(
    fc.property(story, (steps) => {
      const world = realWorld(join(folder, `${(count += 1)}.sqlite`));
      try {
        new Telling(world).tell(steps);
        launched += launchesHold(world.at);
      } finally {
        world.at.store.close();
      }
    }),
    { numRuns: RUNS },
  );
  expect(launched).toBeGreaterThan(RUNS / 20);
}, 600_000);
