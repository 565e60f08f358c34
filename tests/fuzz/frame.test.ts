import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import {
  acknowledgeFrame,
  awarenessFrame,
  decodeFrame,
  step1Frame,
  updateFrame,
} from '../../sync-server/rooms/frame.ts';
import { diceOf } from './dice.ts';
import { mutated } from './mutated.ts';

const MUTATIONS = Number(process.env['COUNTERSIGN_FUZZ'] || 100_000);
const MAX_ENTRIES = 2_000;

const honest = (): Uint8Array[] => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, foundingUpdate('brief'));
  return [
    step1Frame(Y.encodeStateVector(doc)),
    updateFrame(Y.encodeStateAsUpdate(doc)),
    awarenessFrame([{ client: 7, clock: 1, state: '{"hue":2}' }]),
    awarenessFrame([]),
    Uint8Array.of(3),
    acknowledgeFrame(4),
  ];
};

it(`parses or names as broken each of ${MUTATIONS} mutated frames, and takes no more from one than it holds`, () => {
  const dice = diceOf(1);
  const frames = honest();
  const seen = new Set<string>();
  for (let at = 0; at < MUTATIONS; at += 1) {
    const bytes = mutated(dice, frames);
    const frame = decodeFrame(bytes);
    seen.add(frame.kind);
    // Plain comparisons: an assertion each would cost more than the decoder.
    if (frame.kind === 'update' && frame.bytes.length > bytes.length) expect.fail(`mutation ${at} grew`);
    if (frame.kind === 'awareness' && frame.entries.length > MAX_ENTRIES) expect.fail(`mutation ${at} has too many`);
  }
  expect([...seen].sort()).toEqual(['awareness', 'broken', 'query awareness', 'step 1', 'update']);
});
