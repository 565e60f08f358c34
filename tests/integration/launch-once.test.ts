import { afterEach, expect, it } from 'vitest';
import { killLaunches, launchTwice, launchWhileWritten } from './launch-once.ts';
import { endAll } from './team.ts';

afterEach(endAll);

/** Hundreds of launches, eleven starts of a server: seconds here, more on a machine with other work. */
const PATIENCE = 240_000;

it(
  'of two launches at the same instant one launches, and one is told why not',
  async () => {
    expect(await launchTwice(200)).toEqual({ tries: 200, once: 200, other: [] });
  },
  PATIENCE,
);

it(
  'P68: what launches while its text is written in is what was signed, to the byte',
  async () => {
    expect(await launchWhileWritten(40)).toEqual({ tries: 40, exact: 40, other: [] });
  },
  PATIENCE,
);

it(
  'a server killed in the middle of a launch has launched whole or not at all, and a repeat launches nothing twice',
  async () => {
    // Spread over the few milliseconds that a launch takes.
    let each = 0;
    const { kills, wrong } = await killLaunches(10, () => (each++ % 10) * 1.5);
    expect({ kills, wrong }).toEqual({ kills: 10, wrong: [] });
  },
  PATIENCE,
);
