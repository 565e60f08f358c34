import { afterEach, describe, expect, it, vi } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { NO_HASH } from '../../domain/event.ts';
import type { OpenRoom, Workspace } from '../../renderer/client/contract.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { Laptop, objectiveOf, openedRoom, type, type Window } from './client-laptop.ts';
import { endAll, eventually, startTestServer } from './team.ts';

afterEach(endAll);
afterEach(() => {
  vi.restoreAllMocks();
});
const brief = roomName('spring', 'brief');

const founded = async (server: RunningServer): Promise<Workspace> => {
  const window = new Laptop(server).window();
  const mia = await window.enter(window.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }));
  await eventually(() => mia.online());
  for (const campaign of ['spring', 'secret'])
    await mia.send({ kind: 'create campaign', campaign, name: campaign === 'spring' ? 'Spring' : 'A secret launch' });
  return mia;
};
const joins = async (
  server: RunningServer,
  mia: Workspace,
  command: Parameters<Workspace['send']>[0],
): Promise<{ workspace: Workspace; window: Window; laptop: Laptop }> => {
  const invited = await mia.send(command);
  if (invited.kind !== 'done' || !invited.secret) throw new Error('no invite');
  const laptop = new Laptop(server);
  const window = laptop.window();
  const link = `${server.url}/#/join/${mia.id}/${invited.secret}`;
  const workspace = await window.enter(window.door.join({ link, name: 'Sam' }));
  await eventually(() => workspace.online());
  return { workspace, window, laptop };
};
const expires = '2099-01-01T00:00:00.000Z';
const anchor = { text: 'brief/objective' as const, start: 'AA==', end: 'AA==', quote: 'q', before: '', after: '' };
const asSales = { kind: 'invite member' as const, invite: 'i1', role: 'sales' as const, admin: false, expires };

describe('a person whose right is taken', () => {
  it('keeps what could not be sent, and the others never get it', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { workspace: sam } = await joins(server, mia, asSales);
    const hers = await openedRoom(mia, brief);
    const his = await openedRoom(sam, brief);
    type(his, 'Sent in time. ');
    await eventually(() => objectiveOf(hers).includes('Sent in time') && his.status().unsent === 0);
    const { id } = sam.me();
    // In one turn of the server: the right is gone before the words can have come.
    type(his, 'Typed too late.');
    server.workspaces
      .get(mia.id)!
      .run({ id: 'x', kind: 'change role', member: id, was: 'sales', role: 'viewer', admin: false }, mia.me().id);
    await eventually(() => his.status().access === 'read');
    await eventually(() => JSON.stringify(sam.recoveries()).includes('Typed too late.'));
    expect(objectiveOf(hers)).not.toContain('too late');
  });
});

const suspend = (member: string, suspended: boolean) => ({ kind: 'suspend member' as const, member, suspended });
const comment = (words: string) => ({
  kind: 'start thread' as const,
  campaign: 'spring',
  thread: 't',
  anchor,
  comment: words,
  blocking: false,
  replacement: null,
});
const kept = (sam: Workspace): string => JSON.stringify(sam.recoveries());

describe('a person who is suspended', () => {
  it('keeps what could not be sent; none of it goes out by itself once they are let back in', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { workspace: sam, window } = await joins(server, mia, asSales);
    const hers = await openedRoom(mia, brief);
    const his = await openedRoom(sam, brief);
    type(his, 'Sent in time. ');
    await eventually(() => objectiveOf(hers).includes('Sent in time') && his.status().unsent === 0);
    const { id } = sam.me();
    // In one turn of the server: they are out before the words can have come.
    type(his, 'Typed too late.');
    server.workspaces.get(mia.id)!.run({ id: 'x', ...suspend(id, true) }, mia.me().id);
    await eventually(() => sam.signedOut()?.why === 'suspended' && his.replaced());
    await eventually(() => kept(sam).includes('Typed too late.'));
    expect(kept(sam)).not.toContain('"lost":["Sent in time.');
    const fresh = sam.openRoom(brief);
    expect(fresh.status()).toMatchObject({ access: 'read', unsent: 0 });
    // As they give it: no question of whether somebody will let it out later.
    expect(await sam.send(comment('Said too late.'))).toMatchObject({ kind: 'refused' });
    expect(sam.outbox()).toMatchObject([{ state: 'refused', command: { comment: 'Said too late.' } }]);
    expect(await sam.onlyHere()).toBe(2);

    await mia.send(suspend(id, false));
    window.look();
    await eventually(() => sam.signedOut() === null && fresh.status().access === 'write');
    await eventually(() => objectiveOf(fresh).includes('Sent in time'));
    type(fresh, 'Back again.');
    await eventually(() => objectiveOf(hers).includes('Back again.'));
    expect(objectiveOf(hers)).not.toContain('too late');
    expect(kept(sam)).toContain('Typed too late.');
    expect(sam.outbox()).toMatchObject([{ state: 'refused' }]);
    expect(mia.state().campaigns['spring']?.threads).toEqual({});
    expect(await sam.retry(sam.outbox()[0]!.command.id)).toMatchObject({ kind: 'done' });
  });

  it('and what they wrote without a connection, in texts that no window shows, is kept as well', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { workspace: sam, laptop, window } = await joins(server, mia, asSales);
    const his = await openedRoom(sam, brief);
    await eventually(() => his.status().connection === 'connected');
    laptop.line.cut();
    await eventually(() => !sam.online());
    type(his, 'Typed on a train.');
    await sam.send(comment('Said on a train.'));
    await window.close();
    await mia.send(suspend(sam.me().id, true));
    laptop.line.mend();
    const again = await laptop.window().reopen();
    await eventually(() => again.signedOut()?.why === 'suspended');
    await eventually(() => kept(again).includes('Typed on a train.'));
    await eventually(() => again.outbox()[0]?.state === 'refused');
    expect(await again.unsentRooms()).toEqual([]);
  });
});

describe('a laptop that was away while its person was suspended and let back in', () => {
  const away = async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { workspace: sam, window, laptop } = await joins(server, mia, asSales);
    const hers = await openedRoom(mia, brief);
    const his = await openedRoom(sam, brief);
    type(his, 'Sent in time. ');
    await eventually(() => objectiveOf(hers).includes('Sent in time') && his.status().unsent === 0);
    laptop.line.cut();
    await eventually(() => !sam.online());
    const words = comment('Said while away.');
    const both = async () => {
      await mia.send(suspend(sam.me().id, true));
      await mia.send(suspend(sam.me().id, false));
    };
    return { mia, sam, window, laptop, hers, his, words, both };
  };
  /** All of it is there for Sam alone, and what is written from here on goes out. */
  const keptForSam = async (sam: Workspace, mia: Workspace, hers: OpenRoom) => {
    await eventually(() => sam.online() && kept(sam).includes('Typed while away.'));
    expect(kept(sam)).not.toContain('"lost":["Sent in time.');
    await eventually(() => sam.outbox()[0]?.state === 'refused');
    const fresh = sam.openRoom(brief);
    await eventually(() => fresh.status().access === 'write' && objectiveOf(fresh).includes('Sent in time'));
    type(fresh, 'Back again.');
    await eventually(() => objectiveOf(hers).includes('Back again.'));
    expect(objectiveOf(hers)).not.toContain('Typed while away.');
    expect(mia.state().campaigns['spring']?.threads).toEqual({});
    expect(await sam.unsentRooms()).toEqual([]);
    expect(await sam.retry(sam.outbox()[0]!.command.id)).toMatchObject({ kind: 'done' });
  };

  it('keeps what it had not sent, when it is opened again', async () => {
    const { mia, sam, window, laptop, hers, his, words, both } = await away();
    type(his, 'Typed while away.');
    await sam.send(words);
    await window.close();
    await both();
    laptop.line.mend();
    const again = await laptop.window().reopen();
    await keptForSam(again, mia, hers);
    expect(again.recoveries()).toHaveLength(1);
  });

  it('and when it was only asleep, with windows open', async () => {
    const { mia, sam, laptop, hers, his, words, both } = await away();
    const other = await laptop.window().reopen();
    const beside = await openedRoom(other, brief);
    type(beside, 'Typed while away.');
    await sam.send(words);
    await eventually(() => objectiveOf(his).includes('Typed while away.'));
    await both();
    laptop.line.mend();
    await eventually(() => his.replaced() && beside.replaced());
    await keptForSam(sam, mia, hers);
    await eventually(() => other.outbox().length === 0);
    expect(kept(other)).toContain('Typed while away.');
  });

  it('and takes no row that tells of it before its disk has taken that nothing of this shall go out', async () => {
    const { mia, sam, window, laptop, hers, his, words, both } = await away();
    type(his, 'Typed while away.');
    await sam.send(words);
    await window.close();
    await both();
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!.value as IDBObjectStore['put'];
    let refusals = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...of) {
      if (this.name !== 'outbox') return put.apply(this, of);
      refusals += 1;
      throw new DOMException('full', 'QuotaExceededError');
    });
    laptop.line.mend();
    const full = laptop.window();
    const unkept = await full.reopen();
    await eventually(() => unkept.outbox()[0]?.state === 'refused' && refusals > 2);
    expect(unkept.online()).toBe(false);
    await full.close();
    vi.restoreAllMocks();
    await keptForSam(await laptop.window().reopen(), mia, hers);
  });

  it('and goes on without a disk that it cannot read; nothing there is sent, and it is kept once it can be read', async () => {
    const { mia, sam, window, laptop, hers, his, words, both } = await away();
    type(his, 'Typed while away.');
    await sam.send(words);
    await window.close();
    await both();
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('A private window has none.', 'SecurityError');
    });
    laptop.line.mend();
    const without = laptop.window();
    const unread = await without.reopen();
    await eventually(() => unread.online() && unread.state().campaigns['spring'] !== undefined);
    vi.restoreAllMocks();
    const room = await openedRoom(unread, brief);
    type(room, 'Without a disk. ');
    await eventually(() => objectiveOf(hers).includes('Without a disk.'));
    expect(objectiveOf(hers)).not.toContain('Typed while away.');
    await without.close();
    await keptForSam(await laptop.window().reopen(), mia, hers);
  });
});

describe('a guest’s app', () => {
  it('shows the one campaign, and lets them comment', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { workspace: gwen } = await joins(server, mia, {
      kind: 'invite guest',
      invite: 'g1',
      campaign: 'spring',
      expires,
    });
    await eventually(() => Object.keys(gwen.state().campaigns).length > 0);
    expect(Object.keys(gwen.state().campaigns)).toEqual(['spring']);
    // Said a moment later than it is so: what claims more may wait.
    await eventually(() => gwen.sync().kind === 'on server');
    const thread = { kind: 'start thread' as const, campaign: 'spring', thread: 't1', anchor, comment: 'Why?' };
    await gwen.send({ ...thread, blocking: false, replacement: null });
    await eventually(() => mia.state().campaigns['spring']?.threads['t1']?.by === gwen.me().id);
    const room = await openedRoom(gwen, brief);
    await eventually(() => room.status().connection === 'connected');
    expect(room.status().access).toBe('read');
  });
});

describe('a server that shows what was never decided', () => {
  it('is not believed: entries that the workspace’s key has not signed are not taken', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const inside = server.workspaces.get(mia.id)!;
    const honest = inside.feed.bind(inside);
    const [, second] = honest(0, 2);
    // As one who writes to the disk and has no key: an event’s place and hash are right, its signature is another one’s.
    inside.feed = (after, limit) =>
      honest(after, limit).map((row) => (row.number === 3 ? { ...row, signature: second!.signature } : row));
    const invited = await mia.send(asSales);
    const window = new Laptop(server).window();
    const link = `${server.url}/#/join/${mia.id}/${invited.kind === 'done' ? invited.secret : ''}`;
    const sam = await window.enter(window.door.join({ link, name: 'Sam' }));
    await eventually(() => sam.sync().kind === 'attention');
    expect(JSON.stringify(sam.sync())).toContain('has not signed');
    expect(sam.state()).toMatchObject({ number: 0, head: NO_HASH, campaigns: {} });
  });
});
