import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { Workspace } from '../../renderer/client/contract.ts';
import { newSecret, secretHash } from '../../sync-server/secret.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { Laptop, openedRoom, type } from './client-laptop.ts';
import { endAll, eventually, startTestServer } from './team.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');
const expires = '2099-01-01T00:00:00.000Z';

const founded = async (server: RunningServer): Promise<Workspace> => {
  const window = new Laptop(server).window();
  const mia = await window.enter(window.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }));
  await eventually(() => mia.online());
  return mia;
};
const joins = async (server: RunningServer, mia: Workspace, name: string) => {
  const invite = `for-${name}`;
  const invited = await mia.send({ kind: 'invite member', invite, role: 'sales', admin: false, expires });
  if (invited.kind !== 'done' || !invited.secret) throw new Error('no invite');
  const laptop = new Laptop(server);
  const window = laptop.window();
  const workspace = await window.enter(
    window.door.join({ link: `${server.url}/#/join/${mia.id}/${invited.secret}`, name }),
  );
  await eventually(() => workspace.online());
  return { laptop, window, workspace };
};
/** A link for another device of whoever has this workspace open. */
const linkOf = async (workspace: Workspace, server: RunningServer): Promise<string> => {
  const offered = await workspace.inquiries.addDevice();
  if (!offered.ok) throw new Error(offered.says);
  return `${server.url}/#/device/${workspace.id}/${offered.value.secret}`;
};
const signsOut = async (admin: Workspace, member: string): Promise<void> => {
  const told = await admin.inquiries.sessions();
  if (!told.ok) throw new Error(told.says);
  for (const { id } of told.value.filter((each) => each.member === member)) await admin.inquiries.endSession(id);
};

describe('a laptop that was signed out', () => {
  it('says so in every window, keeps what is not sent, and sends it once its person is back', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { laptop, window, workspace: sam } = await joins(server, mia, 'Sam');
    const second = await laptop.window().reopen();
    await eventually(() => second.online());
    await signsOut(mia, sam.me().id);
    for (const each of [sam, second])
      await eventually(() => each.signedOut()?.why === 'sign in' && each.sync().kind === 'attention');
    expect(await sam.send({ kind: 'create campaign', campaign: 'late', name: 'Late' })).toEqual({ kind: 'queued' });
    await eventually(() => second.outbox().length === 1);
    expect(await second.onlyHere()).toBe(1);
    // Somebody who lost all devices is let in by whoever runs the server.
    const { store } = server.workspaces.get(mia.id)!;
    const secret = newSecret();
    store.saveDeviceLink({ hash: secretHash(secret), member: sam.me().id, session: null, ends: expires }, expires);
    const link = `${server.url}/#/device/${mia.id}/${secret}`;
    expect(await window.enter(window.door.join({ link, name: '' }))).toBe(sam);
    await eventually(() => sam.signedOut() === null && second.signedOut() === null);
    await eventually(() => mia.state().campaigns['late']?.name === 'Late');
    expect(mia.state().campaigns['late']?.createdBy).toBe(sam.me().id);
  });

  it('does not speak for whoever signs in there next', async () => {
    const server = await startTestServer();
    const mia = await founded(server);
    const { laptop, workspace: sam } = await joins(server, mia, 'Sam');
    const { workspace: lena } = await joins(server, mia, 'Lena');
    await signsOut(mia, sam.me().id);
    await eventually(() => sam.signedOut() !== null);
    await sam.send({ kind: 'create campaign', campaign: 'sams', name: 'Mine' });
    const other = laptop.window();
    const hers = await other.enter(other.door.join({ link: await linkOf(lena, server), name: '' }));
    expect(hers.me().id).toBe(lena.me().id);
    await eventually(() => hers.online());
    laptop.line.mend();
    await eventually(() => sam.signedOut()?.why === 'another member');
    expect(await hers.send({ kind: 'create campaign', campaign: 'hers', name: 'Hers' })).toMatchObject({
      kind: 'done',
    });
    await eventually(() => mia.state().campaigns['hers'] !== undefined);
    expect(mia.state().campaigns['sams']).toBeUndefined();
    expect(sam.outbox()).toHaveLength(1);
  });
});

it('words that wait in an open window do not go out in the name of whoever signed in there meanwhile', async () => {
  const server = await startTestServer();
  const mia = await founded(server);
  await mia.send({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  const { laptop, workspace: sam } = await joins(server, mia, 'Sam');
  const { laptop: hers } = await joins(server, mia, 'Lena');
  const room = await openedRoom(sam, brief);
  await eventually(() => room.status().connection === 'connected');
  laptop.line.cut();
  await eventually(() => !sam.online());
  type(room, 'Sam’s words. ');
  await signsOut(mia, sam.me().id);
  laptop.takeCookies(hers);
  laptop.line.mend();
  await eventually(() => sam.signedOut()?.why === 'another member');
  await eventually(() => room.status().notice?.includes('Somebody else') ?? false);
  expect(room.status().unsent).toBe(1);
  expect(server.workspaces.get(mia.id)!.rooms.open(brief)!.doc.getText('objective').toJSON()).not.toContain('words');
});

it('what a window says that has not heard yet who signed in there is not said in their name', async () => {
  const server = await startTestServer();
  const mia = await founded(server);
  const { laptop, workspace: sam } = await joins(server, mia, 'Sam');
  const { laptop: hers } = await joins(server, mia, 'Lena');
  laptop.takeCookies(hers);
  expect(sam.online()).toBe(true);
  expect(await sam.send({ kind: 'create campaign', campaign: 'sams', name: 'Mine' })).toEqual({ kind: 'queued' });
  await eventually(() => sam.signedOut()?.why === 'another member');
  expect(sam.outbox()).toMatchObject([{ state: 'waits' }]);
  expect(mia.state().campaigns['sams']).toBeUndefined();
});

it('signing out in a window that stayed open leaves whoever signed in there since as they are', async () => {
  const server = await startTestServer();
  const mia = await founded(server);
  const { laptop, workspace: sam } = await joins(server, mia, 'Sam');
  const { workspace: lena } = await joins(server, mia, 'Lena');
  await signsOut(mia, sam.me().id);
  await eventually(() => sam.signedOut() !== null);
  const other = laptop.window();
  const hers = await other.enter(other.door.join({ link: await linkOf(lena, server), name: '' }));
  await eventually(() => hers.online());
  laptop.line.mend();
  await eventually(() => sam.signedOut()?.why === 'another member');
  expect(await sam.leave({ unsent: false, unheard: true })).toEqual({ kind: 'left' });
  expect((await other.door.known()).map(({ member }) => member.name)).toEqual(['Lena']);
  expect(await hers.send({ kind: 'create campaign', campaign: 'hers', name: 'Hers' })).toMatchObject({ kind: 'done' });
});

it('nobody is let in where somebody else is signed in, and the link stays good', async () => {
  const server = await startTestServer();
  const mia = await founded(server);
  const { window, workspace: sam } = await joins(server, mia, 'Sam');
  const { workspace: lena } = await joins(server, mia, 'Lena');
  const link = await linkOf(lena, server);
  expect(await window.door.join({ link, name: '' })).toMatchObject({
    ok: false,
    says: expect.stringContaining('Sam is signed in to this workspace here.') as string,
  });
  expect(sam.online()).toBe(true);
  const elsewhere = new Laptop(server).window();
  expect((await elsewhere.enter(elsewhere.door.join({ link, name: '' }))).me().id).toBe(lena.me().id);

  const invited = await mia.send({ kind: 'invite member', invite: 'more', role: 'sales', admin: false, expires });
  const secret = invited.kind === 'done' ? invited.secret : '';
  const invite = `${server.url}/#/join/${mia.id}/${secret}`;
  expect((await window.door.join({ link: invite, name: 'Ash' })).ok).toBe(false);
  const third = new Laptop(server).window();
  expect((await third.enter(third.door.join({ link: invite, name: 'Ash' }))).me().name).toBe('Ash');
});
