// npm run screenshots: walks every screen of the sample workspace, wide and narrow, light and dark, and keeps pictures in docs/screenshots.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { Stop, bold, main, root, run, say, step, toolEnv } from './say.mjs';
import { buildApp, installPackages } from './set-up.mjs';

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

await main(async () => {
  say(bold('Countersign: screenshots'));
  await installPackages();
  const chromium = await findChromium();
  await buildApp();
  const folder = join(root, 'docs', 'screenshots');
  mkdirSync(folder, { recursive: true });
  await step('Every screen, wide and narrow, light and dark', async () => {
    const { code, output } = await run(npx, ['--no-install', 'playwright', 'test', 'screens.spec'], {
      quiet: true,
      env: toolEnv({ FORCE_COLOR: '0', CHROMIUM: chromium, SCREENSHOTS: folder }),
    });
    if (code !== 0) throw new Stop(output.trim());
  });
  say(`They are in ${folder}`);
});
