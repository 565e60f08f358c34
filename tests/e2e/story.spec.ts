import { test } from './fixtures.ts';
import { Person } from './people.ts';
import { takeToLaunch } from './story.ts';

test('three people take one campaign from brief to signed launch, online and offline', async ({ server, laptop }) => {
  test.setTimeout(240_000);
  await takeToLaunch({
    server,
    mia: new Person('Mia Sorrell', await laptop()),
    sam: new Person('Sam Tolliver', await laptop()),
    lena: new Person('Lena Brandvold', await laptop()),
    step: (name, work) => test.step(name, work),
  });
});
