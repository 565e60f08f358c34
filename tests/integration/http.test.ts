import { request as httpRequest } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FeedRow } from '../../domain/event.ts';
import { MAX_BODY, ServerInfo, Session } from '../../domain/wire/http.ts';
import { Person, dataFolder, endAll, eventually, post, startTestServer } from './team.ts';

afterEach(endAll);

const started = async () => {
  const server = await startTestServer();
  return { server, mia: await Person.founds(server.url) };
};

describe('people', () => {
  it('found a workspace, and the founder is its admin with the role they chose', async () => {
    const { mia, server } = await started();
    expect(mia.session).toMatchObject({ workspaceName: 'Noticewren', seat: 'me', sample: false });
    expect(mia.session.member).toMatchObject({ name: 'Mia', role: 'marketing', admin: true, suspended: false });
    expect((await mia.get('/session')).body).toEqual({ ...mia.session, token: undefined });
    const info = ServerInfo.parse(await (await fetch(`${server.url}/api/server`)).json());
    expect(info).toMatchObject({ name: 'countersign', mayFound: true, sample: null });
    expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ ok: true });
  });

  it('do not found one where the server does not let them', async () => {
    const server = await startTestServer({ mayFound: false });
    const { status, body } = await post(server.url, '/api/workspaces', {
      workspace: 'W',
      name: 'Mia',
      role: 'marketing',
    });
    expect(status).toBe(403);
    expect(body['says']).toContain('join with an invite');
    expect(server.workspaces.open).toEqual([]);
  });

  it('join with an invite, once', async () => {
    const { server, mia } = await started();
    const expires = new Date(Date.now() + 60_000).toISOString();
    const { secret } = await mia.does({ kind: 'invite member', invite: 'one', role: 'sales', admin: false, expires });
    const join = (with_: unknown) => post(server.url, `${mia.place}/join`, { secret: with_, name: 'Sam' });
    const first = await join(secret);
    expect(Session.parse(first.body).member).toMatchObject({ name: 'Sam', role: 'sales', admin: false });
    const rows = (await mia.feed()).length;
    const again = await join(secret);
    expect(again.status).toBe(410);
    expect(again.body['says']).toContain('used already');
    const unknown = await join('x'.repeat(43));
    expect(unknown.status).toBe(403);
    expect(unknown.body['says']).toContain('copied whole');
    expect(await mia.feed()).toHaveLength(rows);
  });

  it('do not join with an invite that has expired or was taken back', async () => {
    const clock = { now: Date.now() };
    const server = await startTestServer({ clock: () => clock.now });
    const mia = await Person.founds(server.url);
    const expires = new Date(clock.now + 60_000).toISOString();
    const invite = (id: string) =>
      mia.does({ kind: 'invite member', invite: id, role: 'sales', admin: false, expires });
    const [late, taken] = [await invite('late'), await invite('taken')];
    await mia.does({ kind: 'revoke invite', invite: 'taken' });
    const revoked = await post(server.url, `${mia.place}/join`, { secret: taken.secret, name: 'Sam' });
    expect(revoked).toMatchObject({ status: 410, body: { error: 'revoked invite' } });
    clock.now += 60_000;
    const expired = await post(server.url, `${mia.place}/join`, { secret: late.secret, name: 'Sam' });
    expect(expired).toMatchObject({ status: 410, body: { error: 'expired invite' } });
    expect(expired.body['says']).toContain('Ask for a new one');
  });

  it('whose answer with the invite was lost get a secret that works by sending it again', async () => {
    const { server, mia } = await started();
    const expires = new Date(Date.now() + 60_000).toISOString();
    const command = { id: 'once', kind: 'invite member', invite: 'one', role: 'sales', admin: false, expires } as const;
    const lost = await mia.does(command);
    const { secret, number } = await mia.does(command);
    expect(number).toBe(lost.number);
    expect((await post(server.url, `${mia.place}/join`, { secret: lost.secret, name: 'Sam' })).status).toBe(403);
    expect((await post(server.url, `${mia.place}/join`, { secret, name: 'Sam' })).status).toBe(200);
  });

  it('leave, and the session is over', async () => {
    const { mia } = await started();
    const sam = await mia.invites('sales', 'Sam');
    expect((await sam.post('/leave', {})).status).toBe(200);
    const after = await sam.get('/session');
    expect(after.status).toBe(401);
    expect(after.body['says']).toContain('signed out');
  });
});

describe('a browser', () => {
  const cookieOf = (response: Response): string => response.headers.getSetCookie()[0] ?? '';
  const json = { 'content-type': 'application/json' };

  it('is remembered by a cookie no script can read, and sits in the chair it names', async () => {
    const { server, mia } = await started();
    const { secret } = await mia.does({
      kind: 'invite member',
      invite: 'one',
      role: 'sales',
      admin: false,
      expires: new Date(Date.now() + 60_000).toISOString(),
    });
    const joined = await fetch(`${server.url}${mia.place}/join`, {
      method: 'POST',
      headers: { ...json, origin: server.url },
      body: JSON.stringify({ secret, name: 'Sam' }),
    });
    const cookie = cookieOf(joined);
    expect(cookie).toMatch(
      new RegExp(`^cs-${mia.session.workspace}-me=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=\\d+$`),
    );
    expect(await joined.json()).not.toHaveProperty('token');
    const headers = { cookie: cookie.split(';')[0]! };
    const session = await fetch(`${server.url}${mia.place}/session`, { headers });
    expect(await session.json()).toMatchObject({ member: { name: 'Sam' }, seat: 'me' });
    const elsewhere = { ...headers, 'x-countersign-seat': 'mia' };
    expect((await fetch(`${server.url}${mia.place}/session`, { headers: elsewhere })).status).toBe(401);
  });

  it('on another site changes nothing, even with the cookie', async () => {
    const { server, mia } = await started();
    const rows = (await mia.feed()).length;
    const command = { id: 'forged', kind: 'create campaign', campaign: 'forged', name: 'Forged' };
    for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
      const { status } = await post(server.url, `${mia.place}/commands`, command, { ...mia.bearer, origin });
      expect(status).toBe(403);
    }
    expect(await mia.feed()).toHaveLength(rows);
  });

  it('that was led here under another name is turned away', async () => {
    const { server } = await started();
    const status = await new Promise<number>((resolve, reject) => {
      const asked = httpRequest(`${server.url}/api/server`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.once('error', reject);
      asked.end();
    });
    expect(status).toBe(403);
  });

  it('is served the app with a policy, and nothing beside it', async () => {
    const folder = dataFolder();
    mkdirSync(join(folder, 'app', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'app', 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'app', 'assets', 'main-Ab12Cd34.js'), '1');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    const server = await startTestServer({ app: join(folder, 'app') });
    const page = await fetch(server.url);
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await fetch(`${server.url}/assets/main-Ab12Cd34.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const path of ['/..%2fsecret.txt', '/%2e%2e/secret.txt', '/nothing', '/api/nothing'])
      expect((await fetch(server.url + path)).status).toBe(404);
  });
});

describe('bad input', () => {
  it('is answered with a sentence, and writes nothing', async () => {
    const { server, mia } = await started();
    const rows = (await mia.feed()).length;
    const commands = `${mia.place}/commands`;
    const long = { id: 'x', kind: 'create campaign', campaign: 'x', name: 'n'.repeat(10_000) };
    const answers = await Promise.all([
      post(server.url, commands, long, mia.bearer),
      post(server.url, commands, '{', mia.bearer),
      post(server.url, commands, { id: 'x', kind: 'take over' }, mia.bearer),
      post(server.url, commands, long, { ...mia.bearer, 'content-type': 'text/plain' }),
      post(server.url, commands, 'x'.repeat(MAX_BODY + 1), mia.bearer),
      post(server.url, commands, { ...long, name: 'Spring' }),
      post(server.url, '/api/w/unknown/commands', { ...long, name: 'Spring' }, mia.bearer),
      post(server.url, '/api/workspaces', { workspace: 'n'.repeat(10_000), name: 'Mia', role: 'marketing' }),
      post(server.url, '/api/w/..%2f/join', {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([422, 400, 422, 415, 413, 401, 404, 422, 422]);
    for (const { body } of answers) expect(body['says']).toMatch(/[.!]$/);
    expect(answers[0]?.body['says']).toContain('at most 120 characters');
    expect(await mia.feed()).toHaveLength(rows);
    expect(server.workspaces.open).toHaveLength(1);
  });

  it('of another kind of request is named', async () => {
    const { server } = await started();
    const wrong = await fetch(`${server.url}/api/server`, { method: 'DELETE', headers: { origin: server.url } });
    expect(wrong.status).toBe(405);
  });

  it('too often, without a session, has to wait', async () => {
    const server = await startTestServer();
    const tries = await Promise.all(
      Array.from({ length: 70 }, () => post(server.url, '/api/sample/nobody', {}).then(({ status }) => status)),
    );
    expect(tries).toContain(404);
    expect(tries).toContain(429);
  });
});

describe('the feed', () => {
  it('gives what came after a number, a page at a time, and says that there is more', async () => {
    const { mia } = await started();
    const begun = (await mia.feed()).at(-1)!.number;
    for (let count = 0; count < 3; count++)
      await mia.does({ kind: 'create campaign', campaign: `c${count}`, name: 'C' });
    const rows = await mia.feed(begun);
    expect(rows.map(({ number }) => number)).toEqual([begun + 1, begun + 2, begun + 3]);
    expect(await mia.feed(begun + 3)).toEqual([]);
  });

  it('says so where a laptop knows more than the server', async () => {
    const { mia } = await started();
    const ahead = await mia.get('/feed?after=1000');
    expect(ahead).toMatchObject({ status: 409, body: { error: 'rolled back' } });
    expect((await mia.get('/feed?after=-1')).status).toBe(422);
  });

  it('flows live, and ends when the member may read no more', async () => {
    const { mia } = await started();
    const sam = await mia.invites('sales', 'Sam');
    const after = (await mia.feed()).length;
    const response = await fetch(`${sam.url}${sam.place}/feed/live?after=${after - 1}`, { headers: sam.bearer });
    const rows: FeedRow[] = [];
    let ended = false;
    const reading = (async () => {
      let text = '';
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const lines = text.split('\n');
        text = lines.pop()!;
        for (const line of lines) if (line !== '') rows.push(FeedRow.parse(JSON.parse(line)));
      }
      ended = true;
    })();
    await eventually(() => rows.length === 1);
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    await eventually(() => rows.length === 2);
    expect(rows.map(({ number }) => number)).toEqual([after, after + 1]);
    await mia.does({ kind: 'suspend member', member: sam.id, suspended: true });
    await eventually(() => ended);
    await reading;
  });
});
