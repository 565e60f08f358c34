import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { watchCertificates } from './certificates.ts';
import { launchChromium } from './chromium.ts';
import { denyDownloads, interceptRequests } from './interception.ts';
import { watchTargets } from './popups.ts';
import { defaultSession, type Verdict } from './session.ts';
import { likeElectron, state } from './state.ts';

/** What main's own code finds when the browser is gone. */
export const BROWSER_GONE = 70;

type Ask = { kind: 'evaluate'; id: number; source: string; arg: unknown };
type Modules = Record<string, unknown>;

const bringUp = async (): Promise<void> => {
  const userData = app.getPath('userData');
  mkdirSync(userData, { recursive: true });
  app.emit('will-finish-launching');
  const chromium = launchChromium(join(userData, 'chromium'), state.switches);
  state.chromium = chromium;
  chromium.cdp.once('closed', () => {
    if (state.exiting) return;
    console.error('desktop host: the browser is gone');
    process.exit(BROWSER_GONE);
  });
  const [{ product }, endpoint] = await Promise.all([
    chromium.cdp.send<{ product: string }>('Browser.getVersion'),
    chromium.endpoint,
  ]);
  Object.assign(process.versions, { chrome: product.split('/')[1] });
  await watchTargets();
  await interceptRequests();
  await denyDownloads();
  await watchCertificates();
  process.send?.({ kind: 'ready', endpoint, browser: chromium.process.pid });
  app.becomeReady();
};

/** The test's end of the pipe: functions to run in this process, with Electron's modules as their first argument. */
const listenToTest = (modules: Modules): void => {
  // A test that died leaves nothing running.
  process.on('disconnect', () => {
    state.chromium?.process.kill('SIGKILL');
    process.exit(72);
  });
  process.on('message', (message: Ask) => {
    if (message.kind !== 'evaluate') return;
    const run = async () => {
      // The test's own function, sent as its source: this process runs nothing else that it did not load itself.
      // oxlint-disable-next-line typescript/no-implied-eval
      const asked = new Function(`return (${message.source})`)() as (modules: Modules, arg: unknown) => unknown;
      return asked(modules, message.arg);
    };
    run().then(
      (value) => process.send?.({ kind: 'result', id: message.id, value }),
      (error: unknown) => process.send?.({ kind: 'result', id: message.id, error: String(error) }),
    );
  });
};

export const startHost = (modules: Modules): void => {
  Object.assign(process.versions, { electron: process.env['HOST_ELECTRON_VERSION'] ?? '45.4.1', chrome: '0' });
  Object.assign(process, { type: 'browser', resourcesPath: app.getAppPath() });
  if (process.send) listenToTest(likeElectron ? modules : { ...modules, host });
  // Electron starts its browser while the main script runs; `ready` cannot come before that script's first turn ends.
  setImmediate(() => {
    if (state.exiting || state.quitting) return;
    bringUp().catch((error: unknown) => {
      console.error(error);
      process.exit(71);
    });
  });
};

/** What only this host can be asked. */
const host = { verdict: (permission: string, url: string): Verdict => defaultSession.verdict(permission, url) };
