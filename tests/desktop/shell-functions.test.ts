import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerApp, fileOf } from '../../electron/app-protocol.ts';
import { readCommandLine } from '../../electron/command-line.ts';
import { contentSecurityPolicy } from '../../electron/content-security.ts';
import { linkAmong, parseDeepLink, pathOf } from '../../electron/deep-link.ts';
import { Lines } from '../../electron/feeds.ts';
import { questionFor } from '../../electron/flush-on-quit.ts';
import { mayAsk } from '../../electron/handle.ts';
import { menuTemplate } from '../../electron/menu.ts';
import { isOwnPage, mayOpenOutside } from '../../electron/navigation.ts';
import { mayUse } from '../../electron/permissions.ts';
import { isWithin, withoutToken } from '../../electron/server-requests.ts';
import { readAddress } from '../../electron/servers.ts';
import { placeWindow } from '../../electron/window-state.ts';

describe('deep links', () => {
  it.each([
    ['countersign://', '/'],
    ['countersign://home', '/'],
    ['countersign://campaign/c1', '/campaign/c1'],
    ['countersign://campaign/c1/', '/campaign/c1'],
    ['countersign://campaign/c1/step/s-2?from=mail#x', '/campaign/c1/step/s-2'],
    ['COUNTERSIGN://campaign/c1', '/campaign/c1'],
  ])('%s opens %s', (text, path) => {
    const link = parseDeepLink(text);
    expect(link && pathOf(link)).toBe(path);
  });

  it.each([
    'countersign://campaign/',
    'countersign://campaign/../x',
    'countersign://campaign/c1/../../launch',
    'countersign://campaign/c1//copy',
    'countersign://campaign/c1/%2e%2e/x',
    'countersign://sign-off/c1',
    'countersign://user@campaign/c1',
    'https://example.com/campaign/c1',
    `countersign://campaign/${'x'.repeat(600)}`,
    'countersign:campaign/c1',
  ])('%s opens nothing', (text) => {
    expect(parseDeepLink(text)).toBeNull();
  });

  it('never throws, and what it opens is a plain place', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (rest) => {
        const link = parseDeepLink(`countersign://campaign/${rest}`);
        expect(link === null || /^\/campaign\/[A-Za-z0-9_/-]+$/.test(pathOf(link))).toBe(true);
      }),
    );
  });

  it('is found among arguments', () => {
    expect(linkAmong(['app', '--flag', 'countersign://campaign/c1'])).toEqual({
      kind: 'campaign',
      id: 'c1',
      place: null,
    });
    expect(linkAmong(['app', 'https://example.com'])).toBeNull();
  });
});

describe('app:// files', () => {
  let folder: string;
  let root: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'app-'));
    root = join(folder, 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets/a b.js'), '1');
    writeFileSync(join(folder, 'secret.js'), '2');
    mkdirSync(join(folder, 'renderer-other'));
    writeFileSync(join(folder, 'renderer-other/x.js'), '3');
    symlinkSync('../secret.js', join(root, 'leak.js'));
    symlinkSync('..', join(root, 'up'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    'app://countersign/',
    'app://countersign',
    'app://countersign/index.html',
    'app://countersign/assets/a%20b.js',
    'app://countersign/?seat=me#/x',
  ])('%s is served', async (url) => {
    const answer = await answerApp({ url, method: 'GET' }, root, []);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/../secret.js',
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/%2E%2E%2Fsecret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/%252e%252e/secret.js',
    '/assets/../../secret.js',
    '/leak.js',
    '/up/secret.js',
    '/../renderer-other/x.js',
    '//etc/passwd',
    '/assets',
    '/a%00.js',
    '/%zz',
    '/c:/x.js',
    '/none.js',
  ])('%s is not', async (path) => {
    expect((await answerApp({ url: `app://countersign${path}`, method: 'GET' }, root, [])).status).toBe(404);
  });

  it('knows no other host and no writing', async () => {
    expect(await fileOf('app://elsewhere/index.html', root)).toBeNull();
    expect(await fileOf('app://countersign.evil/index.html', root)).toBeNull();
    expect((await answerApp({ url: 'app://countersign/', method: 'POST' }, root, [])).status).toBe(405);
  });
});

it('the policy names exactly the servers, as websockets', () => {
  expect(contentSecurityPolicy(['http://127.0.0.1:4777', 'https://a.example'])).toContain(
    'connect-src ws://127.0.0.1:4777 wss://a.example;',
  );
  expect(contentSecurityPolicy([])).toContain("connect-src 'none'");
  expect(contentSecurityPolicy([])).not.toMatch(/unsafe-eval|https?:|\*|script-src[^;]*unsafe/);
});

it('only our own main frame may ask', () => {
  const frame = { origin: 'app://countersign', url: 'app://countersign/', parent: null };
  expect(mayAsk(frame)).toBe(true);
  expect(mayAsk(null)).toBe(false);
  expect(mayAsk({ ...frame, parent: frame })).toBe(false);
  expect(mayAsk({ ...frame, origin: 'app://countersign.evil' })).toBe(false);
  expect(mayAsk({ ...frame, url: 'app://countersign.evil/' })).toBe(false);
});

it.each([
  ['https://example.com/a', true],
  ['mailto:sam@example.com', true],
  ['http://example.com', false],
  ['file:///etc/passwd', false],
  ['smb://server/share', false],
  ['ms-msdt:/id', false],
  ['javascript:alert(1)', false],
  ['https://user:word@example.com', false],
  ['vscode://x', false],
  ['', false],
  [`https://example.com/${'x'.repeat(3000)}`, false],
])('%s opens outside: %s', (url, may) => {
  expect(mayOpenOutside(url)).toBe(may);
});

it('only the entry page is our own page', () => {
  expect(
    ['app://countersign/', 'app://countersign/#/x', 'app://countersign/index.html?seat=me'].map(isOwnPage),
  ).toEqual([true, true, true]);
  expect(
    ['app://countersign/a.svg', 'app://countersign.evil/', 'app://evil/', 'https://countersign/'].map(isOwnPage),
  ).toEqual([false, false, false, false]);
});

it('permissions are a short list for our own origin', () => {
  const asked = [
    'clipboard-sanitized-write',
    'loopback-network',
    'geolocation',
    'media',
    'usb',
    'hid',
    'serial',
    'notifications',
    'openExternal',
    'unknown',
  ];
  expect(asked.filter((each) => mayUse(each, 'app://countersign'))).toEqual([
    'clipboard-sanitized-write',
    'loopback-network',
  ]);
  expect(asked.filter((each) => mayUse(each, 'https://example.com') || mayUse(each, 'app://countersign.evil'))).toEqual(
    [],
  );
});

describe('requests to servers', () => {
  const servers = { has: (url: string) => url === 'https://a.example' };
  const asked = { server: 'https://a.example', workspace: 'w1', path: '/api/w/w1/feed?after=0' };
  it('stay inside their workspace and the known servers', () => {
    expect(isWithin(asked, servers)).toBe(true);
    expect(isWithin({ ...asked, workspace: null, path: '/api/server' }, servers)).toBe(true);
    expect(isWithin({ ...asked, workspace: 'w2' }, servers)).toBe(false);
    expect(isWithin({ ...asked, workspace: null }, servers)).toBe(false);
    expect(isWithin({ ...asked, path: '/api/server' }, servers)).toBe(false);
    expect(isWithin({ ...asked, server: 'https://b.example' }, servers)).toBe(false);
  });
  it('come back without the token', () => {
    expect(withoutToken({ seat: 'me', token: 't' })).toEqual({ body: { seat: 'me' }, token: 't' });
    expect(withoutToken({ token: 7 })).toEqual({ body: {}, token: null });
    expect(withoutToken(null)).toEqual({ body: null, token: null });
  });
});

it.each([
  ['plan.example.com', 'https://plan.example.com'],
  [' https://plan.example.com:8443/w/x ', 'https://plan.example.com:8443'],
  ['http://127.0.0.1:4777', 'http://127.0.0.1:4777'],
  ['http://localhost:1', 'http://localhost:1'],
  ['http://plan.example.com', null],
  ['http://127.0.0.1.evil.com', null],
  ['https://user:x@plan.example.com', null],
  ['', null],
  ['::', null],
])('the address %s means %s', (address, url) => {
  const answer = readAddress(address);
  expect(answer.ok ? answer.url : null).toBe(url);
});

it('the command line names a profile and a server', () => {
  expect(readCommandLine(['x', '--profile-dir=/p', '--server=http://127.0.0.1:9'])).toEqual({
    profile: '/p',
    server: 'http://127.0.0.1:9',
  });
  expect(readCommandLine(['x', '--server=http://evil.example'])).toEqual({ profile: null, server: null });
});

it('a feed comes in pieces and leaves in rows', () => {
  const lines = new Lines();
  expect([lines.take('{"a":'), lines.take('1}\n\n{"b":2}\n{'), lines.take('"c":3}\n')]).toEqual([
    [],
    [{ a: 1 }, { b: 2 }],
    [{ c: 3 }],
  ]);
  expect(() => lines.take('not json\n')).toThrow(SyntaxError);
});

describe('the window’s place', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  it('is where it was, while that screen is there', () => {
    const before = { x: 100, y: 50, width: 1000, height: 700, maximized: true };
    expect(placeWindow(before, [screen])).toEqual(before);
    expect(placeWindow({ ...before, x: 5000 }, [screen])).toMatchObject({ width: 1000, height: 700, x: 460 });
  });
  it('always lies on a screen', () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    const size = fc.integer({ min: 1, max: 9000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const place = placeWindow({ x, y, width, height, maximized: false }, [screen]);
        expect(place.x >= 0 && place.y >= 0 && place.x + place.width <= 1920 && place.y + place.height <= 1080).toBe(
          true,
        );
      }),
    );
  });
});

it('a window with nothing unsent closes without a word', () => {
  expect(questionFor({ kind: 'answered', unsent: 0 })).toBeNull();
  expect(questionFor({ kind: 'answered', unsent: 1 })?.message).toBe('One thing has not been sent yet.');
  expect(questionFor({ kind: 'silent' })?.detail).toMatch(/is on this laptop/);
});

it.each(['linux', 'darwin', 'win32'] as const)(
  'every menu item of ours on %s has an id, and no key twice',
  (platform) => {
    const act = { newWindow: () => undefined, choose: () => undefined };
    const template = menuTemplate(platform, true, act);
    const items = template
      .flatMap((menu) => [menu, ...(Array.isArray(menu.submenu) ? menu.submenu : [])])
      .filter(({ type }) => type !== 'separator');
    expect(items.filter(({ id }) => id === undefined)).toEqual([]);
    expect(JSON.stringify(template)).not.toContain('dev-tools');
    const keys = items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  },
);
