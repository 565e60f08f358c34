import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CanaryServer, TOKEN } from './canary-server.ts';
import { proposed, savesTo } from './native.ts';
import { ShellApp } from './shell-app.ts';

// Files that a server makes for people: fetched by the main process, named by it, laid where the person says.
const server = new CanaryServer();
let shell: ShellApp;
beforeAll(async () => {
  await server.start();
  shell = new ShellApp(server.url);
  await shell.start();
  await shell.page.evaluate(
    (url) =>
      window.desktop?.request({ server: url, workspace: null, method: 'POST', path: '/api/workspaces', body: {} }),
    server.url,
  );
});
afterAll(async () => {
  await shell.end();
  await server.stop();
});
const save = (path: string, name = 'Spring renewal') =>
  shell.page.evaluate((asked) => window.desktop?.saveFile(asked), { server: server.url, workspace: 'w1', path, name });

it('are fetched with the session, written where the person says, and never opened', async () => {
  const file = join(shell.profile, 'saved.html');
  await savesTo(shell.app, file);
  expect(await save('/api/w/w1/campaigns/c1/certificate', '../../evil.exe')).toEqual({ ok: true, saved: true });
  expect(server.last?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(readFileSync(file, 'utf8')).toBe('<!doctype html><p>Signed');
  expect(await proposed(shell.app)).toMatch(/[\\/]evil\.exe\.html$/);
  expect(readdirSync(shell.profile).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('are not written where the person thinks better of it', async () => {
  await savesTo(shell.app, null);
  expect(await save('/api/w/w1/campaigns/c1/certificate')).toEqual({ ok: true, saved: false });
});

it('that a server refuses, or that are something else, are said and not written', async () => {
  await savesTo(shell.app, join(shell.profile, 'never'));
  expect(await save('/api/w/w1/campaigns/c1/package')).toEqual({ ok: false, says: 'It was not launched yet.' });
  expect(await save('/api/w/w1/campaigns/c1/export')).toMatchObject({
    ok: false,
    says: expect.stringMatching(/something else/),
  });
  expect(readdirSync(shell.profile)).not.toContain('never');
});

it('are those of a campaign, in its own workspace, and no other address', async () => {
  const before = server.heard.length;
  const refused = ['/api/w/w2/campaigns/c1/export', '/api/w/w1/session', '/api/w/w1/campaigns/c1/export/../../x'];
  for (const path of refused) await expect(save(path)).rejects.toThrow(/does not fit|not one this laptop knows/);
  expect(server.heard.length).toBe(before);
});

it('on a disk that refuses are said in a sentence', async () => {
  await savesTo(shell.app, join(shell.profile, 'no-such-folder', 'x.html'));
  expect(await save('/api/w/w1/campaigns/c1/certificate')).toMatchObject({
    ok: false,
    says: expect.stringMatching(/could not be written/),
  });
});
