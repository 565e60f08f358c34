import { afterAll, beforeAll, expect, it } from 'vitest';
import { CanaryServer } from './canary-server.ts';
import { eventually } from './eventually.ts';
import { answers } from './native.ts';
import { ShellApp } from './shell-app.ts';

// The app's small files are written while it may be killed. Its list of servers stands for all of them: they are written in one place.
const shell = new ShellApp(null);
const [known, fresh] = [new CanaryServer(), new CanaryServer()];
beforeAll(async () => {
  await Promise.all([known.start(), fresh.start(), shell.start()]);
  await adds(known.url);
  await eventually('the server in the list', async () => (await urls())?.includes(known.url) ?? false);
});
afterAll(async () => {
  await Promise.all([shell.end(), known.stop(), fresh.stop()]);
});

const adds = async (address: string): Promise<void> => {
  await answers(shell.app, 0);
  // The page goes away under the call, or the whole app does.
  await shell.page.evaluate((text) => void window.desktop?.addServer(text), address).catch(() => undefined);
};
const urls = () =>
  shell.page.evaluate(async () => (await window.desktop?.servers())?.map(({ url }) => url)).catch(() => undefined);

it.each(['killed in the middle of it', 'cut off from its power right after it'] as const)(
  '%s, the app finds the old list or the new one',
  async (when) => {
    await shell.app.evaluate((_electron, inTheMiddle: boolean) => {
      const fs = process.getBuiltinModule('node:fs');
      const { writeSync, fsyncSync, renameSync } = fs;
      const dies = () => process.kill(process.pid, 'SIGKILL');
      const onDisk = new Set<number>();
      let written = -1;
      Object.assign(fs, {
        writeSync: (file: number, text: string) => {
          if (!text.includes('"servers"')) return writeSync(file, text);
          written = file;
          if (!inTheMiddle) return writeSync(file, text);
          writeSync(file, text.slice(0, text.length / 2));
          return dies();
        },
        fsyncSync: (file: number) => {
          fsyncSync(file);
          onDisk.add(file);
        },
        renameSync: (from: string, to: string) => {
          if (!to.endsWith('servers.json')) return renameSync(from, to);
          // What was not brought to the disk by then may be nothing but a name.
          if (!onDisk.has(written)) fs.truncateSync(from);
          renameSync(from, to);
          return dies();
        },
      });
      process.getBuiltinModule('node:module').syncBuiltinESMExports();
    }, when === 'killed in the middle of it');
    await adds(fresh.url);
    await shell.app.exited;
    // What is left of the browser holds its profile until it is gone.
    await shell.app.kill();
    await shell.start();
    expect(await urls()).toContain(known.url);
  },
);
