import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { answers, asked } from './native.ts';
import { ShellApp } from './shell-app.ts';

const shell = new ShellApp();
beforeAll(() => shell.start());
afterAll(() => shell.end());
const came = (path: string) => eventually(`the link to ${path}`, async () => (await shell.text('#link')) === path);

describe('links from outside', () => {
  it('a second start hands its link over and ends, and the window that is there comes to the front', async () => {
    await shell.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const done: string[] = [];
      Object.assign(globalThis, { done });
      // A window manager decides what becomes of it; asked for it must be.
      for (const name of ['show', 'focus'] as const) {
        const before = window![name].bind(window);
        Object.assign(window!, { [name]: () => (done.push(name), before()) });
      }
    });
    expect(await shell.second(['countersign://campaign/spring/copy'])).toBe(0);
    await came('/campaign/spring/copy');
    expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(await shell.app.evaluate(() => (globalThis as unknown as { done: string[] }).done)).toEqual([
      'show',
      'focus',
    ]);
  });

  it('a link that wants more than to open something does nothing', async () => {
    await shell.second(['countersign://campaign/autumn/../../launch?action=approve']);
    await shell.second(['countersign://sign-off/autumn']);
    await shell.second(['countersign://campaign/winter']);
    await came('/campaign/winter');
  });

  it('a launch package from the file manager is shown, and opens its campaign', async () => {
    const canonical = '{}';
    const digest = createHash('sha256').update(canonical).digest('hex');
    const file = join(shell.profile, 'Spring.countersign');
    const about = { format: 1, workspace: 'w1', campaign: 'packed', name: 'Spring', version: 1, digest };
    const rest = { launchedAt: '2027-05-12T09:00:00.000Z', canonical, rendered: [], record: [], keys: [] };
    writeFileSync(file, JSON.stringify({ ...about, ...rest }));
    await answers(shell.app, 0);
    expect(await shell.second([pathToFileURL(file).href])).toBe(0);
    await came('/campaign/packed/record');
    expect((await asked(shell.app))[0]).toMatchObject({ message: 'Version 1 of “Spring”, launched on 2027-05-12' });
  });

  it('open-url, as macOS hands them over', async () => {
    await shell.app.evaluate(({ app }) => {
      app.emit('open-url', { preventDefault: () => undefined }, 'countersign://campaign/mac');
    });
    await came('/campaign/mac');
  });

  it('a link that comes when no window is open, as on macOS, opens one', async () => {
    await shell.app.evaluate(({ BrowserWindow }) => {
      Object.defineProperty(process, 'platform', { value: 'darwin' });
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    });
    await eventually('no window', () => shell.app.windows().length === 0);
    await shell.app.evaluate(({ app }) => {
      app.emit('open-url', { preventDefault: () => undefined }, 'countersign://campaign/alone');
    });
    await eventually('a window', () => shell.app.windows().length === 1);
    shell.page = shell.app.windows()[0]!;
    await shell.isReady();
    await came('/campaign/alone');
  });

  it('a link that starts the app waits for the page', async () => {
    await shell.restart(['countersign://campaign/cold/gate']);
    await came('/campaign/cold/gate');
  });
});

describe('the menu', () => {
  it('tells the page what was chosen', async () => {
    await shell.chooses('go.palette');
    await eventually('the choice', async () => (await shell.text('#menu')) === 'palette');
  });

  it('opens a second window on the same page', async () => {
    await shell.chooses('file.new-window');
    await eventually('two windows', () => shell.app.windows().length === 2);
    for (const page of shell.app.windows()) await page.getByText(/^ready \d+$/).waitFor();
    await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1)?.close());
    await eventually('one window', () => shell.app.windows().length === 1);
  });
});
