import { afterEach, expect, it } from 'vitest';
import { endAll } from '../integration/team.ts';
import { crash } from './crash.ts';

afterEach(endAll);
const CYCLES = 30;

it(`a server killed ${CYCLES} times under twenty writers keeps all it acknowledged`, { timeout: 600_000 }, async () => {
  const sum = await crash(CYCLES);
  expect(sum).toMatchObject({
    first: null,
    kills: CYCLES,
    lost: 0,
    commandsLost: 0,
    unsound: 0,
    brokenChains: 0,
    wordsLost: 0,
    wordsDoubled: 0,
  });
  expect(sum.acknowledged).toBeGreaterThan(CYCLES * 20);
  expect(sum.commands).toBeGreaterThan(CYCLES);
});
