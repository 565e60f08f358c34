import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY } from '../../domain/wire/http.ts';
import { endAll, post } from '../integration/team.ts';
import { Siege, send } from './siege.ts';

let at: Siege;
beforeAll(async () => {
  at = await Siege.begins({ campaigns: false });
  await at.mia.does({ kind: 'create campaign', campaign: 'c', name: 'Spring renewal' });
});
afterAll(endAll);

/** Sends a body exactly as written. */
const says = (body: string) => post(at.url, `${at.mia.place}/commands`, body, at.mia.bearer);
const renames = (name: unknown) =>
  JSON.stringify({ id: crypto.randomUUID(), kind: 'rename campaign', campaign: 'c', was: 'Spring renewal', name });

describe('JSON', () => {
  it('that is none, or is too much, is refused with a sentence', async () => {
    for (const body of ['', '{', 'null', '[]', '"text"', '1', 'NaN', '{"id":1}', '{id:"x"}', '\ufeff{}', "{'id':'x'}"])
      await at.repels(body === '' || /^[{N\ufeff]/.test(body) ? (body === '{"id":1}' ? 422 : 400) : 422, () =>
        says(body),
      );
    await at.repels(413, () => says(JSON.stringify('x'.repeat(MAX_BODY))));
  });

  it('that is nested without end does not overflow the server', async () => {
    const fact = (value: string) =>
      `{"id":"deep","kind":"set fact","campaign":"c","fact":"owner","was":null,"value":${value}}`;
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    for (const value of [deep, `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`, '['.repeat(100_000)])
      await at.repels(value.endsWith('[') ? 400 : 422, () => says(fact(value)));
    await at.repels(422, () => says(`{"id":"deep","kind":"set policy","was":${deep},"policy":{}}`));
    await at.repels(422, () => says(deep));
  });

  it('does not reach an object’s prototype', async () => {
    const policy = JSON.stringify(at.workspace.state().policy);
    const bodies = [
      '{"__proto__":{"id":"p","kind":"create campaign","campaign":"p","name":"P"}}',
      '{"constructor":{"prototype":{"admin":true}}}',
      `{"id":"p","kind":"set policy","was":${policy},"policy":{"__proto__":${policy}}}`,
      '{"id":"p","kind":"set fact","campaign":"c","fact":"__proto__","was":null,"value":{"admin":true}}',
      '{"id":"p","kind":"set fact","campaign":"c","fact":"constructor","was":null,"value":null}',
      '{"id":"p","kind":"set fact","campaign":"c","fact":"toString","was":null,"value":null}',
      '{"id":"p","kind":"__proto__","campaign":"c"}',
      '{"id":"p","kind":"constructor","campaign":"c"}',
    ];
    for (const body of bodies) {
      const before = at.written();
      const { status } = await says(body);
      expect([409, 422]).toContain(status);
      expect(at.written()).toBe(before);
    }
    // Members beside the ones a command has are left out, whatever they are called.
    const { status } = await says(`{"__proto__":{"admin":true},${renames('Ours').slice(1)}`);
    expect(status).toBe(200);
    await says(renames('Spring renewal').replace('"was":"Spring renewal"', '"was":"Ours"'));
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(Object.keys(at.workspace.state().members)).not.toContain('__proto__');
  });

  it.each([
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'prototype/..',
    '../c',
    'c/brief',
    '',
    ' c',
    'C%00',
    'ｃ',
  ])('names nothing by an id that is none: %s', async (id) => {
    const attempts = [
      { kind: 'create campaign', campaign: id, name: 'N' },
      { kind: 'rename campaign', campaign: id, was: 'a', name: 'N' },
      { kind: 'suspend member', member: id, suspended: true },
      { kind: 'confirm sales lead', member: id },
      { kind: 'revoke invite', invite: id },
      { kind: 'resolve thread', campaign: 'c', thread: id },
      { kind: 'link field note', note: id, campaign: 'c', part: 'x', linked: true },
    ];
    for (const attempt of attempts)
      await at.repels(422, () => post(at.url, `${at.mia.place}/commands`, { id: 'x', ...attempt }, at.mia.bearer));
    await at.repels(422, () =>
      post(at.url, `${at.mia.place}/commands`, { id, kind: 'complete', campaign: 'c' }, at.mia.bearer),
    );
  });

  it('with numbers beyond all measure is refused', async () => {
    const launch = (version: string) =>
      `{"id":"n","kind":"launch","campaign":"c","version":${version},"digest":"${'a'.repeat(64)}","asked":[]}`;
    for (const version of ['1e400', '-1', '0', '1.5', '9007199254740993', '"1"', '1e21', 'true', '-0'])
      await at.repels(422, () => says(launch(version)));
    await at.refused(at.mia, JSON.parse(launch('9007199254740991')) as never, 'unknown version');
    const reach = (contacts: string) =>
      `{"id":"n","kind":"set fact","campaign":"c","fact":"reach","was":null,"value":{"contacts":${contacts},"firstBatch":1}}`;
    for (const contacts of ['1e999', '1e8', '0', '-0', '0.1']) {
      const before = at.written();
      expect([409, 422]).toContain((await says(reach(contacts))).status);
      expect(at.written()).toBe(before);
    }
    for (const after of ['-1', '1e3', '0x10', '999999999999999999', '١', '1%00', '', ' 1'])
      expect([200, 422]).toContain((await at.mia.get(`/feed?after=${encodeURIComponent(after)}`)).status);
    await at.repels(409, () => at.mia.get('/feed?after=999999999999999'));
  });

  it('with half a character is mended before it is judged: nothing unhashable is recorded', async () => {
    const half = '\\ud800';
    const fact = (name: string, was: string) =>
      `{"id":"${name}","kind":"set fact","campaign":"c","fact":"sender","was":${was},"value":{"name":"${name}","email":"a@b.example","company":"","phone":"","address":"","optOutUrl":""}}`;
    const body = fact(`N${half}`, 'null').replace(`"id":"N${half}"`, '"id":"half"');
    expect((await says(body)).status).toBe(200);
    expect(at.workspace.state().campaigns['c']!.facts.sender!.name).toBe('N\ufffd');
    const refused = [
      `{"id":"h","kind":"sign off","campaign":"c","version":1,"digest":"${'a'.repeat(64)}","viewed":["${half}"],"statement":"${half}"}`,
      `{"id":"h","kind":"set policy","was":{"quorum":1,"mayLaunch":["sales"],"salesMayWriteCopy":false,"alsoBlocking":["${half}"]},"policy":{"quorum":1,"mayLaunch":["sales"],"salesMayWriteCopy":false,"alsoBlocking":["${half}"]}}`,
      `{"id":"h","kind":"link field note","note":"n","campaign":"c","part":"${half}","linked":true}`,
      `{"id":"${half}","kind":"complete","campaign":"c"}`,
    ];
    for (const each of refused) {
      const before = at.written();
      expect([409, 422]).toContain((await says(each)).status);
      expect(at.written()).toBe(before);
    }
  });

  it('is kept as it was said, with whatever characters text can have', async () => {
    const words = 'a\u0000b \u202e\u0007 “😀” \u2028 e\u0301 \ufffd';
    const thread = { kind: 'start thread', campaign: 'c', thread: 'odd', blocking: false, replacement: null };
    const anchor = { text: 'brief/offer', start: '', end: '', quote: '\u0000', before: '', after: '' };
    const { status } = await says(JSON.stringify({ id: 'odd', ...thread, anchor, comment: words }));
    expect(status).toBe(200);
    const row = (await at.sam.feed()).at(-1)!;
    expect(row.bodies['comment']?.text).toBe(words);
    expect(row.bodies['quote']?.text).toBe('\u0000');
    const cut = `{"id":"cut","kind":"reply","campaign":"c","thread":"odd","reply":"r","comment":"a\\ud800b"}`;
    expect((await says(cut)).status).toBe(200);
    expect((await at.sam.feed()).at(-1)!.bodies['comment']?.text).toBe('a\ufffdb');
  });
});

describe('an address', () => {
  it('of nothing is 404 with a sentence, whatever it tries to be', async () => {
    const place = at.mia.place;
    const paths = [
      '/api/w/constructor/session',
      '/api/w/__proto__/session',
      '/api/w/..%2f..%2fetc/session',
      `${place}/campaigns/constructor/package`,
      `${place}/campaigns/${encodeURIComponent("c' OR 1=1 --")}/package`,
      `${place}/campaigns/c/versions/1`,
      `${place}/campaigns/c/versions/999999`,
      `${place}/campaigns/..%2f/export`,
      `${place}/campaigns/toString/export`,
      `${place}/campaigns/valueOf/certificate`,
      `${place}/campaigns/constructor/writers`,
      '/.well-known/countersign/constructor/keys',
      '/.well-known/countersign/..%2f/keys',
    ];
    for (const path of paths) {
      const before = at.written();
      const { status, text } = await send(at.url, { path, headers: at.mia.bearer });
      expect({ path, status }).toEqual({ path, status: 404 });
      expect((JSON.parse(text) as { says: string }).says).toMatch(/\.$/);
      expect(at.written()).toBe(before);
    }
  });

  it('that no address can be is refused with a sentence, and no fault of the server’s', async () => {
    const before = at.logged.length;
    for (const path of ['//', '///', '/\\\\', '//x:y', 'http://', '//[']) {
      const { status, text } = await send(at.url, { path });
      expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code === 400 || code === 404)]);
      if (status === 400) expect(text).toMatch(/[.]"}$/);
    }
    expect(at.logged.slice(before).join()).not.toContain('failed');
  });

  it('of another workspace answers nobody from here', async () => {
    await at.eve.does({ kind: 'create campaign', campaign: 'hers', name: 'Hers' });
    const paths = ['/session', '/feed', '/feed/live', '/sessions', '/campaigns/hers/export', '/campaigns/hers/package'];
    for (const path of paths) {
      const answer = await send(at.url, { path: at.eve.place + path, headers: at.mia.bearer });
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      expect(answer.text).not.toContain('Hers');
    }
  });

  it('is asked by HEAD without a body, and without a stream left open', async () => {
    const streams = await send(at.url, { method: 'HEAD', path: `${at.mia.place}/feed`, headers: at.mia.bearer });
    expect({ status: streams.status, text: streams.text }).toEqual({ status: 200, text: '' });
  });

  it('tells nobody what the server is made of', async () => {
    for (const path of ['/health', '/api/server', '/api/nothing', '/']) {
      const { headers, text } = await send(at.url, { path });
      expect(Object.keys(headers)).not.toContain('x-powered-by');
      expect(text).not.toMatch(/node_modules|at file:|\/sync-server\//);
    }
  });
});

describe('a file that leaves', () => {
  it('is named and served so that nothing in a campaign’s name reaches a header or runs', async () => {
    const name = '"; filename="evil.exe"; x="é </title><script>alert(1)</script>';
    await at.mia.does({ kind: 'create campaign', campaign: 'hostile', name });
    for (const what of ['export', 'certificate']) {
      const { status, headers, text } = await send(at.url, {
        path: `${at.mia.place}/campaigns/hostile/${what}`,
        headers: at.mia.bearer,
      });
      expect({ what, status }).toEqual({ what, status: 200 });
      expect(JSON.stringify(headers)).not.toMatch(/evil|script/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      if (what === 'export') continue;
      expect(text).not.toContain('<script');
      expect(`${String(headers['content-security-policy'])} ${text}`).toContain("default-src 'none'");
    }
  });
});
