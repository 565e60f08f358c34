import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { ShellApp } from './shell-app.ts';

const shell = new ShellApp('http://127.0.0.1:4999');
beforeAll(() => shell.start());
afterAll(() => shell.end());
const add = (address: string, print?: string) =>
  shell.page.evaluate(([text, brought]) => window.desktop?.addServer(text!, brought), [address, print]);
const servers = () => shell.page.evaluate(() => window.desktop?.servers());

it('a plain address that others can reach is refused with a sentence', async () => {
  expect(await add('http://plan.example.com')).toMatchObject({ ok: false, says: expect.stringMatching(/https/) });
  expect(await add('javascript:alert(1)')).toMatchObject({ ok: false });
});

it('a new one is in the policy of the page, which loads again', async () => {
  await shell.page.evaluate(() => void window.desktop?.addServer('https://plan.example.com/some/path'));
  await eventually('the server in the list', () =>
    shell.page
      .evaluate(
        async () => (await window.desktop?.servers())?.some((each) => each.url === 'https://plan.example.com') ?? false,
      )
      .catch(() => false),
  );
  await shell.isReady();
  const policy = await shell.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.originalPolicy), { once: true });
        void fetch('https://elsewhere.invalid/').catch(() => undefined);
      }),
  );
  expect(policy).toContain('connect-src ws://127.0.0.1:4999 wss://plan.example.com;');
});

it('a stranger’s invite for another port brings no certificate to a known host', async () => {
  const known = await servers();
  expect(await add('https://plan.example.com:4443', 'a'.repeat(43))).toMatchObject({
    ok: false,
    says: expect.stringMatching(/knows plan\.example\.com with another certificate/),
  });
  expect(await servers()).toEqual(known);
});
