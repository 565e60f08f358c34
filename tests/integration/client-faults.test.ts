import { cpSync } from 'node:fs';
import * as Y from 'yjs';
import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { Workspace } from '../../renderer/client/contract.ts';
import { Laptop, objectiveOf, openedRoom, sameDocument, type } from './client-laptop.ts';
import { dataFolder, endAll, eventually, startTestServer } from './team.ts';
import type { RunningServer } from '../../sync-server/server.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');
const says = (workspace: Workspace) => workspace.sync().kind;

const founded = async (server: RunningServer) => {
  const laptop = new Laptop(server);
  const window = laptop.window();
  const mia = await window.enter(window.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }));
  await eventually(() => mia.online());
  await mia.send({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  return { laptop, window, mia };
};
const joined = async (server: RunningServer, mia: Workspace, role: 'sales' | 'sales-lead' | 'viewer') => {
  const expires = new Date(Date.now() + 60_000).toISOString();
  const invited = await mia.send({ kind: 'invite member', invite: `i-${role}`, role, admin: false, expires });
  if (invited.kind !== 'done') throw new Error('no invite');
  const laptop = new Laptop(server);
  const window = laptop.window();
  const link = `${server.url}/#/join/${mia.id}/${invited.secret}`;
  const workspace = await window.enter(window.door.join({ link, name: role === 'viewer' ? 'Vera' : 'Sam' }));
  await eventually(() => workspace.online());
  return { laptop, window, workspace };
};

describe('two windows of one seat', () => {
  it('send through one of them, show the same, and go on when that one closes', async () => {
    const server = await startTestServer();
    const { laptop, window, mia } = await founded(server);
    const other = laptop.window();
    const second = await other.reopen();
    await eventually(() => second.online());
    const outcome = await second.send({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(second.state().campaigns['autumn']?.name).toBe('Autumn');
    await eventually(() => mia.state().campaigns['autumn'] !== undefined);

    const again = await second.send({ kind: 'create campaign', campaign: 'autumn', name: 'Again' });
    expect(again).toMatchObject({ kind: 'refused' });
    await eventually(() => second.outbox().length === 0 && mia.outbox().length === 0);

    await window.close();
    await eventually(() => second.online());
    const third = second.send({ kind: 'create campaign', campaign: 'winter', name: 'Winter' });
    expect(await third).toMatchObject({ kind: 'done' });
  });

  it('show each other’s words offline, and send them once', async () => {
    const server = await startTestServer();
    const { laptop, mia } = await founded(server);
    const second = await laptop.window().reopen();
    const [one, two] = [await openedRoom(mia, brief), await openedRoom(second, brief)];
    await eventually(() => one.status().connection === 'connected' && two.status().connection === 'connected');
    laptop.line.cut();
    await eventually(() => !mia.online() && !second.online());
    type(one, 'One. ');
    await eventually(() => objectiveOf(two) === 'One. ');
    type(two, 'Two. ');
    await eventually(() => objectiveOf(one) === 'One. Two. ');
    laptop.line.mend();
    await eventually(() => says(mia) === 'on server' && says(second) === 'on server');
    expect([one.status().unsent, two.status().unsent]).toEqual([0, 0]);
    const { workspace: sam } = await joined(server, mia, 'sales');
    expect(objectiveOf(await openedRoom(sam, brief))).toBe('One. Two. ');
  });
});

it('what a window leaves unsent is said by the one that stays, and sent by it', async () => {
  const server = await startTestServer();
  const { laptop, mia } = await founded(server);
  const other = laptop.window();
  const second = await other.reopen();
  const room = await openedRoom(second, brief);
  await eventually(() => room.status().connection === 'connected' && says(mia) === 'on server');
  // The server keeps them, and its word never arrives.
  laptop.line.withhold = new Set([100]);
  type(room, 'Left behind. ');
  await eventually(() => says(mia) === 'sending');
  await other.close();
  expect(says(mia)).toBe('sending');
  expect(await mia.unsentRooms()).toEqual([brief]);
  laptop.line.withhold = new Set();
  await eventually(() => says(mia) === 'on server');
  expect(await mia.unsentRooms()).toEqual([]);
});

describe('words that cannot be sent', () => {
  it('because rights were taken meanwhile are kept as lost words over a fresh copy', async () => {
    const server = await startTestServer();
    const { mia } = await founded(server);
    const hers = await openedRoom(mia, brief);
    const { laptop, workspace: sam } = await joined(server, mia, 'sales');
    const his = await openedRoom(sam, brief);
    type(his, 'Sent. ');
    await eventually(() => objectiveOf(hers) === 'Sent. ');
    await eventually(() => says(sam) === 'on server');
    laptop.line.cut();
    await eventually(() => !sam.online());
    type(his, 'Unsent. ');
    const role = { kind: 'change role', member: sam.me().id, was: 'sales', role: 'viewer', admin: false } as const;
    expect(await mia.send(role)).toMatchObject({ kind: 'done' });
    laptop.line.mend();
    await eventually(() => his.replaced());
    his.close();
    const fresh = await openedRoom(sam, brief);
    expect(objectiveOf(fresh)).toBe('Sent. ');
    expect(fresh.status()).toMatchObject({
      access: 'read',
      unsent: 0,
      receipt: { lost: [{ text: 'brief/objective', words: 'Unsent.' }] },
    });
    expect(fresh.status().notice).toContain('only read');
    fresh.dismissReceipt();
    expect(fresh.status()).toMatchObject({ receipt: null, notice: null });
    expect(objectiveOf(hers)).toBe('Sent. ');
  });

  it('because the server calls them broken are kept, too', async () => {
    const server = await startTestServer();
    const { mia } = await founded(server);
    const room = await openedRoom(mia, brief);
    type(room, 'Good. ');
    await eventually(() => says(mia) === 'on server');
    // What no editor of ours makes.
    room.doc.transact(() => {
      type(room, 'Mine. ');
      room.doc.getText('nowhere').insert(0, 'x');
    });
    await eventually(() => room.replaced());
    room.close();
    const fresh = await openedRoom(mia, brief);
    expect(objectiveOf(fresh)).toBe('Good. ');
    expect(fresh.status().receipt?.lost).toEqual([{ text: 'brief/objective', words: 'Mine.' }]);
    type(fresh, 'Again. ');
    await eventually(() => says(mia) === 'on server');
  });
});

it('whoever only reads writes nothing, whatever marks are left around words that somebody deleted', async () => {
  const server = await startTestServer();
  const { mia } = await founded(server);
  const hers = await openedRoom(mia, brief);
  type(hers, 'one two three');
  await eventually(() => says(mia) === 'on server');
  const { laptop, workspace: sam } = await joined(server, mia, 'sales');
  const his = await openedRoom(sam, brief);
  const { workspace: vera } = await joined(server, mia, 'viewer');
  const read = await openedRoom(vera, brief);
  const made: unknown[] = [];
  for (const room of [read, his]) room.doc.on('update', (_update: Uint8Array, origin: unknown) => made.push(origin));
  laptop.line.cut();
  await eventually(() => !sam.online());
  his.doc.getText('objective').delete(5, 3);
  hers.doc.getText('objective').format(5, 3, { bold: true });
  await eventually(() => says(mia) === 'on server' && sameDocument(hers, read));
  laptop.line.mend();
  await eventually(() => says(sam) === 'on server' && sameDocument(hers, his) && sameDocument(hers, read));
  // The one deletion of Sam's; all others came over the line.
  expect(made.filter((origin) => origin === null)).toHaveLength(1);
  expect([read.replaced(), read.status().unsent, his.status().unsent]).toEqual([false, 0, 0]);
});

describe('a server', () => {
  it('put back to an older state without a word is said, and nothing on the laptop is touched', async () => {
    const [data, backup] = [dataFolder(), dataFolder()];
    const server = await startTestServer({ data });
    const { mia } = await founded(server);
    await server.close();
    await eventually(() => !mia.online());
    cpSync(data, backup, { recursive: true });
    const again = await startTestServer({ data, port: server.port });
    await eventually(() => mia.online());
    const renamed = { kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Late spring' } as const;
    expect(await mia.send(renamed)).toMatchObject({ kind: 'done' });
    await again.close();
    await eventually(() => !mia.online());
    await startTestServer({ data: backup, port: server.port });
    await eventually(() => says(mia) === 'attention');
    expect(mia.sync()).toMatchObject({ says: expect.stringContaining('older state') as string });
    expect(mia.state().campaigns['spring']?.name).toBe('Late spring');
  });

  it('that refuses a comment leaves it with its writer, with the reason, to send again or throw away', async () => {
    const server = await startTestServer();
    const { laptop, mia } = await founded(server);
    laptop.line.cut();
    await eventually(() => !mia.online());
    await mia.send({ kind: 'reply', campaign: 'spring', thread: 'gone', reply: 'r1', comment: 'My words.' });
    laptop.line.mend();
    await eventually(() => says(mia) === 'attention');
    const [kept] = mia.outbox();
    expect(kept).toMatchObject({ state: 'refused', command: { comment: 'My words.' } });
    expect(kept?.state === 'refused' && kept.reasons[0]?.says).toBeTruthy();
    expect(await mia.retry(kept!.command.id)).toMatchObject({ kind: 'refused' });
    expect(mia.outbox()).toHaveLength(1);
    mia.discard(kept!.command.id);
    await eventually(() => says(mia) === 'on server');
    expect(mia.outbox()).toEqual([]);
  });

  it('whose disk takes nothing says so, and what was typed waits', async () => {
    const server = await startTestServer();
    const { mia } = await founded(server);
    const room = await openedRoom(mia, brief);
    await eventually(() => room.status().connection === 'connected');
    const store = server.workspaces.open[0]!.store as { appendUpdate: (row: unknown) => void };
    const append = store.appendUpdate;
    store.appendUpdate = () => {
      throw new Error('disk full');
    };
    type(room, 'Waits. ');
    await eventually(() => room.status().notice !== null);
    expect(says(mia)).not.toBe('on server');
    store.appendUpdate = append;
    await eventually(() => says(mia) === 'on server' && room.status().notice === null);
    expect(room.status().unsent).toBe(0);
  });
});

it('what a server says that it has and has not is sent all the same, and kept here until it says that it kept it', async () => {
  const server = await startTestServer();
  const { laptop, mia } = await founded(server);
  const room = await openedRoom(mia, brief);
  type(room, 'Sent. ');
  await eventually(() => says(mia) === 'on server');
  laptop.line.cut();
  await eventually(() => !mia.online());
  type(room, 'Unsent. ');
  await eventually(() => says(mia) === 'saved here');
  // One bad byte on its disk: in step 1 it counts the words it never got.
  const claims = Y.encodeStateVector(room.doc);
  laptop.line.watch = (socket) =>
    socket.addEventListener('message', (event) => {
      const frame = new Uint8Array(event.data as ArrayBuffer);
      if (frame[0] === 0 && frame[1] === 0 && frame.length === claims.length + 3) frame.set(claims, 3);
    });
  laptop.line.mend();
  await eventually(() => says(mia) === 'on server');
  expect(server.workspaces.open[0]!.rooms.open(brief)!.doc.getText('objective').toJSON()).toContain('Sent. Unsent. ');
});

describe('leaving', () => {
  const sure = { unsent: false, unheard: false };
  const withSam = async () => {
    const server = await startTestServer();
    const { mia } = await founded(server);
    const { laptop, window, workspace: sam } = await joined(server, mia, 'sales');
    const sessions = async () => {
      const told = await mia.inquiries.sessions();
      return told.ok ? told.value.filter(({ member }) => member === sam.me().id).length : -1;
    };
    return { mia, sam, laptop, window, sessions };
  };

  it('says what is not sent, and forgets the workspace once it is', async () => {
    const { mia, sam, laptop, window } = await withSam();
    await eventually(() => sam.state().campaigns['spring'] !== undefined);
    const room = await openedRoom(sam, brief);
    await eventually(() => room.status().connection === 'connected');
    laptop.line.cut();
    await eventually(() => !sam.online());
    type(room, 'Unsent. ');
    await sam.send({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Late' });
    expect(await sam.leave(sure)).toEqual({ kind: 'unsent', count: 2 });
    laptop.line.mend();
    await eventually(() => says(sam) === 'on server');
    expect(await sam.leave(sure)).toEqual({ kind: 'left' });
    expect(await window.door.known()).toEqual([]);
    await eventually(() => mia.state().campaigns['spring']?.name === 'Late');
  });

  it('pretends nothing where the server does not hear it: the session stays, and so does the workspace', async () => {
    const { sam, laptop, window, sessions } = await withSam();
    laptop.line.cut();
    await eventually(() => !sam.online());
    expect(await sam.leave(sure)).toEqual({ kind: 'unreachable' });
    expect(await window.door.known()).toHaveLength(1);
    laptop.line.mend();
    await eventually(() => sam.online());
    expect(await sam.leave(sure)).toEqual({ kind: 'left' });
    expect(await sessions()).toBe(0);
  });

  it('can forget the workspace unheard, and another device ends the session', async () => {
    const { sam, laptop, window, sessions } = await withSam();
    laptop.line.cut();
    await eventually(() => !sam.online());
    expect(await sam.leave({ unsent: false, unheard: true })).toEqual({ kind: 'left' });
    expect(await window.door.known()).toEqual([]);
    expect(await sessions()).toBe(1);
  });

  it('keeps for the same member what is nowhere else', async () => {
    const { mia, sam, laptop, window } = await withSam();
    const offered = await sam.inquiries.addDevice();
    if (!offered.ok) throw new Error(offered.says);
    laptop.line.cut();
    await eventually(() => !sam.online());
    await sam.send({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    expect(await sam.leave({ unsent: true, unheard: true })).toEqual({ kind: 'left' });
    laptop.line.mend();
    const link = `${laptop.server}/#/device/${sam.id}/${offered.value.secret}`;
    const back = await window.enter(window.door.join({ link, name: '' }));
    await eventually(() => says(back) === 'on server');
    await eventually(() => mia.state().campaigns['autumn']?.name === 'Autumn');
  });

  it('is refused for the last device of the only admin', async () => {
    const server = await startTestServer();
    const { mia, window } = await founded(server);
    expect(await mia.leave(sure)).toMatchObject({
      kind: 'refused',
      says: expect.stringContaining('only device') as string,
    });
    expect(mia.online()).toBe(true);
    expect(await window.door.known()).toHaveLength(1);
  });
});

it('a text whose update this app does not know is shown as far as it goes, read-only, and nothing is sent', async () => {
  const server = await startTestServer();
  const { laptop, mia } = await founded(server);
  const room = await openedRoom(mia, brief);
  await eventually(() => room.status().connection === 'connected');
  const doc = new Y.Doc();
  doc.getText('nowhere').insert(0, 'x');
  const socket = [...laptop.line.sockets][0]!;
  const update = Y.encodeStateAsUpdate(doc);
  socket.dispatchEvent(new MessageEvent('message', { data: Uint8Array.of(0, 2, update.length, ...update).buffer }));
  expect(room.status()).toMatchObject({ access: 'read', notice: expect.stringContaining('newer app') as string });
  expect(room.doc.share.has('nowhere')).toBe(false);
});
