import { expect, it } from 'vitest';
import { Registry } from './prometheus.ts';

it('writes what Prometheus reads', () => {
  const registry = new Registry();
  const refused = registry.counter('refused_total', 'Connections\nthat were refused.');
  refused.add(1, { code: '4422' });
  refused.add(2, { code: '4422' });
  refused.add(1, { code: 'a "b" \\ \n' });
  registry.gauge('rooms', 'Rooms.', () => 3);
  const commit = registry.histogram('commit_seconds', 'A commit.', [0.01, 0.1, 1]);
  for (const seconds of [0.0078125, 0.0625, 0.5, 7]) commit.observe(seconds);
  expect(registry.text()).toBe(
    [
      '# HELP refused_total Connections\\nthat were refused.',
      '# TYPE refused_total counter',
      'refused_total{code="4422"} 3',
      'refused_total{code="a \\"b\\" \\\\ \\n"} 1',
      '',
      '# HELP rooms Rooms.',
      '# TYPE rooms gauge',
      'rooms 3',
      '',
      '# HELP commit_seconds A commit.',
      '# TYPE commit_seconds histogram',
      'commit_seconds_bucket{le="0.01"} 1',
      'commit_seconds_bucket{le="0.1"} 2',
      'commit_seconds_bucket{le="1"} 3',
      'commit_seconds_bucket{le="+Inf"} 4',
      'commit_seconds_sum 7.5703125',
      'commit_seconds_count 4',
      '',
    ].join('\n'),
  );
});
