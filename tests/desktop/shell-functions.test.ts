import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerApp, fileOf } from '../../electron/app-protocol.ts';
import { makeCertificate } from '../../electron/certificate.ts';
import { readCommandLine } from '../../electron/command-line.ts';
import { questionBefore } from '../../electron/confirm.ts';
import { contentSecurityPolicy } from '../../electron/content-security.ts';
import { linkAmong, parseDeepLink, pathOf } from '../../electron/deep-link.ts';
import { questionFor } from '../../electron/flush-on-quit.ts';
import { mayAsk } from '../../electron/handle.ts';
import { fileAmong, readLaunchFile } from '../../electron/launch-file.ts';
import { menuTemplate } from '../../electron/menu.ts';
import { isOwnPage, mayOpenOutside } from '../../electron/navigation.ts';
import { NetworkDoor, neighbourAddress } from '../../electron/network-door.ts';
import { mayUse } from '../../electron/permissions.ts';
import { safeName } from '../../electron/save-file.ts';
import { isWithin, withoutToken } from '../../electron/server-requests.ts';
import { readAddress, Servers } from '../../electron/servers.ts';
import { preferences } from '../../electron/window.ts';
import { besideOthers, placeWindow } from '../../electron/window-state.ts';

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

describe('what a person confirms before it leaves', () => {
  const commands = { method: 'POST' as const, path: '/api/w/w1/commands' };
  const signOff = { kind: 'sign off', version: 7, digest: 'a'.repeat(64), statement: 'I approve version 7 of Spring.' };
  it('is a signature, in its own sentence, whatever address it goes to', () => {
    for (const path of [commands.path, `${commands.path}?a=b`, '/api/w/w1/other'])
      expect(questionBefore({ ...commands, path }, JSON.stringify(signOff))).toMatchObject({
        message: 'Sign version 7?',
        detail: expect.stringContaining('“I approve version 7 of Spring.”\n\nThe digest of version 7 begins with aaaa'),
      });
  });
  it('shows a sentence as one short line, in the order it is written in', () => {
    const statement = `Cancel\n\n\u202egnorw\u2028${'x'.repeat(1500)}`;
    const asked = questionBefore(commands, JSON.stringify({ ...signOff, statement }));
    expect(asked).toMatchObject({ detail: expect.stringMatching(/^“Cancel gnorw x{587} …”\n\n/) });
  });
  it('is judged by the text that is sent', () => {
    // Cloned over to this process it stays an object, and goes out as the word.
    const odd = { ...signOff, kind: new String('sign off') };
    expect(questionBefore(commands, JSON.stringify(odd))).toMatchObject({ message: 'Sign version 7?' });
  });
  it('is refused where it says not what is signed', () => {
    expect(questionBefore(commands, JSON.stringify({ ...signOff, statement: '' }))).toBe('refused');
    expect(questionBefore(commands, JSON.stringify({ ...signOff, digest: 'a' }))).toBe('refused');
  });
  it('is a link for another device', () => {
    for (const path of ['/api/w/w1/devices', '/api/w/w1/devices?a=b'])
      expect(questionBefore({ ...commands, path }, '{}')).toMatchObject({ yes: 'Make the &Link' });
  });
  it('is a link that signs a colleague in', () => {
    for (const kind of ['make sign-in link', 'confirm sign-in link'])
      expect(questionBefore(commands, JSON.stringify({ kind, invite: 'l1' }))).toMatchObject({
        message: 'Make a link that signs a colleague in?',
      });
  });
  it('is nothing else', () => {
    expect(questionBefore(commands, JSON.stringify({ ...signOff, kind: 'reply' }))).toBeNull();
    for (const body of ['null', '[]', '"sign off"', '{}']) expect(questionBefore(commands, body)).toBeNull();
    expect(questionBefore({ method: 'GET', path: '/api/w/w1/sessions' }, '{}')).toBeNull();
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

it('the command line names a profile, a server and the address for colleagues', () => {
  const nothing = { profile: null, server: null, joinAddress: null };
  expect(readCommandLine(['x', '--profile-dir=/p', '--server=http://127.0.0.1:9', '--join-address=10.0.0.7'])).toEqual({
    profile: '/p',
    server: 'http://127.0.0.1:9',
    joinAddress: '10.0.0.7',
  });
  expect(readCommandLine(['x', '--server=http://evil.example', '--join-address=evil.example'])).toEqual(nothing);
});

describe('a server’s certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const url = 'https://10.0.0.7:4778';
  const [one, two] = ['a'.repeat(43), 'b'.repeat(43)];
  afterAll(() => rmSync(folder, { recursive: true }));

  it('comes with the invite, is kept, and another one is a question', () => {
    const servers = new Servers(join(folder, 'servers.json'), null);
    expect(servers.add({ url, hosted: false, fingerprint: one })).toBe('new');
    expect(servers.add({ url, hosted: false, fingerprint: one })).toBe('known');
    expect(servers.add({ url, hosted: false, fingerprint: null })).toBe('known');
    expect(servers.add({ url, hosted: false, fingerprint: two })).toBe('another certificate');
    expect(new Servers(join(folder, 'servers.json'), null).pinsOf('10.0.0.7')).toEqual([one]);
    servers.trust(url, two);
    expect(new Servers(join(folder, 'servers.json'), null).pinsOf('10.0.0.7')).toEqual([two]);
    expect(servers.pinsOf('10.0.0.8')).toEqual([]);
  });

  it('no invite puts one in the place of the system’s trust', () => {
    const servers = new Servers(join(folder, 'others.json'), null);
    servers.add({ url: 'https://plan.example.com', hosted: false, fingerprint: null });
    expect(servers.add({ url: 'https://plan.example.com', hosted: false, fingerprint: one })).toBe('known');
    expect(servers.pinsOf('plan.example.com')).toEqual([]);
  });

  it('stays, with its port, while the door is shut and over restarts; its key is its owner’s alone', async () => {
    const door = () => new NetworkDoor(folder, '127.0.0.1');
    expect(door().read()).toBeNull();
    await door().open();
    const first = door().read();
    expect(first?.joinAt).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    door().shut();
    expect(door().read()).toBeNull();
    await door().open();
    expect(door().read()).toEqual(first);
    expect(statSync(join(folder, 'certificate-key.pem')).mode & 0o077).toBe(0);
    const { cert, key } = makeCertificate(new Date('2049-12-31T00:00:00Z'));
    const read = new X509Certificate(cert);
    expect(read.checkPrivateKey(createPrivateKey(key)) && read.verify(read.publicKey)).toBe(true);
    expect(read.validToDate.getUTCFullYear()).toBe(2059);
    expect(read.ca).toBe(false);
  });

  it.each([
    ['certificate.pem', (whole: string) => whole.slice(0, whole.length / 2)],
    ['certificate-key.pem', () => ''],
    ['certificate-key.pem', () => makeCertificate(new Date()).key],
  ])('of which a cut of the power left something else in %s is made anew', async (name, left) => {
    const door = new NetworkDoor(folder, '127.0.0.1');
    await door.open();
    const before = door.read()!;
    writeFileSync(join(folder, name), left(readFileSync(join(folder, name), 'utf8')));
    const after = door.read()!;
    expect(after).toEqual({ ...before, fingerprint: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) });
    expect(after.fingerprint).not.toBe(before.fingerprint);
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    expect(
      new X509Certificate(read('certificate.pem')).checkPrivateKey(createPrivateKey(read('certificate-key.pem'))),
    ).toBe(true);
    expect(door.read()).toEqual(after);
  });

  it('the neighbours’ address is none of the loopback’s', () => {
    const own = { family: 'IPv4', internal: true, address: '127.0.0.1' };
    const lan = { family: 'IPv4', internal: false, address: '192.168.1.20' };
    const none = { family: 'IPv4', internal: false, address: '169.254.3.4' };
    expect(neighbourAddress({ lo: [own], dead: [none], wifi: [lan] } as never)).toBe('192.168.1.20');
    expect(neighbourAddress({ lo: [own] } as never)).toBeNull();
  });
});

describe('a launch package that is opened', () => {
  const canonical = '{"format":1}';
  const whole = {
    format: 1,
    workspace: 'w1',
    campaign: 'spring',
    name: 'Spring renewal',
    version: 7,
    digest: createHash('sha256').update(canonical).digest('hex'),
    launchedAt: '2027-05-12T09:00:00.000Z',
    canonical,
    rendered: [],
    record: [],
    keys: [],
  };

  it('says what it is, and leads to its campaign', () => {
    const { message, link } = readLaunchFile(JSON.stringify(whole));
    expect(message).toBe('Version 7 of “Spring renewal”, launched on 2027-05-12');
    expect(link && pathOf(link)).toBe('/campaign/spring/record');
  });

  it('says its name in one line, whatever its sender wrote there', () => {
    const name = `Spring\n\nPress OK to sign.\u202e${'x'.repeat(5_000)}`;
    const { message } = readLaunchFile(JSON.stringify({ ...whole, name }));
    expect(message).toMatch(/^Version 7 of “Spring Press OK to sign\. x+ …”, launched on 2027-05-12$/);
    expect(message.length).toBeLessThan(700);
  });

  it('says when its text was changed, and leads nowhere then', () => {
    const { detail, link } = readLaunchFile(JSON.stringify({ ...whole, canonical: '{"format":2}' }));
    expect(detail).toMatch(/was changed after the launch/);
    expect(link).toBeNull();
  });

  it.each(['', 'null', '{}', '[1]', 'not json', JSON.stringify({ ...whole, campaign: '../launch' })])(
    '%s is none',
    (text) => {
      expect(readLaunchFile(text)).toMatchObject({ message: 'This is not a launch package.', link: null });
    },
  );

  it('is found among arguments, options and links left aside', () => {
    expect(
      fileAmong(['app', '--flag=x.countersign', 'countersign://campaign/c1', 'a b.countersign'], '/home/mia'),
    ).toBe('/home/mia/a b.countersign');
    expect(fileAmong(['app', '/x/y.COUNTERSIGN'], '/')).toBe('/x/y.COUNTERSIGN');
    expect(fileAmong(['app.countersign', 'https://x.example/a.countersign', 'notes.txt'], '/')).toBeNull();
  });

  it.runIf(process.platform !== 'win32')('is found where GNOME and KDE name it by its address', () => {
    const named = (address: string) => fileAmong(['app', address], '/');
    expect(named('file:///home/mia/Spring%20renewal.countersign')).toBe('/home/mia/Spring renewal.countersign');
    expect(named('FILE:///home/mia/a.countersign')).toBe('/home/mia/a.countersign');
    expect(named('file://elsewhere.example/a.countersign')).toBeNull();
    expect(named('file:///home%2Fmia.countersign')).toBeNull();
    expect(named('file:///home/mia/notes.txt')).toBeNull();
  });
});

describe('a file that is saved', () => {
  it.each([
    ['Spring renewal', '.json', 'Spring renewal.json'],
    ['Spring renewal.JSON', '.json', 'Spring renewal.json'],
    ['../../.bashrc', '.html', 'bashrc.html'],
    ['C:\\Windows\\x.exe', '.html', 'C Windows x.exe.html'],
    ['con', '.json', 'Countersign.json'],
    ['NUL.tar', '.json', 'Countersign.json'],
    ['…', '.json', '….json'],
    [' . ', '.json', 'Countersign.json'],
    ['cert\u202Elmth.exe', '.html', 'cert lmth.exe.html'],
    ['line\none\u0000', '.countersign', 'line one.countersign'],
    ['x'.repeat(400), '.json', `${'x'.repeat(100)}.json`],
  ])('%j is named %s', (name, ending, named) => {
    expect(safeName(name, ending)).toBe(named);
  });

  it('never names a place, whatever it was called', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (name) => {
        expect(safeName(name, '.json')).toMatch(/^[^\\/:*?"<>|\p{C}]{1,100}\.json$/u);
      }),
    );
  });
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

describe('before windows close', () => {
  it('nothing is asked where nothing is unsent', () => {
    expect(questionFor([[]])).toBeNull();
    expect(questionFor([[{ of: 'w1', count: 0 }], []])).toBeNull();
  });
  it('what is unsent is counted, a workspace in two windows once', () => {
    expect(questionFor([[{ of: 'w1', count: 1 }]])?.message).toBe('One thing has not been sent yet.');
    const [one, two] = [
      { of: 'w1', count: 2 },
      { of: 'w1', count: 3 },
    ];
    expect(questionFor([[one], [two, { of: 'w2', count: 4 }]])).toMatchObject({
      message: '7 things have not been sent yet.',
      isSafe: true,
    });
  });
  it('a page that does not answer is said first, and what is unsent besides', () => {
    expect(questionFor([null])).toMatchObject({ message: 'This window does not answer.', isSafe: false });
    const both = questionFor([null, [{ of: 'w1', count: 2 }]]);
    expect(both?.detail).toMatch(/is on this laptop[^]+Besides: 2 things have not been sent yet\.$/);
  });
});

it.each(['linux', 'darwin', 'win32'] as const)(
  'every menu item of ours on %s has an id, and no key twice',
  (platform) => {
    const act = {
      newWindow: () => undefined,
      choose: () => undefined,
      othersJoin: false,
      letOthersJoin: () => undefined,
    };
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

it('none of Electron’s loosenings stands in the shell', () => {
  const folder = join(import.meta.dirname, '../../electron');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const loose =
    /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|bypassCSP: |allowpopups|nodeIntegration\w*: true|webSecurity: false|contextIsolation: false|sandbox: false|webviewTag: true|loadFile\(|remote-debugging|sendSync|openDevTools/;
  expect(sources.length).toBeGreaterThan(25);
  expect(sources.filter((name) => loose.test(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});

describe('what a page is given', () => {
  const none = { nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false };
  const walls = { sandbox: true, contextIsolation: true, webSecurity: true, webviewTag: false };

  it.each([
    ['linux', true, { spellcheck: false, devTools: false }],
    ['win32', true, { spellcheck: false, devTools: false }],
    // Its spell checker is the system's own and asks nobody.
    ['darwin', true, { spellcheck: true, devTools: false }],
    ['linux', false, { spellcheck: false, devTools: true }],
  ] as const)('%s, packaged: %s', (platform, packaged, given) => {
    expect(preferences('/preload.cjs', platform, packaged)).toEqual({
      preload: '/preload.cjs',
      ...none,
      ...walls,
      ...given,
      navigateOnDragDrop: false,
      // Words are sent also from a window that is hidden.
      backgroundThrottling: false,
    });
  });
});

describe('another window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const place = { x: 320, y: 110, width: 1280, height: 860, maximized: true };

  it('begins where the first one was, when there is no other', () => {
    expect(besideOthers(place, [], screens)).toEqual(place);
  });

  it('begins beside each that is there', () => {
    const second = besideOthers(place, [place], screens);
    expect(second).toMatchObject({ x: 352, y: 142, width: 1280, maximized: false });
    expect(besideOthers(place, [place, second], screens)).toMatchObject({ x: 384, y: 174 });
  });

  it('stays on the screen, however many there are', () => {
    const many = Array.from({ length: 40 }, (_, k) => ({ ...place, x: 320 + 32 * k, y: Math.min(110 + 32 * k, 220) }));
    const { x, y } = besideOthers(place, many, screens);
    expect([x <= 640, y <= 220]).toEqual([true, true]);
  });
});
