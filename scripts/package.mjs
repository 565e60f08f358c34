// npm run package: installers for this system, signed and notarised where certificates are set. What it needs is fetched.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectLicences } from './licences.mjs';
import { Stop, main, root, run, step, toolEnv } from './say.mjs';
import { buildApp } from './set-up.mjs';
import { signing } from './signing.mjs';

await main(async () => {
  await buildApp();
  await step('Build the shell', async () => {
    const { code, output } = await run(process.execPath, [join(root, 'scripts', 'build-desktop.mjs')], { quiet: true });
    if (code !== 0) throw new Stop(output);
  });
  await step('Package', async () => {
    collectLicences();
    const keys = mkdtempSync(join(tmpdir(), 'countersign-keys-'));
    try {
      const { code, output } = await run(
        process.execPath,
        [join(root, 'node_modules', 'electron-builder', 'cli.js'), '--publish', 'never', ...process.argv.slice(2)],
        { quiet: true, env: signing(toolEnv(), process.platform, keys) },
      );
      if (code !== 0) throw new Stop(output.split('\n').slice(-40).join('\n'));
    } finally {
      rmSync(keys, { recursive: true, force: true });
    }
  });
});
