// Finds the browser the tests drive, and installs Debian's where that is allowed.
import { existsSync } from 'node:fs';
import { Stop, run, step } from './say.mjs';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const find = () => places.find((place) => place && existsSync(place));

/** Path of a Chromium. Ends with a sentence where there is none and none may be installed. */
export const findChromium = async () => {
  const found = find();
  if (found) return found;
  const debian = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!debian)
    throw new Stop(
      'The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium; else Chrome), or set CHROMIUM to its path, and run the command again.',
    );
  await step('Install Chromium', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { quiet: true, env });
    const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      quiet: true,
      env,
    });
    if (code !== 0)
      throw new Stop(
        `Chromium could not be installed:\n${output.split('\n').slice(-8).join('\n')}\nInstall it by hand and run the command again.`,
      );
  });
  const installed = find();
  if (!installed)
    throw new Stop(
      'Chromium was installed but is not at /usr/bin/chromium. Set CHROMIUM to its path and run the command again.',
    );
  return installed;
};
