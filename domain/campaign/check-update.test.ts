import * as fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';
import { checkUpdate } from './check-update.ts';
import { FOUNDER, foundingUpdate } from './founding.ts';
import { addStep, addVariant, moveStep, readSteps, removeStep, setStep, setVariant, textOf } from './sequence.ts';
import type { RoomKind } from './rooms.ts';

const MIA = 100;
const SAM = 200;
const EVE = 666;

const fork = (doc: Y.Doc, client: number): Y.Doc => {
  const copy = new Y.Doc();
  copy.clientID = client;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
/** The update that `edit` makes as `client`, on top of `doc`. */
const edited = (doc: Y.Doc, client: number, edit: (doc: Y.Doc) => void): Uint8Array => {
  const copy = fork(doc, client);
  const before = Y.encodeStateVector(copy);
  edit(copy);
  return Y.encodeStateAsUpdate(copy, before);
};
const briefRoom = (): Y.Doc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, foundingUpdate('brief'));
  doc.clientID = MIA;
  doc.getText('offer').insert(1, 'Two months free');
  return doc;
};
const copyRoom = (): Y.Doc => {
  const doc = new Y.Doc();
  doc.clientID = MIA;
  addStep(doc, { id: 's1', channel: 'email', day: 0, name: 'First mail' });
  addVariant(doc, 's1', { id: 'v1', name: 'A' });
  textOf(doc, 'step/s1/v1/body')!.insert(1, 'Hello');
  textOf(doc, 'step/s1/v1/subject')!.insert(0, 'Subject');
  return doc;
};
const inside = (doc: Y.Doc, ...keys: string[]): Y.Map<unknown> => {
  let map = doc.getMap<unknown>('steps');
  for (const key of keys) map = map.get(key) as Y.Map<unknown>;
  return map;
};
/** What became of it: `refused` only where nothing was written and it is not just asked for again. */
const outcome = (doc: Y.Doc, kind: RoomKind, update: Uint8Array): string => {
  const before = Y.encodeStateAsUpdate(doc);
  const verdict = checkUpdate(doc, update, kind);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  if (verdict.ok) return 'accepted';
  return verdict.missing ? 'asked for again' : 'refused';
};

/** Writes an update by hand: what no honest Yjs would. */
type Wire = {
  client: number;
  clock: number;
  structs: ((to: encoding.Encoder) => void)[];
};
const byHand = (blocks: Wire[], deletes: [client: number, clock: number, length: number][] = []): Uint8Array => {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, blocks.length);
  for (const { client, clock, structs } of blocks) {
    encoding.writeVarUint(to, structs.length);
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    for (const write of structs) write(to);
  }
  encoding.writeVarUint(to, deletes.length);
  for (const [client, clock, length] of deletes) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, 1);
    encoding.writeVarUint(to, clock);
    encoding.writeVarUint(to, length);
  }
  return encoding.toUint8Array(to);
};
type At = { root?: string; parent?: [number, number]; left?: [number, number]; right?: [number, number]; key?: string };
const item =
  (ref: number, at: At, content: (to: encoding.Encoder) => void) =>
  (to: encoding.Encoder): void => {
    const alone = !at.left && !at.right;
    const flags = (at.left ? 0x80 : 0) | (at.right ? 0x40 : 0) | (alone && at.key !== undefined ? 0x20 : 0);
    encoding.writeUint8(to, ref | flags);
    for (const id of [at.left, at.right])
      if (id) {
        encoding.writeVarUint(to, id[0]);
        encoding.writeVarUint(to, id[1]);
      }
    if (alone) {
      encoding.writeVarUint(to, at.root === undefined ? 0 : 1);
      if (at.root === undefined) {
        encoding.writeVarUint(to, at.parent![0]);
        encoding.writeVarUint(to, at.parent![1]);
      } else encoding.writeVarString(to, at.root);
      if (at.key !== undefined) encoding.writeVarString(to, at.key);
    }
    content(to);
  };
const words = (text: string, at: At) => item(4, at, (to) => encoding.writeVarString(to, text));
const removed = (length: number, at: At) => item(1, at, (to) => encoding.writeVarUint(to, length));
const anything = (values: unknown[], at: At) =>
  item(8, at, (to) => {
    encoding.writeVarUint(to, values.length);
    for (const value of values) encoding.writeAny(to, value as never);
  });
const aType = (ref: number, at: At) => item(7, at, (to) => encoding.writeVarUint(to, ref));
const collected = (length: number) => (to: encoding.Encoder) => {
  encoding.writeUint8(to, 0);
  encoding.writeVarUint(to, length);
};
const [Y_MAP, Y_TEXT] = [1, 2];

describe('honest edits', () => {
  it('are accepted with what they bring', () => {
    const room = briefRoom();
    const update = edited(room, SAM, (doc) => doc.getText('tone').insert(1, 'plain'));
    expect(checkUpdate(room, update, 'brief')).toMatchObject({
      ok: true,
      clients: new Map([[SAM, { from: 0, to: 5 }]]),
      idle: false,
      grows: 1,
    });
    Y.applyUpdate(room, update);
    expect(checkUpdate(room, update, 'brief')).toMatchObject({ ok: true, clients: new Map(), idle: true, grows: 0 });
    const deletion = edited(room, EVE, (doc) => doc.getText('tone').delete(1, 2));
    expect(checkUpdate(room, deletion, 'brief')).toMatchObject({ ok: true, clients: new Map(), idle: false, grows: 1 });
    expect(checkUpdate(room, Y.encodeStateAsUpdate(room), 'brief')).toMatchObject({ ok: true, idle: true });
  });

  it('may begin below the known clock', () => {
    const room = briefRoom();
    const mia = fork(room, SAM);
    mia.getText('offer').insert(1, 'abc');
    Y.applyUpdate(room, Y.encodeStateAsUpdate(mia));
    mia.getText('offer').insert(4, 'def');
    const whole = Y.encodeStateAsUpdate(mia);
    expect(checkUpdate(room, whole, 'brief')).toMatchObject({
      ok: true,
      clients: new Map([[SAM, { from: 3, to: 6 }]]),
      idle: false,
    });
  });

  it('without their predecessor are asked for again', () => {
    const room = briefRoom();
    const sam = fork(room, SAM);
    sam.getText('offer').insert(1, 'a');
    const known = Y.encodeStateVector(sam);
    sam.getText('offer').insert(2, 'b');
    const second = Y.encodeStateAsUpdate(sam, known);
    const before = Y.getState(sam.store, sam.clientID) - 1;
    expect(checkUpdate(room, second, 'brief')).toMatchObject({ missing: { client: sam.clientID, next: before } });
    const eve = edited(sam, EVE, (doc) => doc.getText('offer').insert(2, 'x'));
    expect(checkUpdate(room, eve, 'brief')).toMatchObject({ missing: { client: sam.clientID, next: before } });
    const gap = Y.mergeUpdates([
      byHand([{ client: EVE, clock: 0, structs: [words('a', { root: 'tone' })] }]),
      byHand([{ client: EVE, clock: 5, structs: [words('a', { root: 'tone' })] }]),
    ]);
    expect(checkUpdate(room, gap, 'brief')).toMatchObject({ missing: { client: EVE, next: Infinity } });
    const deletion = edited(sam, EVE, (doc) => doc.getText('offer').delete(2, 1));
    expect(checkUpdate(room, deletion, 'brief')).toMatchObject({ missing: { client: sam.clientID, next: before + 1 } });
    const unknownParent = byHand([{ client: EVE, clock: 0, structs: [words('x', { parent: [SAM, 9] })] }]);
    expect(checkUpdate(copyRoom(), unknownParent, 'copy')).toMatchObject({ missing: { client: SAM, next: 10 } });
  });

  it('are never refused, whoever makes them in whatever order they arrive', () => {
    const texts = ['subject', 'preheader', 'body'] as const;
    const step = fc.record({ who: fc.nat(2), op: fc.nat(10), a: fc.nat(1000), b: fc.nat(1000), sync: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (plan) => {
        const room = copyRoom();
        const editors = [0, 1, 2].map((who) => fork(room, 1000 + who));
        const undo = editors.map((doc) => new Y.UndoManager([textOf(doc, 'step/s1/v1/body')!], { captureTimeout: 0 }));
        plan.forEach(({ who, op, a, b, sync }, turn) => {
          const doc = editors[who]!;
          const steps = readSteps(doc);
          const at = steps[a % steps.length]!;
          const variant = at.variants[b % Math.max(1, at.variants.length)];
          const text = variant?.[texts[a % 3]!];
          const place = text ? b % (text.length + 1) : 0;
          const length = text ? Math.min(3, text.length - place) : 0;
          if (op === 0) addStep(doc, { id: `n${turn}`, channel: 'call', day: a, name: 'n' }, at.id);
          else if (op === 1) addVariant(doc, at.id, { id: `m${turn}`, name: 'm', share: 10 });
          else if (op === 2) moveStep(doc, at.id, steps[b % steps.length]!.id);
          else if (op === 3) setStep(doc, at.id, { day: b, name: `name ${turn}`, goal: 'g' });
          else if (op === 4) removeStep(doc, at.id);
          else if (op === 5 && variant) setVariant(doc, at.id, variant.id, { share: b % 101 });
          else if (op === 6) text?.delete(place, length);
          else if (op === 7) text?.format(place, length, { bold: true, link: { href: 'https://example.com' } });
          else if (op === 8) text?.insert(place, '\u2029', { kind: 'item', list: 'number', indent: 2 });
          else if (op === 9) undo[who]!.undo();
          else text?.insert(place, `word${turn} `);
          if (sync > 2) return;
          const update = Y.encodeStateAsUpdate(doc, sync === 0 ? undefined : Y.encodeStateVector(room));
          expect(checkUpdate(room, update, 'copy')).toMatchObject({ ok: true });
          Y.applyUpdate(room, update);
          expect(room.store.pendingStructs).toBeNull();
          Y.applyUpdate(editors[(who + 1) % 3]!, Y.encodeStateAsUpdate(room));
        });
        for (const doc of editors) {
          const update = Y.encodeStateAsUpdate(doc);
          expect(checkUpdate(room, update, 'copy')).toMatchObject({ ok: true });
          Y.applyUpdate(room, update);
        }
        expect(checkUpdate(new Y.Doc(), Y.encodeStateAsUpdate(room), 'copy')).toMatchObject({ ok: true });
      }),
      { numRuns: 150 },
    );
  });

  it('of two clients that build on each other may come in one update', () => {
    const room = copyRoom();
    const mia = fork(room, MIA + 1);
    const sam = fork(room, SAM);
    for (let i = 0; i < 20; i += 1) {
      const writer = i % 2 ? mia : sam;
      textOf(writer, 'step/s1/v1/body')!.insert(3, 'ab');
      addStep(writer, { id: `x${i}`, channel: 'email', day: 1, name: 'x' });
      addVariant(writer, `x${Math.max(0, i - 1)}`, { id: `y${i}`, name: 'y' });
      Y.applyUpdate(mia, Y.encodeStateAsUpdate(sam));
      Y.applyUpdate(sam, Y.encodeStateAsUpdate(mia));
    }
    expect(checkUpdate(room, Y.encodeStateAsUpdate(mia), 'copy')).toMatchObject({ ok: true });
    expect(checkUpdate(new Y.Doc(), Y.encodeStateAsUpdate(mia), 'copy')).toMatchObject({ ok: true });
  });
});

describe('a newer or foreign schema', () => {
  const inBrief: [string, (doc: Y.Doc) => void][] = [
    ['another root', (doc) => doc.getText('approved').insert(0, 'x')],
    ['a root of the other room', (doc) => doc.getMap('steps').set('s', new Y.Map())],
    ['an unknown mark', (doc) => doc.getText('offer').format(1, 2, { colour: 'red' })],
    [
      'a mark named like the prototype',
      (doc) => doc.getText('offer').format(1, 2, JSON.parse('{"__proto__":true}') as object),
    ],
    ['a mark with an unknown value', (doc) => doc.getText('offer').format(1, 2, { bold: { toString: 1 } })],
    ['an unknown kind of block', (doc) => doc.getText('offer').insert(1, '\u2029', { kind: 'table' })],
    ['a level out of range', (doc) => doc.getText('offer').insert(1, '\u2029', { kind: 'heading', level: 4 })],
    ['an indent out of range', (doc) => doc.getText('offer').format(0, 1, { indent: 7 })],
    ['a link that is no link', (doc) => doc.getText('offer').format(1, 2, { link: { href: ['x'] } })],
    [
      'a link with more in it',
      (doc) => doc.getText('offer').format(1, 2, { link: { href: 'https://a', onclick: 'x' } }),
    ],
    ['an embed', (doc) => doc.getText('offer').insertEmbed(1, { image: 'x' })],
    ['an embedded type', (doc) => doc.getText('offer').insertEmbed(1, new Y.Map())],
    ['an attribute of a text', (doc) => doc.getText('offer').setAttribute('approved', true)],
    ['XML', (doc) => doc.getXmlFragment('offer').insert(0, [new Y.XmlElement('p')])],
    ['a list', (doc) => doc.getArray('offer').insert(0, [1])],
    ['a map', (doc) => doc.getMap('offer').set('approved', true)],
  ];
  it.each(inBrief)('%s in the brief is refused', (_, edit) => {
    const room = briefRoom();
    const fresh = new Y.Doc();
    fresh.clientID = EVE;
    let update: Uint8Array;
    try {
      update = edited(room, EVE, edit);
    } catch {
      edit(fresh);
      update = Y.encodeStateAsUpdate(fresh);
    }
    expect(outcome(room, 'brief', update)).toBe('refused');
  });

  const inCopy: [string, (doc: Y.Doc) => void][] = [
    ['a root of the brief', (doc) => doc.getText('offer').insert(0, 'x')],
    ['an unknown key of a step', (doc) => inside(doc, 's1').set('approved', true)],
    ['__proto__ as a key', (doc) => inside(doc, 's1').set('__proto__', true)],
    ['__proto__ as a step', (doc) => inside(doc).set('__proto__', new Y.Map())],
    ['constructor as a variant', (doc) => inside(doc, 's1', 'variants').set('constructor', new Y.Map())],
    ['a value instead of a step', (doc) => inside(doc).set('s2', true)],
    ['a text instead of a step', (doc) => inside(doc).set('s2', new Y.Text())],
    [
      'a list instead of variants',
      (doc) => {
        const step = new Y.Map();
        inside(doc).set('s2', step);
        step.set('variants', new Y.Array());
      },
    ],
    [
      'XML text instead of a text',
      (doc) => {
        const map = new Y.Map();
        inside(doc, 's1', 'variants').set('v2', map);
        map.set('body', new Y.XmlText());
      },
    ],
    ['a map under a name', (doc) => inside(doc, 's1').set('name', new Y.Map())],
    ['a channel that is none', (doc) => inside(doc, 's1').set('channel', 'fax')],
    ['a day that is no number', (doc) => inside(doc, 's1').set('day', '2')],
    ['a day without end', (doc) => inside(doc, 's1').set('day', Infinity)],
    ['an object as a name', (doc) => inside(doc, 's1').set('name', { toString: 1 })],
    ['a name of two lines', (doc) => inside(doc, 's1').set('name', 'a\nb')],
    ['an order that is none', (doc) => inside(doc, 's1').set('order', 'a0')],
    ['a share above all', (doc) => inside(doc, 's1', 'variants', 'v1').set('share', 101)],
    ['removed as a word', (doc) => inside(doc, 's1').set('removed', 'no')],
    ['bytes', (doc) => inside(doc, 's1').set('name', new Uint8Array(4))],
    ['a document in the document', (doc) => inside(doc, 's1').set('name', new Y.Doc())],
    ['a step taken away', (doc) => inside(doc).delete('s1')],
    ['a step replaced', (doc) => inside(doc).set('s1', new Y.Map())],
    ['all variants taken away', (doc) => inside(doc, 's1').delete('variants')],
    ['a variant replaced', (doc) => inside(doc, 's1', 'variants').set('v1', new Y.Map())],
    ['a text taken away', (doc) => inside(doc, 's1', 'variants', 'v1').delete('body')],
    ['a text replaced', (doc) => inside(doc, 's1', 'variants', 'v1').set('body', new Y.Text('mine'))],
    [
      'a step made twice',
      (doc) => {
        inside(doc).set('s2', new Y.Map());
        inside(doc).set('s2', new Y.Map());
      },
    ],
  ];
  it.each(inCopy)('%s in the copy is refused', (_, edit) => {
    const room = copyRoom();
    expect(outcome(room, 'copy', edited(room, EVE, edit))).toBe('refused');
  });

  it('is refused whole, also behind an honest edit', () => {
    const room = briefRoom();
    const update = edited(room, EVE, (doc) => {
      doc.getText('tone').insert(1, 'plain');
      doc.getText('tone').format(1, 2, { colour: 'red' });
    });
    expect(outcome(room, 'brief', update)).toBe('refused');
    expect(checkUpdate(room, update, 'brief')).toHaveProperty('why', 'It has a format that is not known here.');
  });
});

describe('updates made by hand', () => {
  const inBrief = (blocks: Wire[], deletes: [number, number, number][] = []): string =>
    outcome(briefRoom(), 'brief', byHand(blocks, deletes));
  const one = (...structs: Wire['structs']): Wire[] => [{ client: EVE, clock: 0, structs }];

  it('that are broken are refused', () => {
    const room = briefRoom();
    expect(outcome(room, 'brief', new Uint8Array())).toBe('refused');
    expect(outcome(room, 'brief', new Uint8Array([255, 255, 255]))).toBe('refused');
    const honest = edited(room, SAM, (doc) => doc.getText('tone').insert(1, 'plain'));
    for (let length = 0; length < honest.length; length += 1)
      expect(outcome(room, 'brief', honest.subarray(0, length))).toBe('refused');
  });
  it('with empty, endless or too many pieces are refused', () => {
    expect(inBrief(one(words('', { root: 'offer' })))).toBe('refused');
    expect(inBrief(one(removed(0, { root: 'offer' })))).toBe('refused');
    expect(inBrief(one(collected(0)))).toBe('refused');
    expect(inBrief(one(collected(2 ** 40)))).toBe('refused');
    expect(inBrief(one(collected(200_000_000)))).toBe('refused');
    expect(inBrief(one(removed(2 ** 40, { root: 'offer' })))).toBe('refused');
    expect(inBrief([], [[MIA, 0, 0]])).toBe('refused');
    expect(inBrief([{ client: 2 ** 40, clock: 0, structs: [words('x', { root: 'offer' })] }])).toBe('refused');
    expect(
      inBrief(
        Array.from({ length: 20_001 }, (_, at) => ({
          client: EVE + at,
          clock: 0,
          structs: [words('x', { root: 'offer' })],
        })),
      ),
    ).toBe('refused');
  });
  it('are taken from a window that pasted and took back more than a million letters', () => {
    const room = briefRoom();
    const text = room.getText('objective');
    for (let time = 0; time < 12; time += 1) {
      text.insert(1, 'x'.repeat(100_000));
      text.delete(1, 100_000);
    }
    expect(checkUpdate(briefRoom(), Y.encodeStateAsUpdate(room), 'brief').ok).toBe(true);
  });
  it('of more pieces than anybody brings at once are refused, and taken where they are the room itself', () => {
    const room = briefRoom();
    room.transact(() => {
      for (let letter = 0; letter < 50_001; letter += 1) room.getText('objective').insert(1, 'x');
    });
    const all = Y.encodeStateAsUpdate(room);
    expect(checkUpdate(briefRoom(), all, 'brief')).toMatchObject({ ok: false, why: 'It has too many pieces.' });
    expect(checkUpdate(briefRoom(), all, 'brief', 'room').ok).toBe(true);
  });
  it('are taken from whoever comes back to a room in which very much was deleted, and deletes a little more', () => {
    const ranges = 60_000;
    const room = briefRoom();
    const letters = byHand([
      { client: SAM, clock: 0, structs: [words('x'.repeat(2 * ranges + 9), { root: 'offer' })] },
    ]);
    Y.applyUpdate(room, letters);
    const deleting = (from: number, count: number): Uint8Array =>
      byHand(
        [],
        Array.from({ length: count }, (_, at) => [SAM, 2 * (from + at), 1]),
      );
    for (let from = 0; from < ranges; from += 30_000) {
      expect(checkUpdate(room, deleting(from, 30_000), 'brief')).toMatchObject({ ok: true, idle: false });
      applyAsIs(room, [deleting(from, 30_000)]);
    }
    expect(checkUpdate(room, deleting(0, ranges), 'brief')).toMatchObject({ ok: true, idle: true });
    expect(checkUpdate(room, deleting(0, ranges + 3), 'brief')).toMatchObject({ ok: true, idle: false });
    // All of it anew is more than anybody deletes by hand.
    const fresh = briefRoom();
    Y.applyUpdate(fresh, letters);
    expect(checkUpdate(fresh, deleting(0, ranges), 'brief')).toMatchObject({ why: 'It deletes in too many places.' });
  });
  it('with a clock that would soon be used up are refused', () => {
    expect(inBrief(one(...Array.from({ length: 22 }, () => collected(100_000_000))))).toBe('refused');
  });
  it('that repeat something known under a foreign root are refused, since Yjs would make that root', () => {
    const room = briefRoom();
    Y.applyUpdate(room, byHand(one(words('ab', { root: 'offer' }))));
    expect(outcome(room, 'brief', byHand(one(words('ab', { root: 'approved' }))))).toBe('refused');
    expect(room.share.has('approved')).toBe(false);
  });
  it('that make one step twice are refused', () => {
    const twice = one(aType(Y_MAP, { root: 'steps', key: 's2' }), aType(Y_MAP, { root: 'steps', key: 's2' }));
    expect(outcome(copyRoom(), 'copy', byHand(twice))).toBe('refused');
  });
  it('with swapped neighbours are refused', () => {
    const room = briefRoom();
    const { client } = room.getText('offer')._start!.id;
    expect(outcome(room, 'brief', byHand(one(words('x', { left: [MIA, 4], right: [MIA, 1] }))))).toBe('refused');
    expect(outcome(room, 'brief', byHand(one(words('x', { left: [MIA, 1], right: [client, 7] }))))).toBe('refused');
    expect(outcome(room, 'brief', byHand(one(words('x', { left: [MIA, 1], right: [MIA, 2] }))))).toBe('accepted');
  });
  it('that write as the founder are refused', () => {
    const clock = Y.getState(briefRoom().store, FOUNDER);
    expect(inBrief([{ client: FOUNDER, clock, structs: [words('x', { root: 'offer' })] }])).toBe('refused');
    expect(
      outcome(
        copyRoom(),
        'copy',
        byHand([{ client: FOUNDER, clock: 0, structs: [aType(Y_MAP, { root: 'steps', key: 's2' })] }]),
      ),
    ).toBe('refused');
  });
  it('that name one client twice are refused', () => {
    expect(
      inBrief([
        ...one(words('ab', { root: 'offer' })),
        { client: EVE, clock: 2, structs: [words('c', { root: 'offer' })] },
      ]),
    ).toBe('refused');
    expect(
      inBrief([
        ...one(words('ab', { root: 'offer' })),
        { client: SAM, clock: 0, structs: [words('c', { root: 'offer' })] },
        { client: EVE, clock: 2, structs: [words('c', { root: 'offer' })] },
      ]),
    ).toBe('refused');
    expect(inBrief([...one(words('ab', { root: 'offer' })), { client: SAM, clock: 0, structs: [] }])).toBe('refused');
  });
  it('that build on themselves or in a circle are refused', () => {
    expect(inBrief(one(words('a', { left: [EVE, 0] })))).toBe('refused');
    expect(inBrief(one(words('a', { left: [EVE, 5] })))).toBe('refused');
    expect(inBrief(one(words('a', { root: 'offer' }), words('b', { left: [EVE, 0], right: [EVE, 7] })))).toBe(
      'refused',
    );
    expect(
      inBrief([
        { client: EVE, clock: 0, structs: [words('a', { left: [SAM, 0] })] },
        { client: SAM, clock: 0, structs: [words('b', { left: [EVE, 0] })] },
      ]),
    ).toBe('refused');
  });
  it('with neighbours in two places are refused', () => {
    const room = briefRoom();
    const offer = room.getText('offer')._start!.id;
    const tone = room.getText('tone')._start!.id;
    const between = words('y', { left: [EVE, 0], right: [tone.client, tone.clock] });
    expect(outcome(room, 'brief', byHand(one(words('x', { root: 'offer' }), between)))).toBe('refused');
    expect(
      outcome(
        room,
        'brief',
        byHand(one(words('x', { left: [offer.client, offer.clock], right: [tone.client, tone.clock] }))),
      ),
    ).toBe('refused');
  });
  it('that continue a known piece in another place are refused', () => {
    const room = briefRoom();
    Y.applyUpdate(room, byHand(one(words('ab', { root: 'offer' }))));
    expect(inBrief(one(words('x', { root: 'offer', key: 'approved' })))).toBe('refused');
    expect(outcome(room, 'brief', byHand(one(words('abc', { root: 'tone' }))))).toBe('refused');
    expect(checkUpdate(room, byHand(one(words('abc', { root: 'offer' }))), 'brief')).toMatchObject({ ok: true });
  });
  it('that take a step away as something already deleted are refused', () => {
    const room = copyRoom();
    const step = inside(room, 's1')._item!.id;
    expect(outcome(room, 'copy', byHand(one(removed(1, { left: [step.client, step.clock] }))))).toBe('refused');
    expect(outcome(room, 'copy', byHand(one(removed(1, { root: 'steps', key: 's1' }))))).toBe('refused');
    expect(outcome(room, 'copy', byHand([], [[step.client, step.clock, 1]]))).toBe('refused');
    expect(outcome(room, 'copy', byHand(one(aType(Y_MAP, { root: 'steps', key: 's2' })), [[EVE, 0, 1]]))).toBe(
      'refused',
    );
  });
  it('that hide a bad value among good ones are refused', () => {
    const room = copyRoom();
    const step = inside(room, 's1')._item!.id;
    const at: At = { parent: [step.client, step.clock], key: 'day' };
    expect(checkUpdate(room, byHand(one(anything([1, 2], at))), 'copy')).toMatchObject({ ok: true });
    expect(outcome(room, 'copy', byHand(one(anything([1, 'x'], at))))).toBe('refused');
  });
  it('with words where a value belongs, or writing into words, are refused', () => {
    const room = copyRoom();
    const step = inside(room, 's1')._item!.id;
    expect(outcome(room, 'copy', byHand(one(words('x', { parent: [step.client, step.clock], key: 'name' }))))).toBe(
      'refused',
    );
    expect(outcome(room, 'copy', byHand(one(words('x', { parent: [step.client, step.clock] }))))).toBe('refused');
    const inner = textOf(room, 'step/s1/v1/body')!._start!;
    expect(outcome(room, 'copy', byHand(one(words('x', { parent: [inner.id.client, inner.id.clock] }))))).toBe(
      'refused',
    );
  });
  it('with anything after their end are refused, though Yjs would not look at it', () => {
    const update = Y.encodeStateAsUpdate(copyRoom());
    for (const whole of [update, Uint8Array.of(0, 0)]) {
      expect(checkUpdate(copyRoom(), whole, 'copy')).toMatchObject({ ok: true, idle: true });
      expect(checkUpdate(copyRoom(), Uint8Array.of(...whole, 0), 'copy')).toMatchObject({
        ok: false,
        why: 'It has bytes after its end.',
      });
    }
  });

  it('that delete ranges which overlap or fall are refused, since Yjs takes each out of an array by itself', () => {
    const doc = briefRoom();
    const ranges = (...list: [number, number][]): Uint8Array =>
      encoding.encode((to) => {
        for (const each of [0, 1, MIA, list.length, ...list.flat()]) encoding.writeVarUint(to, each);
      });
    expect(outcome(doc, 'brief', ranges([0, 5], [4, 2]))).toBe('refused');
    expect(outcome(doc, 'brief', ranges([4, 2], [0, 5]))).toBe('refused');
    expect(outcome(doc, 'brief', ranges([4, 2], [0, 3]))).toBe('refused');
    expect(outcome(doc, 'brief', ranges([0, 3], [4, 2]))).toBe('accepted');
  });

  /** A text of letters each in front of the last, so that none of them join. */
  const loose = (letters: number): Y.Doc => {
    const doc = new Y.Doc();
    const structs = Array.from({ length: letters }, (_, at) =>
      words('x', at === 0 ? { root: 'objective' } : { right: [MIA, at - 1] }),
    );
    Y.applyUpdate(doc, byHand([{ client: MIA, clock: 0, structs }]));
    return doc;
  };

  it('whose pieces each stand far from their neighbours cost the text once, not once for each piece', () => {
    const stored = 20_000;
    const doc = loose(stored);
    const far = (pieces: number): Uint8Array =>
      byHand([
        {
          client: EVE,
          clock: 0,
          structs: Array.from({ length: pieces }, () => words('y', { left: [MIA, stored - 1], right: [MIA, 0] })),
        },
      ]);
    const steps = [1, 1_000, 10_000].map((pieces) => checkUpdate(doc, far(pieces), 'brief').steps);
    expect(steps[1]).toBeLessThan(10_000);
    expect(steps[2]).toBeLessThan(100_000);
    expect(outcome(doc, 'brief', far(1_000))).toBe('accepted');
  });

  it('that take a text apart in front of very much else are refused, and elsewhere are not', () => {
    const long = (behind: number): Y.Doc => {
      const doc = new Y.Doc();
      const first = words('x'.repeat(30_000), { root: 'objective' });
      const rest = Array.from({ length: behind }, (_, at) => words('x', { right: [MIA, at === 0 ? 0 : 29_999 + at] }));
      Y.applyUpdate(doc, byHand([{ client: MIA, clock: 0, structs: [first, ...rest] }]));
      return doc;
    };
    const deletions = encoding.encode((to) => {
      for (const each of [0, 1, MIA, 5_000]) encoding.writeVarUint(to, each);
      for (let at = 0; at < 5_000; at += 1) {
        encoding.writeVarUint(to, 3 * at);
        encoding.writeVarUint(to, 1);
      }
    });
    const insertions = byHand([
      {
        client: EVE,
        clock: 0,
        structs: Array.from({ length: 5_000 }, (_, at) =>
          words('y', { left: [MIA, 3 * at], right: [MIA, 3 * at + 1] }),
        ),
      },
    ]);
    const apart = 'It takes the text apart in too many places.';
    for (const update of [deletions, insertions]) {
      expect(checkUpdate(long(10), update, 'brief').ok).toBe(true);
      expect(checkUpdate(long(60_000), update, 'brief')).toMatchObject({ ok: false, why: apart });
    }
    // Falling, they move what was just taken apart, too: with the square of their number.
    const falling = byHand([
      {
        client: EVE,
        clock: 0,
        structs: Array.from({ length: 9_000 }, (_, at) =>
          words('y', { left: [MIA, 3 * (9_000 - at)], right: [MIA, 3 * (9_000 - at) + 1] }),
        ),
      },
    ]);
    expect(checkUpdate(long(0), falling, 'brief').steps).toBeGreaterThan(80_000);
    expect(checkUpdate(long(50_000), falling, 'brief')).toMatchObject({ ok: false, why: apart });
  });

  it('say what they cost at most, which grows with them', () => {
    const doc = briefRoom();
    const inserting = (letters: number): Uint8Array =>
      edited(doc, SAM, (copy) => {
        for (let letter = 0; letter < letters; letter += 1) copy.getText('offer').insert(1, 'x');
      });
    const [small, large] = [10, 1_000].map((letters) => checkUpdate(doc, inserting(letters), 'brief'));
    expect(small).toMatchObject({ ok: true, grows: 10 });
    expect(large).toMatchObject({ ok: true, grows: 1_000 });
    expect(large!.steps).toBeGreaterThan(50 * small!.steps);
    expect(large!.steps).toBeLessThan(20_000);
    expect(checkUpdate(doc, new Uint8Array(64_000), 'brief').steps).toBeGreaterThanOrEqual(1_000);
  });

  it('nested ten thousand deep are refused', () => {
    const structs = [aType(Y_MAP, { root: 'steps', key: 's2' })];
    for (let depth = 0; depth < 10_000; depth += 1)
      structs.push(aType(Y_MAP, { parent: [EVE, depth], key: 'variants' }));
    expect(outcome(copyRoom(), 'copy', byHand(one(...structs)))).toBe('refused');
    expect(outcome(copyRoom(), 'copy', byHand(one(aType(Y_TEXT, { root: 'steps', key: 's2' }))))).toBe('refused');
  });
});

describe('any bytes', () => {
  it('never throw, and what is accepted applies whole and round-trips', () => {
    const honest = [
      edited(copyRoom(), SAM, (doc) => textOf(doc, 'step/s1/v1/body')!.insert(2, 'words')),
      edited(copyRoom(), SAM, (doc) => addStep(doc, { id: 's2', channel: 'email', day: 1, name: 'x' })),
      edited(copyRoom(), SAM, (doc) => setStep(doc, 's1', { day: 4 })),
      edited(copyRoom(), SAM, (doc) => textOf(doc, 'step/s1/v1/body')!.format(1, 3, { bold: true })),
      Y.encodeStateAsUpdate(copyRoom()),
    ];
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(honest.length - 1), flips, (which, changes) => {
        const update = honest[which]!.slice();
        for (const [at, to] of changes) update[at % update.length] = to;
        const room = copyRoom();
        const verdict = checkUpdate(room, update, 'copy');
        if (!verdict.ok) return;
        Y.applyUpdate(room, update);
        expect(room.store.pendingStructs).toBeNull();
        expect(room.store.pendingDs).toBeNull();
        for (const [client, { to }] of verdict.clients) expect(Y.getState(room.store, client)).toBe(to);
        const again = new Y.Doc();
        Y.applyUpdate(again, Y.encodeStateAsUpdate(room));
        expect(again.getMap('steps').toJSON()).toEqual(room.getMap('steps').toJSON());
        expect(textOf(room, 'step/s1/v1/body')).not.toBeNull();
        expect(checkUpdate(new Y.Doc(), Y.encodeStateAsUpdate(room), 'copy')).toMatchObject({ ok: true });
      }),
      { numRuns: 6000 },
    );
  }, 60_000);
});
