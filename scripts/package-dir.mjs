// npm run package:dir: packages the Linux directory with no network, round a placeholder where Electron's runtime would be.
// What it shows is real: the asar, the fuses' switches, licences, icons. What it makes cannot start.
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectLicences } from './licences.mjs';
import { Stop, main, root, run, step, toolEnv } from './say.mjs';
import { buildApp } from './set-up.mjs';

const runtime = join(root, '.cache', 'placeholder-runtime');
const { version } = await import('../node_modules/electron/package.json', { with: { type: 'json' } }).then(
  (module) => module.default,
);

/** A folder of Electron's shape. The fuses are nine switches behind a marker in the binary: all on here, so that each one that is off was set. */
const layRuntime = () => {
  rmSync(runtime, { recursive: true, force: true });
  mkdirSync(join(runtime, 'locales'), { recursive: true });
  mkdirSync(join(runtime, 'resources'), { recursive: true });
  const marker = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'ascii');
  writeFileSync(
    join(runtime, 'electron'),
    Buffer.concat([
      Buffer.from('#!/bin/sh\necho "A placeholder, not Electron."; exit 1\n'),
      marker,
      Buffer.from([1, 9]),
      Buffer.from('1'.repeat(9)),
    ]),
  );
  chmodSync(join(runtime, 'electron'), 0o755);
  writeFileSync(join(runtime, 'version'), version);
  writeFileSync(join(runtime, 'LICENSE'), 'Placeholder');
  writeFileSync(join(runtime, 'v8_context_snapshot.bin'), 'placeholder');
  for (const name of ['en-US', 'en-GB', 'de']) writeFileSync(join(runtime, 'locales', `${name}.pak`), '');
};

await main(async () => {
  await buildApp();
  await step('Build the shell', async () => {
    const { code, output } = await run(process.execPath, [join(root, 'scripts', 'build-desktop.mjs')], { quiet: true });
    if (code !== 0) throw new Stop(output);
  });
  await step('Package the directory', async () => {
    rmSync(join(root, 'out', 'linux-unpacked'), { recursive: true, force: true });
    const packages = collectLicences();
    layRuntime();
    const { code, output } = await run(
      process.execPath,
      [
        join(root, 'node_modules', 'electron-builder', 'cli.js'),
        '--linux',
        '--dir',
        '--publish',
        'never',
        `-c.electronDist=${runtime}`,
      ],
      { quiet: true, env: toolEnv({ CSC_IDENTITY_AUTO_DISCOVERY: 'false' }) },
    );
    if (code !== 0) throw new Stop(output.split('\n').slice(-25).join('\n'));
    const size = statSync(join(root, 'out', 'linux-unpacked', 'resources', 'app.asar')).size;
    return `app.asar ${(size / 1000).toFixed(0)} kB, licences of ${packages} packages, out/linux-unpacked`;
  });
});
