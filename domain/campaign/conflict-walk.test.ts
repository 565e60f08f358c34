import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';
import { WalkedTooFar, walkAtMost } from './conflict-walk.ts';

/** Numbers that are the same in every run. */
const numbersFrom = (seed: number): ((sides: number) => number) => {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x7fffffff) * sides) % sides;
  };
};

const edit = (doc: Y.Doc, upTo: (sides: number) => number): void => {
  const text = doc.getText('t');
  const what = upTo(12);
  // Crowded places: the beginning, the end, and one in the middle.
  const at = [0, text.length, text.length >> 1, upTo(text.length + 1)][upTo(4)]!;
  if (what < 7) text.insert(at, 'abcdef'.slice(0, 1 + upTo(4)));
  else if (what < 9 && text.length > 0) text.delete(upTo(text.length), 1);
  else if (what < 10 && text.length > 4) text.format(upTo(text.length - 2), 2, { bold: upTo(2) === 0 });
  else doc.getMap('m').set(['one', 'two'][upTo(2)]!, upTo(1_000));
};

/** People who write at the same places without hearing of each other for a while: their updates, in an order in which they fit. */
const story = (seed: number): Uint8Array[] => {
  const upTo = numbersFrom(seed);
  const told: Uint8Array[] = [];
  const people = Array.from({ length: 2 + upTo(5) }, () => {
    const doc = new Y.Doc();
    doc.clientID = 1 + upTo(2 ** 30);
    return doc;
  });
  for (let meeting = 0; meeting < 2 + upTo(3); meeting += 1) {
    const before = Y.encodeStateVector(people[0]!);
    for (const doc of people) for (let left = upTo(25); left > 0; left -= 1) edit(doc, upTo);
    // Some say the first half before they say all of it, so that the second begins below what is known.
    const states = people.map((doc) => Y.encodeStateAsUpdate(doc, before));
    for (const state of states.toSorted(() => upTo(3) - 1)) told.push(state);
    for (const doc of people) for (const state of states) Y.applyUpdate(doc, state);
    edit(people[0]!, upTo);
    told.push(Y.encodeStateAsUpdate(people[0]!, before), Y.encodeStateAsUpdate(people[0]!));
    for (const doc of people) Y.applyUpdate(doc, told.at(-1)!);
  }
  return told;
};

/** Without the tidying of formats, which `applyAsIs` calls off. */
const asYjsDoes = (doc: Y.Doc, update: Uint8Array): void =>
  doc.transact(() => {
    Y.applyUpdate(doc, update);
    doc.once('afterTransaction', (ended: Y.Transaction) => {
      ended._needFormattingCleanup = false;
    });
  });

/** Everything about a document that Yjs could tell apart: its structs, one by one, and their order in the list. */
const looks = (doc: Y.Doc): string[] => [
  Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex'),
  JSON.stringify([doc.getText('t').toDelta(), doc.getMap('m').toJSON()]),
  ...listed(doc.getText('t')._start),
];
function* listed(item: Y.Item | null): Generator<string> {
  for (; item; item = item.right) yield `${item.id.client} ${item.id.clock} ${item.length}`;
}

describe('the walk over what others inserted at the same place', () => {
  it('comes to the same place as Yjs does, in 50 stories of people who did not know of each other', () => {
    let walked = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      const updates = story(seed);
      for (const way of [updates, [Y.mergeUpdates(updates)]]) {
        const [stock, ours] = [new Y.Doc(), new Y.Doc()];
        for (const update of way) {
          asYjsDoes(stock, update);
          walked += applyAsIs(ours, [update]);
        }
        expect({ seed, looks: looks(ours) }).toEqual({ seed, looks: looks(stock) });
      }
    }
    expect(walked).toBeGreaterThan(10_000);
  });

  it('is counted, and given up beyond a limit', () => {
    const state = (client: number): Uint8Array => {
      const doc = new Y.Doc();
      doc.clientID = client;
      for (let letter = 0; letter < 500; letter += 1) doc.getText('t').insert(0, 'x');
      return Y.encodeStateAsUpdate(doc);
    };
    // Each letter of the one stood first once, and so did each of the other: all stand at one place.
    const [one, other] = [state(7), state(3)];
    const doc = new Y.Doc();
    expect(applyAsIs(doc, [one])).toBe(0);
    const steps = applyAsIs(doc, [other]);
    expect(steps).toBeLessThan(1_000);
    const low = new Y.Doc();
    applyAsIs(low, [other]);
    expect(() => applyAsIs(low, [one], null, 400)).toThrow(WalkedTooFar);
    // Nobody counts any more: what comes next is Yjs’s own affair.
    const after = new Y.Doc();
    for (const update of [other, one]) Y.applyUpdate(after, update);
    expect(after.getText('t').length).toBe(1_000);
  });

  it('is counted for the rest of a piece, too, whose beginning is known', () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    [mine.clientID, theirs.clientID] = [7, 3];
    mine.getText('t').insert(0, 'a');
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    for (let letter = 0; letter < 300; letter += 1) theirs.getText('t').insert(1, 'x');
    mine.getText('t').insert(1, 'b');
    const [both, copy] = [new Y.Doc(), new Y.Doc()];
    for (const doc of [both, copy]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
    expect(applyAsIs(both, [Y.encodeStateAsUpdate(mine)])).toBeGreaterThanOrEqual(300);
    expect(both.getText('t').toJSON()).toBe(`a${'x'.repeat(300)}b`);
    expect(() => applyAsIs(copy, [Y.encodeStateAsUpdate(mine)], null, 100)).toThrow(WalkedTooFar);
  });

  it('counts for itself inside another', () => {
    const outer = walkAtMost(10, () => {
      expect(walkAtMost(Infinity, () => undefined)).toBe(0);
    });
    expect(outer).toBe(0);
  });

  it('stands in for a method of Yjs that is as it was when this was written', () => {
    const source = readFileSync(fileURLToPath(new URL('../src/structs/Item.js', import.meta.resolve('yjs'))), 'utf8');
    const method = source.slice(
      source.indexOf('  integrate (transaction, offset) {'),
      source.indexOf('  get next () {'),
    );
    expect(method.length).toBeGreaterThan(2_000);
    // Compare the two, mend conflict-walk.ts where they differ, and only then write the new sum here.
    expect(createHash('sha256').update(method).digest('hex')).toBe(
      '9226727f7402d800c8aa7b997db60f119697235c4d8a7701961c170d9230b0f8',
    );
  });
});
