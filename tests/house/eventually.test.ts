import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';

it('ends once something holds, and says what never came by the words of the test', async () => {
  let asked = 0;
  await eventually(() => (asked += 1) > 3);
  expect(asked).toBe(4);
  const never = (): boolean => false;
  await expect(eventually(() => never() && asked > 0, { patience: 20 })).rejects.toThrow(
    'never came within 0.02 s: never() && asked > 0',
  );
  await expect(eventually(never, { what: 'rain', patience: 20 })).rejects.toThrow('never came within 0.02 s: rain');
});

it('does not wait out an error', async () => {
  await expect(eventually(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
