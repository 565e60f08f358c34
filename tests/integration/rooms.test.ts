import { afterEach, describe, expect, it } from 'vitest';
import { updateFrame } from '../../sync-server/rooms/frame.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { Person, closeCode, endAll, eventually, objective, startTestServer, write } from './team.ts';
import * as Y from 'yjs';

afterEach(endAll);

const campaign = 'spring';
const team = async () => {
  const server = await startTestServer();
  const mia = await Person.founds(server.url);
  await mia.does({ kind: 'create campaign', campaign, name: 'Spring renewal' });
  return { server, mia, room: server.workspaces.get(mia.session.workspace)!.rooms.of(campaign, 'brief')! };
};

describe('rooms over real sockets', () => {
  it('two official clients converge, and a third reads what they wrote', async () => {
    const { mia } = await team();
    const sam = await mia.invites('sales', 'Sam');
    const [one, two] = [await mia.room(campaign, 'brief'), await sam.room(campaign, 'brief')];
    write(one, 'Plants renew in spring. ');
    write(two, 'They have notice dates. ');
    await eventually(() => objective(one).length === 48 && objective(one) === objective(two));
    const three = await mia.room(campaign, 'brief');
    expect(objective(three)).toBe(objective(one));
  });

  it('counts what is on disk only for clients that know the count', async () => {
    const { mia, room } = await team();
    const [counting, plain] = [await mia.room(campaign, 'brief', { acks: true }), await mia.room(campaign, 'brief')];
    await eventually(() => counting.acknowledged === 1);
    for (const word of ['a', 'b', 'c']) write(counting, word);
    await eventually(() => counting.acknowledged === 4);
    expect(room.doc.getText('objective').toJSON()).toContain('abc');
    await eventually(() => objective(plain) === 'abc');
    expect(plain.acknowledged).toBe(0);
  });

  it('offline words arrive when the client comes back, and nothing of the other’s is lost', async () => {
    const { mia } = await team();
    const sam = await mia.invites('sales', 'Sam');
    const [one, two] = [await mia.room(campaign, 'brief'), await sam.room(campaign, 'brief')];
    write(one, 'shared ');
    await eventually(() => objective(two) === 'shared ');
    one.provider.disconnect();
    write(one, 'from the train ');
    write(two, 'from the office ');
    one.provider.protocols = [one.provider.protocols[0]!, `countersign.ticket.${await mia.ticket(campaign, 'brief')}`];
    one.provider.connect();
    await eventually(() => objective(one).length === 38 && objective(one) === objective(two));
    expect(objective(one)).toContain('from the train');
    expect(objective(one)).toContain('from the office');
  });

  it.each(['viewer', 'sales'] as const)(
    'refuses a hand-made write of %s into the copy, and changes nothing',
    async (role) => {
      const { server, mia } = await team();
      const other = await mia.invites(role, 'Sam');
      const copy = server.workspaces.get(mia.session.workspace)!.rooms.of(campaign, 'copy')!;
      const before = Y.encodeStateAsUpdate(copy.doc);
      const number = copy.number;
      const doc = new Y.Doc();
      doc.getMap('steps').set('forged', new Y.Map());
      const socket = await other.socket(campaign, 'copy');
      const heard: number[][] = [];
      socket.on('message', (data: ArrayBuffer) => heard.push([...new Uint8Array(data).slice(0, 2)]));
      socket.once('open', () => socket.send(updateFrame(Y.encodeStateAsUpdate(doc))));
      expect(await closeCode(socket)).toBe(closeCodes.noRight);
      expect(Y.encodeStateAsUpdate(copy.doc)).toEqual(before);
      expect(copy.number).toBe(number);
      // Somebody who only reads is never asked for what they have.
      expect(heard).not.toContainEqual([0, 0]);
    },
  );

  it('a ticket opens one room, once', async () => {
    const { mia } = await team();
    const ticket = await mia.ticket(campaign, 'brief');
    expect(await closeCode(await mia.socket(campaign, 'copy', ticket))).toBe(closeCodes.signIn);
    expect(await closeCode(await mia.socket(campaign, 'brief', ticket))).toBe(closeCodes.signIn);
    expect(await closeCode(await mia.socket(campaign, 'brief', 'guessed'))).toBe(closeCodes.signIn);
    const good = await mia.ticket(campaign, 'brief');
    const socket = await mia.socket(campaign, 'brief', good);
    await new Promise((resolve) => socket.once('open', resolve));
    expect(socket.protocol).toBe('countersign.1');
    expect(await closeCode(await mia.socket(campaign, 'brief', good))).toBe(closeCodes.signIn);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  it('without a ticket there is no websocket at all', async () => {
    const { server, mia } = await team();
    const address = `${server.url.replace('http', 'ws')}/sync/${mia.session.workspace}/campaign/${campaign}/brief`;
    for (const protocols of [[], ['countersign.1']]) {
      const { WebSocket } = await import('ws');
      const socket = new WebSocket(address, protocols);
      const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
      expect(error.message).toContain('401');
    }
  });

  it('tells an app that is too old, and one that asks for what is not there, before it opens a socket', async () => {
    const { mia } = await team();
    const old = await mia.post('/tickets', { rooms: [`campaign/${campaign}/brief`], schema: 0 });
    expect(old.body['tickets']).toMatchObject([{ ok: false, code: closeCodes.schemaOrEpoch }]);
    const rooms = ['campaign/other/brief', `campaign/${campaign}/notes`, '../secret', `campaign/${campaign}/brief/x`];
    const { body } = await mia.post('/tickets', { rooms, schema: 1 });
    expect(body['tickets']).toMatchObject(rooms.map(() => ({ ok: false, code: closeCodes.noSuchRoom })));
  });

  it('a change of rights closes the socket, and the next ticket decides afresh', async () => {
    const { mia, room } = await team();
    const sam = await mia.invites('sales', 'Sam');
    const open = await sam.room(campaign, 'brief');
    open.provider.shouldReconnect = () => false;
    await mia.does({ kind: 'change role', member: sam.id, was: 'sales', role: 'viewer', admin: false });
    await eventually(() => open.closed === closeCodes.comeBack);
    const number = room.number;
    const again = await sam.room(campaign, 'brief');
    again.provider.shouldReconnect = () => false;
    write(again, 'not mine to say');
    await eventually(() => again.closed === closeCodes.noRight);
    expect(room.number).toBe(number);
  });

  it('a suspended member is out: sockets, session and tickets', async () => {
    const { mia } = await team();
    const sam = await mia.invites('sales', 'Sam');
    const open = await sam.room(campaign, 'brief');
    await mia.does({ kind: 'suspend member', member: sam.id, suspended: true });
    await eventually(() => open.closed === closeCodes.signIn);
    expect((await sam.get('/session')).status).toBe(401);
    expect((await sam.post('/tickets', { rooms: [], schema: 1 })).status).not.toBe(200);
  });

  it('others see who somebody is from their session, and that they left', async () => {
    const { mia } = await team();
    const sam = await mia.invites('sales', 'Sam');
    const [one, two] = [await mia.room(campaign, 'brief'), await sam.room(campaign, 'brief')];
    two.provider.awareness.setLocalState({ name: 'Lena', member: 'lena', role: 'sales-lead', hue: 3, cursor: null });
    const seen = (): unknown => one.provider.awareness.getStates().get(two.doc.clientID);
    await eventually(() => seen());
    expect(seen()).toEqual({ name: 'Sam', member: sam.id, role: 'sales', hue: 3, cursor: null });
    two.provider.destroy();
    await eventually(() => !seen());
  });
});
