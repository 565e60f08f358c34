import { afterEach, describe, expect, it } from 'vitest';
import { Session } from '../../domain/wire/http.ts';
import { willMiss } from '../../domain/gate/will-miss.ts';
import { stageOf } from '../../domain/stage.ts';
import { sampleWorkspace } from '../../sync-server/sample/seed.ts';
import { endAll, post, startTestServer } from './team.ts';

afterEach(endAll);

describe('the sample workspace', () => {
  it('is written through the gate itself when somebody first sits down, once', async () => {
    const server = await startTestServer({ sample: sampleWorkspace() });
    expect(server.workspaces.open).toEqual([]);
    const chairs = await Promise.all(
      ['mia', 'sam', 'lena'].map((member) => post(server.url, `/api/sample/${member}`, {})),
    );
    expect(chairs.map(({ body }) => Session.parse(body).member.role)).toEqual(['marketing', 'sales', 'sales-lead']);
    expect(server.workspaces.open).toHaveLength(1);
    const state = server.workspaces.open[0]!.state();
    const { campaigns, members, notes } = state;
    expect(Object.keys(members)).toHaveLength(4);
    expect(Object.keys(notes)).toHaveLength(6);
    const stages = Object.fromEntries(Object.values(campaigns).map((each) => [each.name, stageOf(state, each)]));
    expect(stages).toEqual({
      'Spring renewal': 'scheduled',
      'Hall 4: fifteen minutes in Lyon': 'live',
      'The second plant': 'in review',
      'Quiet trials': 'halted',
      'Twelve breweries, twelve questions': 'drafting',
      'Auditors know first': 'scheduled',
      'Autumn notice letters': 'done',
    });
    // No screen of it promises a launch that would not happen.
    expect(Object.values(campaigns).flatMap((each) => willMiss(state, each))).toEqual([]);
    const spring = Object.values(campaigns).find(({ name }) => name === 'Spring renewal')!;
    expect(spring.versions.map(({ number, authors }) => [number, authors])).toEqual([
      [1, ['ash', 'mia']],
      [2, ['ash', 'mia', 'sam']],
      // Version 2's signature was withdrawn, so its words still wait for one: who wrote them is an author of 3, too.
      [3, ['ash', 'mia', 'sam']],
    ]);
    expect(Object.keys(spring.threads)).toHaveLength(7);
  });

  it('has no chair for a stranger, and none at all where the server offers no sample', async () => {
    const server = await startTestServer({ sample: sampleWorkspace() });
    expect((await post(server.url, '/api/sample/eve', {})).status).toBe(404);
    const without = await startTestServer();
    const { status, body } = await post(without.url, '/api/sample/mia', {});
    expect(status).toBe(404);
    expect(body['says']).toMatch(/[.]$/);
    expect(without.workspaces.open).toEqual([]);
  });
});
