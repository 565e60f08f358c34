import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { diceOf } from './dice.ts';
import { mutated } from './mutated.ts';

const MUTATIONS = Number(process.env['COUNTERSIGN_FUZZ'] || 100_000);
const MIA = 100;
const SAM = 200;

const clone = (state: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
};
const roomState = (): Uint8Array => {
  const doc = clone(foundingUpdate('brief'));
  doc.clientID = MIA;
  doc.getText('offer').insert(1, 'Two months free');
  doc.getText('offer').delete(3, 2);
  return Y.encodeStateAsUpdate(doc);
};
/** What honest editors of the room send: words, a deletion, both, and the whole state. */
const honest = (state: Uint8Array): Uint8Array[] => {
  const seeds = [state];
  const edits: ((text: Y.Text) => void)[] = [
    (text) => text.insert(4, 'half'),
    (text) => text.delete(2, 3),
    (text) => {
      text.insert(1, 'a');
      text.insert(9, 'bc');
      text.delete(5, 2);
    },
  ];
  for (const edit of edits) {
    const doc = clone(state);
    doc.clientID = SAM;
    const before = Y.encodeStateVector(doc);
    doc.transact(() => edit(doc.getText('offer')));
    seeds.push(Y.encodeStateAsUpdate(doc, before));
  }
  return seeds;
};

it(`changes nothing by judging ${MUTATIONS} mutated updates, and what it accepts survives the round trip`, () => {
  const dice = diceOf(2);
  const state = roomState();
  const seeds = honest(state);
  const doc = clone(state);
  const untouched = Buffer.from(Y.encodeStateAsUpdate(doc));
  let accepted = 0;
  for (let at = 0; at < MUTATIONS; at += 1) {
    const update = mutated(dice, seeds);
    const verdict = checkUpdate(doc, update, 'brief');
    if (at % 100 === 0 && !untouched.equals(Y.encodeStateAsUpdate(doc))) expect.fail(`changed by mutation ${at}`);
    if (!verdict.ok || verdict.idle) continue;
    accepted += 1;
    const room = clone(state);
    Y.applyUpdate(room, update);
    if (room.store.pendingStructs || room.store.pendingDs) expect.fail(`mutation ${at} left something pending`);
    const again = clone(Y.encodeStateAsUpdate(room));
    if (JSON.stringify(again.getText('offer').toDelta()) !== JSON.stringify(room.getText('offer').toDelta()))
      expect.fail(`mutation ${at} reads otherwise after the round trip`);
  }
  expect(untouched.equals(Y.encodeStateAsUpdate(doc))).toBe(true);
  expect(accepted).toBeGreaterThan(0);
});
