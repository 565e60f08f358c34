import { afterEach, describe, expect, it } from 'vitest';
import { updateFrame } from '../../sync-server/rooms/frame.ts';
import { ChildServer } from './child-server.ts';
import { Person, closeCode, dataFolder, endAll, eventually, post, startTestServer, write } from './team.ts';

afterEach(endAll);

/** What Prometheus would make of it: name and labels to value; throws where a line is none of the format. */
const parse = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(
        (line) => line !== '' && !/^# (HELP [a-z_:0-9]+ .+|TYPE [a-z_:0-9]+ (counter|gauge|histogram))$/.test(line),
      )
      .map((line) => {
        const match =
          /^([a-zA-Z_:][\w:]*(?:\{[a-z_]+="[^"\\]*"(?:,[a-z_]+="[^"\\]*")*\})?) (-?[\d.e+-]+|NaN|\+Inf)$/.exec(line);
        if (!match) throw new Error(`no sample: ${line}`);
        return [match[1]!, Number(match[2])];
      }),
  );
const metrics = async (url: string): Promise<Record<string, number>> =>
  parse(await (await fetch(`${url}/metrics`)).text());

describe('metrics', () => {
  it('tell what goes on, and move with it', async () => {
    const { url } = await startTestServer({ data: dataFolder() });
    const mia = await Person.founds(url);
    const sam = await mia.invites('sales', 'Sam');
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const before = await metrics(url);
    const hers = await mia.room('spring', 'brief', { acks: true });
    const his = await sam.room('spring', 'brief');
    write(hers, 'One.');
    await eventually(() => his.doc.getText('objective').toJSON().includes('One.'));
    const socket = await sam.socket('spring', 'brief');
    socket.once('open', () => socket.send(Uint8Array.of(99, 99)));
    expect(await closeCode(socket)).toBe(4422);
    const unfit = await sam.socket('spring', 'brief');
    // An update whose first struct is of no known kind.
    unfit.once('open', () => unfit.send(updateFrame(Uint8Array.of(1, 1, 7, 0, 31, 0, 0))));
    expect(await closeCode(unfit)).toBe(4422);
    const after = await metrics(url);
    expect(after).toMatchObject({
      'countersign_workspaces{state="open"}': 1,
      'countersign_workspaces{state="damaged"}': 0,
      countersign_rooms: 1,
      countersign_sessions: 2,
      countersign_unsaved_updates: 0,
      countersign_buffered_bytes: 0,
      countersign_feed_streams: 0,
      countersign_unfinished_bytes: 0,
      'countersign_refused_total{code="4422"}': 2,
      countersign_quarantined_total: 1,
    });
    expect(after['countersign_connections']! - (before['countersign_connections'] ?? 0)).toBe(2);
    for (const moved of [
      'countersign_updates_total',
      'countersign_commit_seconds_count',
      'countersign_delivery_seconds_count',
    ])
      expect(after[moved]).toBeGreaterThan(before[moved] ?? 0);
    expect(after['countersign_commit_seconds_bucket{le="+Inf"}']).toBe(after['countersign_commit_seconds_count']);
    expect(after['countersign_free_bytes']).toBeGreaterThan(0);
    expect(after['process_resident_memory_bytes']).toBeGreaterThan(1e6);
  });

  it('are told to this machine only, and behind a proxy or with a token only with it', async () => {
    const open = await startTestServer();
    expect((await fetch(`${open.url}/metrics`)).status).toBe(200);
    // A proxy on the same machine asks in somebody else’s name.
    expect((await fetch(`${open.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(403);
    const token = 'n3v3r-in-a-log-n3v3r-in-a-log';
    const proxied = await startTestServer({ behindTls: true, metricsToken: token });
    const as = (bearer: string) => fetch(`${proxied.url}/metrics`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await fetch(`${proxied.url}/metrics`)).status).toBe(403);
    expect((await as('n3v3r')).status).toBe(403);
    expect((await as(token)).status).toBe(200);
    expect(await (await fetch(`${proxied.url}/health`)).json()).toEqual({ ok: true });
  });
});

describe('health', () => {
  it('is bad, and says why to who runs it, while the disk takes nothing, and good again after', async () => {
    const server = await startTestServer();
    const mia = await Person.founds(server.url);
    await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const open = await mia.room('spring', 'brief', { acks: true });
    const health = async () => {
      const response = await fetch(`${server.url}/health`);
      return { status: response.status, body: (await response.json()) as { ok: boolean; why: string[] } };
    };
    expect(await health()).toEqual({ status: 200, body: { ok: true, why: [] } });
    const store = server.workspaces.open[0]!.store as { appendUpdate: (row: unknown) => void };
    const append = store.appendUpdate;
    store.appendUpdate = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    write(open, 'Waits.');
    let told = await health();
    while (told.status === 200) told = await health();
    expect(told).toMatchObject({
      status: 503,
      body: { ok: false, why: [expect.stringContaining('disk takes nothing')] },
    });
    store.appendUpdate = append;
    while (told.status !== 200) told = await health();
    expect(open.acknowledged).toBe(2);
  });

  it('is bad while decisions cannot be recorded, though another workspace records its own, and good again by itself', async () => {
    const server = await startTestServer();
    const [mia, sam] = [await Person.founds(server.url), await Person.founds(server.url)];
    const status = async (): Promise<number> => (await fetch(`${server.url}/health`)).status;
    const store = server.workspaces.get(mia.session.workspace)!.store as {
      appendFeedRow: (row: unknown) => void;
      tryDisk: () => void;
    };
    const { appendFeedRow: append, tryDisk } = store;
    store.appendFeedRow = store.tryDisk = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    const note = { kind: 'create campaign', campaign: 'spring', name: 'Spring' } as const;
    expect((await mia.try(note)).status).toBe(503);
    await sam.does(note);
    expect(await status()).toBe(503);
    expect((await metrics(server.url))['countersign_commit_failures_total']).toBeGreaterThan(0);
    // Nobody decides anything meanwhile.
    [store.appendFeedRow, store.tryDisk] = [append, tryDisk];
    expect(await status()).toBe(200);
    await mia.does(note);
  });
});

it('nothing that people wrote, and no secret, is in the log of a whole story', async () => {
  const token = 'metrics-secret-metrics-secret';
  const server = new ChildServer({
    COUNTERSIGN_DATA: dataFolder(),
    COUNTERSIGN_METRICS_TOKEN: token,
    COUNTERSIGN_PROT: 'prot-value',
  });
  const url = await server.url();
  const planted = [
    'Quetzalcoatl',
    'Ytterbium',
    'Xanthophyll',
    'Zymurgy',
    'Wolfram-query',
    'Vulpecula',
    token,
    'prot-value',
  ];
  const [text, comment, name, person, query, colleague] = planted as [string, string, string, string, string, string];
  const mia = await Person.founds(url, 'marketing', person);
  const { secret } = await mia.does({
    kind: 'invite member',
    invite: 'i',
    role: 'sales',
    admin: false,
    expires: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await mia.does({ kind: 'create campaign', campaign: 'spring', name });
  const open = await mia.room('spring', 'brief', { acks: true });
  write(open, text);
  await eventually(() => open.acknowledged === 2);
  const anchor = { text: 'brief/objective', start: 'AA==', end: 'AA==', quote: text, before: '', after: '' } as const;
  const thread = {
    kind: 'start thread',
    campaign: 'spring',
    thread: 't',
    anchor,
    blocking: false,
    replacement: null,
  } as const;
  await mia.does({ ...thread, comment });
  // What goes wrong tells no more: refused, broken, unknown, not JSON, a broken frame, a path and a query that carry words.
  expect((await mia.try({ ...thread, comment })).status).toBe(409);
  expect((await mia.post('/commands', `{"comment": ${comment}`)).status).toBe(400);
  expect((await post(url, `${mia.place}/join`, { secret, name: colleague })).status).toBe(200);
  expect((await mia.get(`/feed?after=${query}`)).status).toBe(422);
  await fetch(`${url}/metrics?token=${query}`, { headers: { authorization: `Bearer ${token}` } });
  const ticket = await mia.ticket('spring', 'brief');
  const socket = await mia.socket('spring', 'brief', ticket);
  socket.once('open', () => socket.send(Buffer.from(`\u0000\u0002${text}`)));
  expect(await closeCode(socket)).toBe(4422);
  expect(await server.end('SIGTERM')).toBe(0);

  for (const each of [...planted, secret!, ticket, mia.session.token!]) expect(server.said).not.toContain(each);
  const lines = server.said.trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('{'))).toEqual([`Countersign listens on ${url}`]);
  const entries = lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  for (const entry of entries)
    expect(entry).toMatchObject({
      at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      level: expect.stringMatching(/^(info|warn|error)$/) as string,
      what: expect.any(String) as string,
    });
  expect(entries.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['listening', 'answered', 'saving and ending', 'ended']),
  );
  expect(entries).toContainEqual(expect.objectContaining({ level: 'warn', setting: 'COUNTERSIGN_PROT' }));
});
