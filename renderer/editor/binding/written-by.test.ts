import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { writtenBy } from './written-by.ts';

it('says who typed which characters, over splits, deletions and formats of others', () => {
  const [mia, sam] = [new Y.Doc(), new Y.Doc()];
  [mia.clientID, sam.clientID] = [1, 2];
  const share = () => {
    Y.applyUpdate(sam, Y.encodeStateAsUpdate(mia));
    Y.applyUpdate(mia, Y.encodeStateAsUpdate(sam));
  };
  const text = mia.getText('t');
  text.insert(0, '\u2029Hello there');
  share();
  sam.getText('t').insert(6, ', dear');
  sam.getText('t').format(1, 5, { bold: true });
  share();
  text.delete(0, 3);
  share();
  expect(text.toJSON()).toBe('llo, dear there');
  expect(writtenBy(text)).toEqual([
    { from: 0, to: 3, client: 1 },
    { from: 3, to: 9, client: 2 },
    { from: 9, to: 15, client: 1 },
  ]);
  expect(writtenBy(sam.getText('t'))).toEqual(writtenBy(text));
});
