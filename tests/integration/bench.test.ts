import { afterEach, describe, expect, it } from 'vitest';
import { Crowd } from '../bench/crowd.ts';
import { measuredWhen, reached, table } from '../bench/report.ts';
import { saturate, steady } from '../bench/rows/fan-out.ts';
import { kill } from '../bench/rows/kills.ts';
import type { Row } from '../bench/measured.ts';
import { serve, type Kind, type Served } from '../bench/serve.ts';

// Processor time and memory of another process are read where Linux shows them.
const elsewhere = process.platform !== 'linux';

const started: Served[] = [];
const start = async (kind: Kind): Promise<Served> => {
  const served = await serve(kind, { pin: false });
  started.push(served);
  return served;
};
afterEach(async () => {
  for (const served of started.splice(0)) {
    await served.stop();
    served.remove();
  }
});

describe('the benchmark', () => {
  it.skipIf(elsewhere).each(['relay', 'ours'] as const)(
    'measures %s and sees each update arrive everywhere',
    async (kind) => {
      const served = await start(kind);
      const full = await saturate(served, 'full', 5, 0.3);
      expect(full.perSecond).toBeGreaterThan(0);
      const even = await steady(served, 'even', 5, 100, 0.3);
      expect(even.deliveries).toBeGreaterThan(0);
      expect(even.p99).toBeGreaterThan(0);
      expect(served.memory()).toBeGreaterThan(1_000_000);
    },
  );

  it.skipIf(elsewhere)('notices an update that does not arrive', async () => {
    const crowd = await Crowd.gather(await start('relay'), 'lossy', 1, 2);
    crowd.writers[0]!.type(1);
    await crowd.verify();
    crowd.deafen(1);
    crowd.writers[0]!.type(1);
    await expect(crowd.verify(200)).rejects.toThrow('not every update arrived');
    crowd.end();
  });

  it.skipIf(elsewhere)('loses nothing when ours is killed', async () => {
    const { seen, lost } = await kill('ours', 'saturated', 1, false);
    expect(seen).toBeGreaterThan(0);
    expect(lost).toBe(0);
  });

  it('says what is reached and what is not', () => {
    const row = (ratio: number, reach: Row['reach']): Row => ({
      what: 'fan-out',
      unit: 'deliveries/s',
      numbers: { relay: 100, ours: 100 * ratio },
      ratios: { relay: 1, ours: ratio },
      reach,
    });
    expect(reached(row(21, { ratio: 20, better: 'more' }))).toBe(true);
    expect(reached(row(19, { ratio: 20, better: 'more' }))).toBe(false);
    expect(reached(row(1.6, { ratio: 1.5, better: 'less' }))).toBe(false);
    expect(reached(row(0, { number: 0, better: 'less' }))).toBe(true);
    expect(reached(row(1, null))).toBeNull();
    expect(table([row(21, { ratio: 20, better: 'more' })])).toContain(
      '| fan-out | deliveries/s | 100 | 2,100 (21x) |  |  | at least 20x | yes |',
    );
  });

  it('says of each section what it was measured of', () => {
    const told = measuredWhen([
      { section: 'steady', on: 'commit a1', rows: [] },
      { section: 'large', on: 'commit b2', rows: [] },
      { section: 'rooms', on: 'commit a1', rows: [] },
    ]);
    expect(told).toBe('Measured of commit a1: steady, rooms.\n\nMeasured of commit b2: large.');
  });
});
