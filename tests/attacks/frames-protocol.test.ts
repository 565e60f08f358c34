import type { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FOUNDER, foundingLength } from '../../domain/campaign/founding.ts';
import { addStep, readSteps } from '../../domain/campaign/sequence.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import { loaded } from '../faults/promises.ts';
import { Person, closeCode, endAll, eventually, objective, startTestServer, write } from '../integration/team.ts';
import { contents, crafted, text, uint, words } from './frames-craft.ts';

afterEach(endAll);
const campaign = 'spring';
const EVE = 4_000_000_001;

/** Eve may write into the brief and read the copy; Mia is at work in both, and somebody in another campaign. */
const team = async (clock = { now: Date.now() }) => {
  const server = await startTestServer({ clock: () => clock.now });
  const mia = await Person.founds(server.url);
  for (const each of [campaign, 'autumn']) await mia.does({ kind: 'create campaign', campaign: each, name: each });
  const eve = await mia.invites('sales', 'Eve');
  const victor = await mia.invites('viewer', 'Victor');
  const { rooms, store } = server.workspaces.get(mia.session.workspace)!;
  const brief = await mia.room(campaign, 'brief', { acks: true });
  const autumn = await mia.room('autumn', 'brief');
  write(brief, 'Plants renew in spring. ');
  write(autumn, 'Quiet. ');
  await eventually(() => brief.acknowledged === 2);
  const room = rooms.of(campaign, 'brief')!;
  const other = rooms.of('autumn', 'brief')!;
  const copy = rooms.of(campaign, 'copy')!;
  await eventually(() => other.doc.getText('objective').length > 1);
  const seen = (): unknown => [room, other, copy].map(({ doc, number }) => [Y.encodeStateAsUpdate(doc), number]);
  let told = 0;
  brief.doc.on('update', () => (told += 1));
  return { server, clock, mia, eve, victor, rooms, store, brief, autumn, room, other, copy, seen, told: () => told };
};
type Team = Awaited<ReturnType<typeof team>>;

/** A socket that counts what it hears. */
const listening = async (
  person: Person,
  kind: 'brief' | 'copy',
): Promise<{ socket: WebSocket; heard: () => number }> => {
  const socket = await person.socket(campaign, kind);
  let heard = 0;
  socket.on('message', (data: ArrayBuffer) => (heard += data.byteLength));
  await new Promise((resolve) => socket.once('open', resolve));
  return { socket, heard: () => heard };
};

/** Says frames until it is closed, having changed nothing anywhere and been answered next to nothing; returns the code. */
const refused = async (
  { seen, told, brief, autumn, room, other, store }: Team,
  person: Person,
  frames: readonly Uint8Array[],
  kind: 'brief' | 'copy' = 'brief',
): Promise<number> => {
  const { socket, heard } = await listening(person, kind);
  // What it is told when it comes in. Somebody who only reads is told nothing.
  if (kind === 'brief' && person.session.member.role !== 'viewer') await eventually(() => heard() > 0);
  const [before, toldBefore, heardBefore] = [seen(), told(), heard()];
  for (const frame of frames) socket.send(frame);
  const code = await closeCode(socket);
  expect(seen()).toEqual(before);
  expect(told()).toBe(toldBefore);
  expect(heard() - heardBefore).toBeLessThan(500);
  // What a fresh start would read is the same, and everybody goes on.
  expect(Y.encodeStateAsUpdate(loaded(store, room.stored.name))).toEqual(Y.encodeStateAsUpdate(room.doc));
  write(brief, 'On. ');
  write(autumn, 'On. ');
  await eventually(() => room.doc.getText('objective').toString().slice(1) === objective(brief));
  await eventually(() => other.doc.getText('objective').toString().slice(1) === objective(autumn));
  expect([brief.closed, autumn.closed]).toEqual([null, null]);
  return code;
};

/** The id of the first letter of the audience. */
const audienceOf = (doc: Y.Doc): { client: number; clock: number } => {
  let item = doc.getText('audience')._start;
  while (item && !(item.content instanceof Y.ContentString)) item = item.right;
  if (!item) throw new Error('the audience is empty');
  return item.id;
};

const { brokenFrame, noRight } = closeCodes;
const good = words(EVE, 0, 'x', { origin: { client: FOUNDER, clock: 0 } });

describe('somebody who may only read', () => {
  it.each([
    ['an update (P20)', updateFrame(good), noRight],
    ['a step 2 (P20)', step2Frame(good), noRight],
    ['an update whose type is spelled overlong (P21)', Uint8Array.of(0x80, 0, 2, good.length, ...good), brokenFrame],
    ['an update whose step is spelled overlong (P21)', Uint8Array.of(0, 0x82, 0, good.length, ...good), brokenFrame],
    [
      'an update whose length is spelled overlong (P21)',
      Uint8Array.of(0, 2, 0x80 | good.length, 0, ...good),
      brokenFrame,
    ],
  ] as [string, Uint8Array, number][])('says %s and is out', async (_, frame, code) => {
    const here = await team();
    expect(await refused(here, here.victor, [frame])).toBe(code);
  });

  it('in the copy, which sales read, likewise (P20)', async () => {
    const here = await team();
    const doc = new Y.Doc();
    addStep(doc, { id: 's1', channel: 'email', day: 1, name: 'One' });
    expect(await refused(here, here.eve, [updateFrame(Y.encodeStateAsUpdate(doc))], 'copy')).toBe(noRight);
    expect(readSteps(here.copy.doc)).toEqual([]);
  });
});

describe('a frame', () => {
  const frames: [string, Uint8Array][] = [
    ['with bytes after its end (P22)', Uint8Array.of(...updateFrame(good), 0)],
    ['of no known type (P23)', Uint8Array.of(7, 1, 0)],
    ['of a type beyond every number (P23)', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)],
    ['of no known step (P23)', Uint8Array.of(0, 3, 1, 0)],
    ['that only a server says: permission (P24)', Uint8Array.of(2, 0, 0)],
    ['that only a server says: an acknowledgement (P24)', Uint8Array.of(100, 1)],
    ['that only a server says: a notice (P24)', Uint8Array.of(101, 1, 65)],
    ['without any bytes', new Uint8Array()],
    ['that claims more than it holds', Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3)],
    ['with a state vector that claims a million clients', Uint8Array.of(0, 0, 4, 0xc0, 0x84, 0x3d, 1)],
    ['of presence with text that is no UTF-8', Uint8Array.of(1, 6, 1, 7, 1, 2, 0xc3, 0x28)],
  ];
  it.each(frames)('%s is the last one', async (_, frame) => {
    const here = await team();
    expect(await refused(here, here.eve, [frame])).toBe(brokenFrame);
  });

  it('cut at any byte changes nothing (P27)', async () => {
    const here = await team();
    const whole = updateFrame(good);
    for (let length = 1; length < whole.length; length += 1) {
      const before = here.seen();
      const { socket } = await listening(here.eve, 'brief');
      socket.send(whole.subarray(0, length));
      expect(await closeCode(socket)).toBe(brokenFrame);
      expect(here.seen()).toEqual(before);
    }
  });
});

describe('an update', () => {
  const at = { origin: { client: FOUNDER, clock: 0 } };
  const string = (says: string) => (encoder: Parameters<typeof text>[0]) => text(encoder, says);
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const updates: [string, () => Uint8Array, string][] = [
    ['whose words end in the middle (P27)', () => good.subarray(0, good.length - 3), 'decoded'],
    ['with a piece of no length (P28)', () => words(EVE, 0, '', at), 'length'],
    [
      'with a collected piece of no length (P28)',
      () => crafted([{ client: EVE, clock: 0, structs: [{ content: contents.gc, body: (to) => uint(to, 0) }] }]),
      'length',
    ],
    [
      'with a deletion of no length (P28)',
      () =>
        crafted(
          [{ client: EVE, clock: 0, structs: [{ content: contents.string, ...at, body: string('x') }] }],
          [{ client: EVE, clock: 0, length: 0 }],
        ),
      'length',
    ],
    ['with bytes after its end', () => Uint8Array.of(...good, 1, 2, 3), 'after its end'],
    ['of nothing, and a megabyte after it', () => new Uint8Array(1_024 * 1_024), 'after its end'],
    ['under the founder’s id (P29)', () => words(FOUNDER, foundingLength('brief'), 'x', at), 'founder'],
    [
      'with a collected piece of 2^40 (P30)',
      () => crafted([{ client: EVE, clock: 0, structs: [{ content: contents.gc, body: (to) => uint(to, 2 ** 40) }] }]),
      'clock',
    ],
    [
      'that claims two hundred million deleted letters (P30)',
      () =>
        crafted([
          {
            client: EVE,
            clock: 0,
            structs: [{ content: contents.deleted, ...at, body: (to) => uint(to, 200_000_000) }],
          },
        ]),
      'long',
    ],
    [
      'of 100,000 client ids (P32)',
      () =>
        crafted(
          Array.from({ length: 100_000 }, (_, index) => ({
            client: 2_000_000 + index,
            clock: 0,
            structs: [{ content: contents.string, ...at, body: string('x') }],
          })),
        ),
      'too many',
    ],
    ['into a root that is not there (P34)', () => words(EVE, 0, 'x', { parent: 'nowhere' }), 'outside'],
    ['into the root __proto__ (P33)', () => words(EVE, 0, 'x', { parent: '__proto__' }), 'outside'],
    ['into the root constructor (P33)', () => words(EVE, 0, 'x', { parent: 'constructor' }), 'outside'],
    ['of a value in a text, under a key (P33)', () => words(EVE, 0, 'x', { key: '__proto__' }), 'keys'],
    [
      'with a subdocument (P35)',
      () => words(EVE, 0, '', { content: contents.doc, ...at, body: (to) => (text(to, 'guid'), emptyObject(to)) }),
      'kind',
    ],
    [
      'with an embed (P35)',
      () => words(EVE, 0, '', { content: contents.embed, ...at, body: string('{"image":"x"}') }),
      'kind',
    ],
    [
      'with binary (P35)',
      () =>
        words(EVE, 0, '', { content: contents.binary, ...at, body: (to) => (uint(to, 2), uint(to, 1), uint(to, 1)) }),
      'kind',
    ],
    [
      'with a type inside a text',
      () => words(EVE, 0, '', { content: contents.type, ...at, body: (to) => uint(to, 1) }),
      'only words',
    ],
    [
      'with a format that nobody knows',
      () =>
        words(EVE, 0, '', { content: contents.format, ...at, body: (to) => (text(to, 'onclick'), text(to, '"x"')) }),
      'known',
    ],
    [
      'with a format that is 10,000 deep (P36)',
      () =>
        words(EVE, 0, '', {
          content: contents.format,
          ...at,
          body: (to) => (text(to, 'link'), text(to, nested(10_000))),
        }),
      '',
    ],
    [
      'with a value that is 100,000 deep (P36)',
      () =>
        words(EVE, 0, '', {
          content: contents.any,
          ...at,
          body: (to) => {
            uint(to, 1);
            for (let depth = 0; depth < 100_000; depth += 1) {
              uint(to, 117);
              uint(to, 1);
            }
            uint(to, 126);
          },
        }),
      '',
    ],
    [
      'with 10,000 types in each other (P36)',
      () =>
        crafted([
          {
            client: EVE,
            clock: 0,
            structs: Array.from({ length: 10_000 }, (_, index) => ({
              content: contents.type,
              parent: index === 0 ? 'objective' : { client: EVE, clock: index - 1 },
              key: 'k',
              body: (to: Parameters<typeof uint>[0]) => uint(to, 1),
            })),
          },
        ]),
      '',
    ],
    [
      'with a neighbour to the right that stands to the left',
      () => words(EVE, 0, 'x', { origin: { client: FOUNDER, clock: 2 }, right: { client: FOUNDER, clock: 0 } }),
      'neighbours',
    ],
    [
      'with pieces that wait for each other',
      () =>
        crafted([
          {
            client: EVE + 1,
            clock: 0,
            structs: [{ content: contents.string, origin: { client: EVE, clock: 0 }, body: string('x') }],
          },
          {
            client: EVE,
            clock: 0,
            structs: [{ content: contents.string, origin: { client: EVE + 1, clock: 0 }, body: string('x') }],
          },
        ]),
      'wait',
    ],
  ];
  const emptyObject = (to: Parameters<typeof uint>[0]): void => {
    uint(to, 118);
    uint(to, 0);
  };

  it.each(updates)('%s is refused, kept aside, and changes nothing', async (_, made, why) => {
    const here = await team();
    expect(await refused(here, here.eve, [updateFrame(made())])).toBe(brokenFrame);
    const [kept] = here.store.quarantined();
    expect(kept).toMatchObject({ member: here.eve.id, name: 'Eve' });
    expect(kept?.why).toContain(why);
  });

  it('in another’s name is refused, and the other writes on (P29)', async () => {
    const here = await team();
    const { clientID } = here.brief.doc;
    const next = Y.getState(here.room.doc.store, clientID);
    const forged = words(clientID, next, 'I sign it. ', { origin: { client: clientID, clock: next - 1 } });
    expect(await refused(here, here.eve, [updateFrame(forged)])).toBe(brokenFrame);
    // The path that needs no document asks for the owner, too: typing that goes on exactly where Mia stopped.
    write(here.brief, 'a');
    await eventually(() => here.room.doc.getText('objective').toString().endsWith('a'));
    const goesOn = words(clientID, Y.getState(here.room.doc.store, clientID), 'b', {
      origin: { client: clientID, clock: Y.getState(here.room.doc.store, clientID) - 1 },
    });
    expect(await refused(here, here.eve, [updateFrame(goesOn)])).toBe(brokenFrame);
    expect(objective(here.brief)).not.toContain('sign');
  });

  it('in another’s name after her own good ones is refused, and the good ones stay (P29)', async () => {
    const here = await team();
    const { socket } = await listening(here.eve, 'brief');
    socket.send(updateFrame(good));
    await eventually(() => objective(here.brief).includes('x'));
    const { clientID } = here.brief.doc;
    const next = Y.getState(here.room.doc.store, clientID);
    socket.send(updateFrame(words(EVE, 1, 'y', { origin: { client: EVE, clock: 0 } })));
    socket.send(updateFrame(words(clientID, next, '=', { origin: { client: EVE, clock: 1 } })));
    socket.send(updateFrame(words(EVE, 2, '#', { origin: { client: EVE, clock: 1 } })));
    expect(await closeCode(socket)).toBe(brokenFrame);
    await eventually(() => objective(here.brief).includes('xy'));
    write(here.brief, 'on.');
    await eventually(() => here.room.doc.getText('objective').toString().slice(1) === objective(here.brief));
    expect(objective(here.brief)).not.toContain('=');
    expect(objective(here.brief)).not.toContain('#');
  });

  it('that goes on where she stopped, before a neighbour of another text, is refused like the first of its kind', async () => {
    const here = await team();
    const { clientID } = here.brief.doc;
    const { socket } = await listening(here.eve, 'brief');
    const before = { client: clientID, clock: 0 };
    const rows = here.room.number;
    socket.send(updateFrame(words(EVE, 0, 'a', { origin: { client: FOUNDER, clock: 0 }, right: before })));
    await eventually(() => here.room.number === rows + 1);
    socket.send(updateFrame(words(EVE, 1, 'b', { origin: { client: EVE, clock: 0 }, right: before })));
    await eventually(() => objective(here.brief).startsWith('ab'));
    const elsewhere = audienceOf(here.room.doc);
    socket.send(updateFrame(words(EVE, 2, '#', { origin: { client: EVE, clock: 1 }, right: elsewhere })));
    expect(await closeCode(socket)).toBe(brokenFrame);
    expect(here.store.quarantined()).toMatchObject([{ why: 'Its neighbours stand in different places.' }]);
    expect(objective(here.brief)).not.toContain('#');
  });

  it('under more client ids than one person ever needs is refused, however many updates bring them (P32)', async () => {
    const here = await team();
    const { socket } = await listening(here.eve, 'brief');
    const of = (first: number, count: number): Uint8Array =>
      updateFrame(
        crafted(
          Array.from({ length: count }, (_, index) => ({
            client: 2_000_000 + first + index,
            clock: 0,
            structs: [{ content: contents.gc, body: (to: Parameters<typeof uint>[0]) => uint(to, 1) }],
          })),
        ),
      );
    const rows = here.room.number;
    socket.send(of(0, 6_000));
    await eventually(() => here.room.number === rows + 1);
    socket.send(of(6_000, 6_000));
    expect(await closeCode(socket)).toBe(brokenFrame);
    expect(here.room.number).toBe(rows + 1);
    expect(here.store.quarantined()).toMatchObject([{ why: 'too many client ids of one member' }]);
    write(here.brief, 'On.');
    await eventually(() => here.room.number === rows + 2);
  });

  it('under keys of prototypes in the copy is refused (P33)', async () => {
    const here = await team();
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const doc = new Y.Doc();
      doc.getMap('steps').set(key, new Y.Map());
      const before = here.seen();
      const { socket } = await listening(here.mia, 'copy');
      socket.send(updateFrame(Y.encodeStateAsUpdate(doc)));
      expect(await closeCode(socket)).toBe(brokenFrame);
      expect(here.seen()).toEqual(before);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('whose predecessor never comes is asked for, held back, and closed after half a minute (P31)', async () => {
    const here = await team();
    const { socket, heard } = await listening(here.eve, 'brief');
    await eventually(() => heard() > 0);
    const before = here.seen();
    const asked: number[][] = [];
    socket.on('message', (data: ArrayBuffer) => asked.push([...new Uint8Array(data).slice(0, 2)]));
    socket.send(updateFrame(words(EVE, 5, 'x', { origin: { client: EVE, clock: 4 } })));
    await eventually(() => asked.some(([kind, step]) => kind === 0 && step === 0));
    expect(here.room.pending).toBe(true);
    expect(here.seen()).toEqual(before);
    const closed = closeCode(socket);
    here.clock.now += 31_000;
    here.rooms.tick();
    expect(await closed).toBe(closeCodes.comeBack);
    expect(here.seen()).toEqual(before);
    expect(here.room.pending).toBe(false);
    // Nothing of it is on the disk.
    expect(here.store.quarantined()).toEqual([]);
  });

  it('by the hundred, each waiting for what never comes, is let go before the half minute (P31)', async () => {
    const here = await team();
    const before = here.seen();
    const { socket } = await listening(here.eve, 'brief');
    for (let index = 0; index < 400; index += 1)
      socket.send(updateFrame(words(EVE, 5 + index, 'x', { origin: { client: EVE, clock: 4 + index } })));
    expect(await closeCode(socket)).toBe(closeCodes.comeBack);
    expect(here.seen()).toEqual(before);
  });
});

describe('answers', () => {
  it('to a hundred step 1 are bounded, and then it is asked to come back later (P25)', async () => {
    const here = await team();
    write(here.brief, 'x'.repeat(200_000));
    await eventually(() => here.brief.acknowledged === 3);
    const { socket, heard } = await listening(here.eve, 'brief');
    const size = Y.encodeStateAsUpdate(here.room.doc).length;
    for (let index = 0; index < 100; index += 1) socket.send(step1Frame(Uint8Array.of(0)));
    expect(await closeCode(socket)).toBe(closeCodes.rate);
    // Three bytes ask for everything: a hundred of them get a handful of rooms.
    expect(heard()).toBeLessThan(11 * size);
    write(here.brief, 'On.');
    await eventually(() => here.brief.acknowledged === 4);
  });

  it('to ten of them at once are one', async () => {
    const here = await team();
    write(here.brief, 'x'.repeat(200_000));
    await eventually(() => here.brief.acknowledged === 3);
    const { socket, heard } = await listening(here.eve, 'brief');
    const size = Y.encodeStateAsUpdate(here.room.doc).length;
    // One piece of TCP, so that they are heard in one turn.
    const raw = (socket as unknown as { _socket: { cork: () => void; uncork: () => void } })._socket;
    raw.cork();
    for (let index = 0; index < 10; index += 1) socket.send(step1Frame(Uint8Array.of(0)));
    raw.uncork();
    await eventually(() => heard() > size);
    write(here.brief, 'after.');
    await eventually(() => here.brief.acknowledged === 4);
    expect(heard()).toBeLessThan(2.5 * size);
  });

  it('to a flood of presence are none: others hear of one person, at most once a turn (P40)', async () => {
    const here = await team();
    const { socket } = await listening(here.eve, 'brief');
    let heard = 0;
    here.brief.provider.awareness.on('update', () => (heard += 1));
    for (let index = 0; index < 100; index += 1)
      socket.send(
        awarenessFrame(
          Array.from({ length: 1_500 }, (_, each) => ({ client: 10 + each, clock: index, state: '{"hue":1}' })),
        ),
      );
    await eventually(() => here.brief.provider.awareness.getStates().size === 2);
    write(here.brief, 'On.');
    await eventually(() => here.brief.acknowledged === 3);
    expect(here.brief.provider.awareness.getStates().size).toBe(2);
    expect(heard).toBeLessThan(150);
    expect(socket.readyState).toBe(socket.OPEN);
  });
});
