import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate } from './check-update.ts';
import { foundingUpdate } from './founding.ts';
import { briefParts } from './rooms.ts';

it('founds the same room however often it is founded', () => {
  const room = new Y.Doc();
  for (let i = 0; i < 50; i += 1) {
    expect(checkUpdate(room, foundingUpdate('brief'), 'brief')).toMatchObject({ ok: true, idle: i > 0 });
    Y.applyUpdate(room, foundingUpdate('brief'));
  }
  for (const part of briefParts)
    expect(room.getText(part).toDelta()).toEqual([{ insert: '\u2029', attributes: { kind: 'paragraph' } }]);
  expect(foundingUpdate('copy')).toEqual(new Uint8Array([0, 0]));
});
