import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { Workspace } from '../../renderer/client/contract.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { Laptop, objectiveOf, openedRoom, sameText, type } from './client-laptop.ts';
import { dataFolder, endAll, eventually, startTestServer } from './team.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');

/** Mia founds a workspace with a campaign in it; Sam joins by her invite, on a laptop of his own. */
const two = async (server: RunningServer) => {
  const laptops = { mia: new Laptop(server), sam: new Laptop(server) };
  const windows = { mia: laptops.mia.window() };
  const mia = await windows.mia.enter(
    windows.mia.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }),
  );
  await eventually(() => mia.online());
  expect(await mia.send({ kind: 'create campaign', campaign: 'spring', name: 'Spring' })).toMatchObject({
    kind: 'done',
  });
  const invited = await mia.send({
    kind: 'invite member',
    invite: 'i1',
    role: 'sales-lead',
    admin: false,
    expires: new Date(Date.now() + 60_000).toISOString(),
  });
  if (invited.kind !== 'done' || !invited.secret) throw new Error('no invite');
  const window = laptops.sam.window();
  const sam = await window.enter(
    window.door.join({ link: `${server.url}/#/join/${mia.id}/${invited.secret}`, name: 'Sam' }),
  );
  await eventually(() => sam.online());
  return { laptops, windows: { ...windows, sam: window }, mia, sam };
};
const restarted = async (data: string, port: number) => startTestServer({ data, port });
const says = (workspace: Workspace) => workspace.sync().kind;

describe('two people', () => {
  it('write together, and everything they wrote is on the server', async () => {
    const { mia, sam } = await two(await startTestServer());
    const [hers, his] = [await openedRoom(mia, brief), await openedRoom(sam, brief)];
    type(hers, 'We rent. ');
    type(his, 'You return.');
    await eventually(() => sameText(hers, his) && objectiveOf(his).length === 20);
    await eventually(() => says(mia) === 'on server' && says(sam) === 'on server');
    expect([hers.status().unsent, his.status().unsent]).toEqual([0, 0]);
    expect(his.status()).toMatchObject({ access: 'write', connection: 'connected', notice: null, receipt: null });
  });

  it('see each other’s comments, and who is there under their own names', async () => {
    const { mia, sam } = await two(await startTestServer());
    const [hers, his] = [await openedRoom(mia, brief), await openedRoom(sam, brief)];
    const anchor = { text: 'brief/objective' as const, start: 'AA==', end: 'AA==', quote: 'q', before: '', after: '' };
    await sam.send({
      kind: 'start thread',
      campaign: 'spring',
      thread: 't1',
      anchor,
      comment: 'Why?',
      blocking: false,
      replacement: null,
    });
    await eventually(() => mia.state().campaigns['spring']?.threads['t1']?.comment.body?.text === 'Why?');
    his.awareness.setLocalStateField('caret', 3);
    await eventually(() => [...hers.awareness.getStates().values()].some((state) => state['caret'] === 3));
    expect([...hers.awareness.getStates().values()].find((state) => state['caret'] === 3)).toMatchObject({
      name: 'Sam',
    });
    await eventually(() => his.awareness.getStates().size === 2);
    his.close();
    await eventually(() => hers.awareness.getStates().size === 1);
  });
});

describe('offline', () => {
  it('words and comments wait, survive a new start without a server, and go out once', async () => {
    const data = dataFolder();
    const server = await startTestServer({ data });
    const { laptops, windows, mia, sam } = await two(server);
    const hers = await openedRoom(mia, brief);
    const his = await openedRoom(sam, brief);
    const copy = await openedRoom(sam, roomName('spring', 'copy'));
    type(hers, 'Before. ');
    await eventually(() => objectiveOf(his) === 'Before. ');
    laptops.sam.line.cut();
    await eventually(() => !sam.online());
    type(his, 'On the train. ');
    expect(
      await sam.send({ kind: 'set fact', campaign: 'spring', fact: 'owner', was: null, value: sam.me().id }),
    ).toEqual({
      kind: 'queued',
    });
    expect(says(sam)).toBe('not sent');
    expect(sam.state().campaigns['spring']?.facts.owner).toBe(sam.me().id);
    expect([...sam.pendingIds()]).toEqual(['spring/owner']);
    expect(await sam.send({ kind: 'halt', campaign: 'spring', reason: 'x' })).toMatchObject({ kind: 'offline' });
    await eventually(() => his.status().unsent === 1);
    await windows.sam.close();
    await server.close();

    const again = laptops.sam.window();
    const cold = await again.reopen();
    const room = await openedRoom(cold, brief);
    expect(objectiveOf(room)).toBe('Before. On the train. ');
    // Nothing was ever written in it, and it is here all the same.
    expect((await openedRoom(cold, copy.name)).status()).toMatchObject({ loaded: true, connection: 'offline' });
    expect(cold.me().name).toBe('Sam');
    expect(cold.outbox()).toHaveLength(1);
    expect(room.status()).toMatchObject({ access: 'write', unsent: 1, connection: 'offline' });
    type(hers, 'Meanwhile. ');

    await restarted(data, server.port);
    laptops.sam.line.mend();
    laptops.mia.line.mend();
    await eventually(() => cold.online() && mia.online());
    await eventually(() => sameText(hers, room));
    await eventually(() => says(cold) === 'on server' && says(mia) === 'on server');
    expect(objectiveOf(hers).split('On the train.')).toHaveLength(2);
    expect(objectiveOf(hers).split('Meanwhile.')).toHaveLength(2);
    await eventually(() => mia.state().campaigns['spring']?.facts.owner === cold.me().id);
    expect(cold.outbox()).toEqual([]);
    expect(cold.pendingIds().size).toBe(0);
  });

  it('a campaign is started and written in, and both rooms fill once the server knows it', async () => {
    const { laptops, mia, sam } = await two(await startTestServer());
    laptops.mia.line.cut();
    await eventually(() => !mia.online());
    expect(await mia.send({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' })).toEqual({ kind: 'queued' });
    expect(mia.state().campaigns['autumn']?.name).toBe('Autumn');
    const autumn = roomName('autumn', 'brief');
    const hers = await openedRoom(mia, autumn);
    expect(hers.status()).toMatchObject({ access: 'write', connection: 'offline' });
    type(hers, 'New.');
    laptops.mia.line.mend();
    await eventually(() => says(mia) === 'on server');
    const his = await openedRoom(sam, autumn);
    expect(objectiveOf(his)).toBe('New.');
    expect(his.doc.getText('objective').toString()).toBe(hers.doc.getText('objective').toString());
    expect(mia.pendingIds().size).toBe(0);
  });

  it('what somebody else deleted around my words is told, and kept', async () => {
    const { laptops, mia, sam } = await two(await startTestServer());
    const [hers, his] = [await openedRoom(mia, brief), await openedRoom(sam, brief)];
    type(hers, 'We rent. You return them. That is all.');
    await eventually(() => sameText(hers, his) && says(mia) === 'on server');
    laptops.sam.line.cut();
    await eventually(() => his.status().connection === 'offline');
    const text = his.doc.getText('objective');
    text.insert(text.toString().indexOf('return them') + 11, ' within a week');
    const theirs = hers.doc.getText('objective');
    theirs.delete(theirs.toString().indexOf(' You return'), ' You return them.'.length);
    await eventually(() => says(mia) === 'on server');
    laptops.sam.line.mend();
    await eventually(() => his.status().receipt !== null);
    expect(his.status().receipt).toMatchObject({
      theirs: [{ text: 'brief/objective', added: 0, removed: 3 }],
      lost: [{ text: 'brief/objective', words: 'You return them within a week.' }],
    });
    his.dismissReceipt();
    expect(his.status().receipt).toBeNull();
    await eventually(() => sameText(hers, his));
  });
});

describe('between keystroke and acknowledgement', () => {
  it('a killed window loses nothing and doubles nothing', async () => {
    const { laptops, mia, sam } = await two(await startTestServer());
    const his = await openedRoom(sam, brief);
    const hers = await openedRoom(mia, brief);
    // The server takes it, and its word never arrives.
    laptops.mia.line.withhold = new Set([100]);
    type(hers, 'Heard. ');
    await eventually(() => objectiveOf(his) === 'Heard. ');
    expect(says(mia)).toBe('sending');
    expect(hers.status().unsent).toBe(1);
    laptops.mia.line.cut();
    type(hers, 'Unheard. ');
    await eventually(() => mia.sync().kind === 'saved here');
    await laptops.mia.close();
    laptops.mia.line.withhold = new Set();

    const window = laptops.mia.window();
    const opening = window.reopen();
    laptops.mia.line.mend();
    const again = await opening;
    // No screen opens the room: what is unsent goes out all the same.
    await eventually(() => objectiveOf(his) === 'Heard. Unheard. ');
    await eventually(() => says(again) === 'on server');
  });

  it('a command whose answer was lost is done once', async () => {
    const { laptops, mia, sam } = await two(await startTestServer());
    laptops.mia.line.deaf = true;
    const outcome = mia.send({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    await eventually(() => sam.state().campaigns['autumn'] !== undefined);
    expect(await outcome).toEqual({ kind: 'queued' });
    laptops.mia.line.deaf = false;
    await eventually(() => says(mia) === 'on server');
    expect(sam.outbox()).toEqual([]);
    expect((await sam.record('autumn')).map(({ event }) => event.kind)).toEqual(['campaign created']);
  });
});
