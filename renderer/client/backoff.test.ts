import { expect, it } from 'vitest';
import { alarm } from './backoff.ts';

it('wakes everybody who sleeps, and each of them at their own time', async () => {
  const { sleep, wake } = alarm();
  const long = sleep(60_000);
  await sleep(1);
  const other = sleep(60_000);
  wake();
  await Promise.all([long, other]);
  expect(await sleep(1)).toBeUndefined();
});
