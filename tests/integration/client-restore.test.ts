import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { isShown } from '../../domain/event.ts';
import type { Recovery, Workspace } from '../../renderer/client/contract.ts';
import { backUp } from '../../sync-server/operations/back-up.ts';
import { restore } from '../../sync-server/operations/restore.ts';
import type { RunningServer } from '../../sync-server/server.ts';
import { Laptop, objectiveOf, openedRoom, type } from './client-laptop.ts';
import { dataFolder, endAll, eventually, startTestServer } from './team.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');
const says = (workspace: Workspace) => workspace.sync().kind;
const texts = (workspace: Workspace) =>
  workspace.recoveries().filter((each): each is Extract<Recovery, { kind: 'text' }> => each.kind === 'text');
const records = (workspace: Workspace) =>
  workspace.recoveries().filter((each): each is Extract<Recovery, { kind: 'record' }> => each.kind === 'record');

/** A server that can be put back to how it was when the backup was taken, and two laptops. */
const cast = async () => {
  const data = dataFolder();
  const file = join(dataFolder(), 'b.tar');
  let server: RunningServer = await startTestServer({ data });
  const { port, url } = server;
  const laptop = new Laptop(server);
  const window = laptop.window();
  const mia = await window.enter(window.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }));
  await eventually(() => mia.online());
  await mia.send({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  return {
    laptop,
    window,
    mia,
    colleague: async () => {
      const expires = new Date(Date.now() + 60_000).toISOString();
      const invited = await mia.send({ kind: 'invite member', invite: 'i', role: 'sales', admin: false, expires });
      if (invited.kind !== 'done') throw new Error('no invite');
      const laptop = new Laptop({ url });
      const window = laptop.window();
      const link = `${url}/#/join/${mia.id}/${invited.secret}`;
      const workspace = await window.enter(window.door.join({ link, name: 'Sam' }));
      await eventually(() => workspace.online());
      return { laptop, window, workspace };
    },
    backUp: () => void backUp(data, file, () => undefined),
    stop: () => server.close(),
    restore: () => void restore(data, file, null, () => undefined),
    start: async () => {
      server = await startTestServer({ data, port });
      return server;
    },
  };
};
const comment = (words: string) =>
  ({
    kind: 'start thread',
    campaign: 'spring',
    thread: `t-${words.length}`,
    anchor: { text: 'brief/objective', start: 'AA==', end: 'AA==', quote: 'Kept.', before: '', after: '' },
    comment: words,
    blocking: false,
    replacement: null,
  }) as const;

describe('a server put back to a backup', () => {
  it('gets nothing of what a laptop ahead of it knows; all of that is kept there and said', async () => {
    const { mia, backUp, stop, restore, start } = await cast();
    const room = await openedRoom(mia, brief);
    type(room, 'Kept. ');
    await eventually(() => says(mia) === 'on server');
    backUp();
    type(room, 'Lost. ');
    expect(await mia.send(comment('What about wool?'))).toMatchObject({ kind: 'done' });
    await mia.send({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Late spring' });
    await mia.send({ kind: 'create campaign', campaign: 'autumn', name: 'Autumn' });
    const autumn = await openedRoom(mia, roomName('autumn', 'brief'));
    type(autumn, 'Autumn words. ');
    await eventually(() => says(mia) === 'on server');
    await stop();
    await eventually(() => !mia.online());
    type(room, 'Unsent. ');
    restore();
    const server = await start();

    await eventually(() => room.replaced() && autumn.replaced() && mia.recoveries().length === 3);
    room.close();
    autumn.close();
    expect(mia.state().campaigns['spring']?.name).toBe('Spring');
    expect(mia.state().campaigns['autumn']).toBeUndefined();
    expect(mia.state().campaigns['spring']?.threads).toEqual({});
    const fresh = await openedRoom(mia, brief);
    expect(objectiveOf(fresh)).toBe('Kept. ');
    await eventually(() => fresh.status().receipt !== null);
    expect(fresh.status()).toMatchObject({
      access: 'write',
      unsent: 0,
      notice: expect.stringContaining('older state') as string,
      receipt: { lost: [{ text: 'brief/objective', words: 'Lost. Unsent.' }] },
    });
    expect(texts(mia)).toContainEqual(
      expect.objectContaining({
        campaignName: 'Spring',
        texts: [{ text: 'brief/objective', whole: 'Kept. Lost. Unsent.', lost: ['Lost. Unsent.'] }],
      }),
    );
    expect(texts(mia)).toContainEqual(
      expect.objectContaining({
        campaignName: 'Autumn',
        why: expect.stringContaining('does not have this campaign') as string,
        texts: [{ text: 'brief/objective', whole: 'Autumn words.', lost: ['Autumn words.'] }],
      }),
    );
    const [record] = records(mia);
    const undone = record!.rows.filter(isShown);
    expect(undone.map(({ event }) => event.kind)).toEqual(['thread started', 'campaign renamed', 'campaign created']);
    expect(undone[0]!.bodies['comment']?.text).toBe('What about wool?');
    expect(mia.sync()).toEqual({ kind: 'attention', says: record!.why });
    expect(record!.why).toContain('3 entries');

    // Nothing of it has come to the server by itself, and writing goes on.
    type(fresh, 'New. ');
    mia.dismissRecovery(record!.id);
    await eventually(() => says(mia) === 'on server');
    expect(server.workspaces.open[0]!.rooms.open(brief)!.doc.getText('objective').toJSON()).toContain('Kept. New. ');
    expect(server.workspaces.open[0]!.state().campaigns['autumn']).toBeUndefined();
    // This laptop took the server's story, so what has to name the newest row it knows is heard again.
    const launch = { kind: 'launch' as const, campaign: 'spring', version: 1, digest: 'a'.repeat(64), asked: [] };
    expect(await mia.send(launch)).toMatchObject({ kind: 'refused', reasons: [{ code: 'unknown version' }] });
  });

  it('takes from a laptop behind it what waited there: commands as they are, words as a draft', async () => {
    const { mia, colleague, backUp, stop, restore, start } = await cast();
    const { laptop, workspace: sam } = await colleague();
    const his = await openedRoom(sam, brief);
    const hers = await openedRoom(mia, brief);
    await eventually(() => his.status().connection === 'connected');
    laptop.line.cut();
    await eventually(() => !sam.online());
    type(his, 'Unsent of Sam. ');
    expect(await sam.send(comment('Queued by Sam.'))).toMatchObject({ kind: 'queued' });
    type(hers, 'Kept. ');
    await eventually(() => says(mia) === 'on server');
    backUp();
    await stop();
    restore();
    await start();
    laptop.line.mend();
    await eventually(() => his.replaced() && sam.outbox().length === 0 && sam.recoveries().length > 0);
    his.close();
    expect(objectiveOf(await openedRoom(sam, brief))).toBe('Kept. ');
    expect(sam.recoveries()).toMatchObject([{ kind: 'text', texts: [{ lost: ['Unsent of Sam.'] }] }]);
    await eventually(() => Object.keys(mia.state().campaigns['spring']!.threads).length === 1);
    expect(records(mia)).toEqual([]);
  });

  it('bothers nobody who knew no more than the backup did', async () => {
    const { mia, backUp, stop, restore, start } = await cast();
    const room = await openedRoom(mia, brief);
    type(room, 'Kept. ');
    await eventually(() => says(mia) === 'on server');
    backUp();
    await stop();
    restore();
    await start();
    await eventually(() => room.replaced());
    room.close();
    const fresh = await openedRoom(mia, brief);
    await eventually(() => says(mia) === 'on server' && fresh.status().notice === null);
    expect(fresh.status().receipt).toBeNull();
    expect(mia.recoveries()).toEqual([]);
    type(fresh, 'On. ');
    await eventually(() => says(mia) === 'on server');
    expect(objectiveOf(fresh)).toBe('Kept. On. ');
  });

  it('is found out by a laptop that was switched off meanwhile, in texts that no screen shows', async () => {
    const { mia, window, laptop, backUp, stop, restore, start } = await cast();
    backUp();
    const room = await openedRoom(mia, brief);
    type(room, 'Lost. ');
    await eventually(() => says(mia) === 'on server');
    room.close();
    await window.close();
    await stop();
    restore();
    await start();
    const again = await laptop.window().reopen();
    await eventually(() => again.recoveries().length > 0);
    expect(texts(again)).toMatchObject([{ room: brief, texts: [{ lost: ['Lost.'] }] }]);
    // Kept until somebody has seen to it, also over another start.
    await laptop.window().reopen();
    expect(again.recoveries()).toHaveLength(1);
    again.dismissRecovery(again.recoveries()[0]!.id);
    expect(again.recoveries()).toEqual([]);
  });

  it('and come as far again with another story is found out, too', async () => {
    const { mia, laptop, colleague, backUp, stop, restore, start } = await cast();
    const { workspace: sam } = await colleague();
    backUp();
    const rename = (to: string) =>
      ({ kind: 'rename campaign', campaign: 'spring', was: mia.state().campaigns['spring']!.name, name: to }) as const;
    await mia.send(rename('One'));
    await mia.send(rename('Two'));
    const { number } = mia.state();
    laptop.line.cut();
    await eventually(() => !mia.online());
    await stop();
    restore();
    const server = await start();
    await eventually(() => sam.online() && sam.state().campaigns['spring']?.name === 'Spring');
    await sam.send({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Other' });
    expect(server.workspaces.open[0]!.state().number).toBe(number);
    laptop.line.mend();
    await eventually(() => mia.state().campaigns['spring']?.name === 'Other');
    expect(records(mia)[0]!.rows).toHaveLength(2);
  });

  it('is told to every window of a laptop', async () => {
    const { mia, laptop, backUp, stop, restore, start } = await cast();
    const second = await laptop.window().reopen();
    await eventually(() => second.online());
    backUp();
    await mia.send({ kind: 'rename campaign', campaign: 'spring', was: 'Spring', name: 'Gone' });
    await eventually(() => second.state().campaigns['spring']?.name === 'Gone');
    await stop();
    restore();
    await start();
    await eventually(() => mia.state().campaigns['spring']?.name === 'Spring');
    await eventually(() => second.state().campaigns['spring']?.name === 'Spring' && second.recoveries().length === 1);
    second.dismissRecovery(second.recoveries()[0]!.id);
    await eventually(() => mia.recoveries().length === 0);
    await eventually(() => says(mia) === 'on server');
    expect(mia.state()).toEqual(second.state());
  });
});
