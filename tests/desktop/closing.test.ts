import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostName } from '../desktop-host/launch.ts';
import { eventually } from './eventually.ts';
import { answers, asked, pagesHaveNoTime } from './native.ts';
import { ShellApp } from './shell-app.ts';

// How windows and the app end: in order, with a question, and by force.
const shell = new ShellApp();
const onHost = hostName() === 'chromium-host';
const [CLOSE, STAY] = [0, 1];
beforeAll(() => shell.start());
afterAll(() => shell.end());

const words = () => shell.page.locator('#words');
const windows = () => shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
/** Where nothing holds it back, the app is gone before it can say so. */
const quits = () => shell.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
const isAsked = (times = 1) => eventually('the question', async () => (await asked(shell.app)).length === times);
const ends = async () => expect(await shell.app.exited).toBe(0);

describe('closing', () => {
  it('remembers where the window was', async () => {
    const place = { x: 40, y: 30, width: 900, height: 700 };
    await shell.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
    await shell.restart();
    expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
      place,
    );
  });

  it('asks the page to flush before it goes, and only then goes', async () => {
    await words().fill('Kept across a quit.');
    const before = Number(await shell.text('#flushes'));
    await shell.restart();
    expect(Number(await shell.text('#flushes'))).toBe(before + 1);
    expect(await words().inputValue()).toBe('Kept across a quit.');
  });

  it('says how much is unsent, stays when asked to, and asks again the next time', async () => {
    await shell.page.evaluate(() => Object.assign(window, { unsent: 3 }));
    await answers(shell.app, STAY);
    await quits();
    await isAsked();
    // Nothing is lost by it, so Enter closes.
    expect(await asked(shell.app)).toMatchObject([
      { message: '3 things have not been sent yet.', buttons: ['Close', 'Stay'], defaultId: CLOSE },
    ]);
    expect(await words().inputValue()).toBe('Kept across a quit.');
    await quits();
    await isAsked(2);
    await answers(shell.app, CLOSE);
    await quits();
    await ends();
    await shell.start();
  });

  it('asks once for all windows of a quit, counts a workspace once, and closes all of them or none', async () => {
    await shell.chooses('file.new-window');
    await eventually('two windows', () => shell.app.windows().length === 2);
    const [one, two] = shell.app.windows();
    for (const page of [one!, two!]) {
      await page.getByText(/^ready \d+$/).waitFor();
      await page.evaluate(() => Object.assign(window, { unsent: 2 }));
    }
    await answers(shell.app, STAY);
    await quits();
    await isAsked();
    await two!.evaluate(() => Object.assign(window, { workspace: 'w2', unsent: 3 }));
    await quits();
    await isAsked(2);
    expect((await asked(shell.app)).map(({ message }) => message)).toEqual([
      '2 things have not been sent yet.',
      '5 things have not been sent yet.',
    ]);
    expect(await windows()).toBe(2);
    await answers(shell.app, CLOSE);
    await quits();
    await ends();
    await shell.start();
  });

  it('asks when the page is silent, hears nobody else in its name, and Enter stays', async () => {
    await shell.page.evaluate(() => Object.assign(window, { silent: true }));
    await pagesHaveNoTime(shell.app);
    const other = await shell.forges('app://countersign/');
    await answers(shell.app, STAY);
    await quits();
    await other.evaluate(async () => {
      const { ask } = window as unknown as { ask: (channel: string, args: string) => Promise<string> };
      for (let flush = 1; flush <= 50; flush += 1) await ask('flush:done', JSON.stringify([{ flush, unsent: [] }]));
    });
    await isAsked();
    expect(await asked(shell.app)).toMatchObject([{ message: 'This window does not answer.', defaultId: STAY }]);
    await answers(shell.app, CLOSE);
    await quits();
    await ends();
    await shell.start();
  });

  it('a dialog that cannot be shown keeps nobody from ending', async () => {
    await shell.page.evaluate(() => Object.assign(window, { unsent: 1 }));
    await shell.app.evaluate(({ dialog }) => {
      Object.assign(dialog, { showMessageBox: () => Promise.reject(new Error('no display')) });
    });
    expect(await shell.app.quit()).toBe(0);
    await shell.start();
  });

  it('the last window takes the app with it, and on macOS it stays and opens another when asked', async () => {
    await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await ends();
    await shell.start();
    await shell.app.evaluate(({ BrowserWindow }) => {
      Object.defineProperty(process, 'platform', { value: 'darwin' });
      BrowserWindow.getAllWindows()[0]?.close();
    });
    // Here, too: the page that goes must not be taken for the one that comes.
    await eventually('no window', async () => (await windows()) === 0 && shell.app.windows().length === 0);
    await shell.app.evaluate(({ app }) => void app.emit('activate'));
    await eventually('a window again', async () => (await windows()) === 1);
    shell.page = await shell.app.firstWindow();
    await shell.isReady();
    await shell.restart();
  });
});

describe('being killed', () => {
  const lastSaved = async () => Number(/\d+/.exec((await shell.text('#saved')) ?? '')?.[0] ?? 0);

  it('main and Chromium at once: what was shown as saved is there', async () => {
    await words().fill('');
    await words().pressSequentially('Before the cut and right up to it', { delay: 1 });
    const saved = await lastSaved();
    await shell.app.kill();
    await shell.start();
    expect((await words().inputValue()).length).toBeGreaterThanOrEqual(saved);
  });

  it.runIf(onHost)('Chromium alone: the app ends with it and starts again', async () => {
    process.kill(shell.app.browser ?? 0, 'SIGKILL');
    expect(await shell.app.exited).toBe(70);
    await shell.start();
  });

  it.runIf(onHost)('main alone: Chromium does not outlive it', async () => {
    const pid = shell.app.browser;
    shell.app.process.kill('SIGKILL');
    await shell.app.exited;
    const stat = `/proc/${pid}/stat`;
    await eventually('Chromium gone', () => !existsSync(stat) || readFileSync(stat, 'utf8').includes(') Z '));
    await shell.start();
  });

  it('the page alone: it is loaded again', async () => {
    await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    // Its title comes before its script listens: asked to flush in between, it would be silent.
    await eventually('the page again, with its words', () =>
      shell.app.evaluate(async ({ BrowserWindow }) => {
        const shown = BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript("document.querySelector('#saved')?.textContent")
          .catch(() => '');
        return String(await Promise.race([shown, new Promise((done) => setTimeout(done, 500))])).startsWith('ready');
      }),
    );
    await shell.restart();
  });
});
