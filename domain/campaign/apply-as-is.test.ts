import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';

/** One makes a word bold that the other deletes: marks are left around nothing. */
const apart = () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  mine.getText('t').insert(0, 'one two three four');
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
  const before = Y.encodeStateVector(mine);
  mine.getText('t').format(4, 3, { bold: true });
  theirs.getText('t').delete(4, 3);
  return { mine, update: Y.encodeStateAsUpdate(theirs, before) };
};
const written = (apply: (doc: Y.Doc, update: Uint8Array) => void): unknown[] => {
  const { mine, update } = apart();
  const origins: unknown[] = [];
  mine.on('update', (_update, origin) => origins.push(origin));
  apply(mine, update);
  return origins;
};

describe('an update of somebody else', () => {
  it('is applied under its origin, and nothing is written because of it', () => {
    expect(written((doc, update) => applyAsIs(doc, [update], 'line'))).toEqual(['line']);
  });
  it('would make the receiver write if it were applied as Yjs does', () => {
    expect(written((doc, update) => Y.applyUpdate(doc, update, 'line'))).toEqual(['line', null]);
  });
  it('leaves no remembered place behind: what is typed next stands where it was typed', () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const text = mine.getText('t');
    for (let word = 0; word < 40; word++) text.insert(text.length, `w${word} `);
    for (let at = 0; at < 20; at++) text.insert(100, 'x');
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const before = Y.encodeStateVector(mine);
    theirs.getText('t').insert(3, 'something long before it ');
    applyAsIs(mine, [Y.encodeStateAsUpdate(theirs, before)]);
    const shown = text.toJSON();
    text.insert(100, 'HERE');
    expect(text.toJSON()).toBe(`${shown.slice(0, 100)}HERE${shown.slice(100)}`);
  });
});
