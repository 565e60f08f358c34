import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { roomName, type RoomKind } from '../../../domain/campaign/rooms.ts';
import { addStep, addVariant, readSteps, removeStep } from '../../../domain/campaign/sequence.ts';
import { openIndexedStore } from '../store/indexed-store.ts';
import { textsHere } from './texts-here.ts';

it('reads the texts of every room on the disk, unsent words too, and nothing of what was removed', async () => {
  const store = openIndexedStore({ server: 'http://w', workspace: 'texts', member: 'mia' });
  const keep = async (campaign: string, kind: RoomKind, write: (doc: Y.Doc) => void, unsent: boolean) => {
    const doc = new Y.Doc();
    write(doc);
    await store.addEdits(roomName(campaign, kind), 0, [{ bytes: Y.encodeStateAsUpdate(doc), unsent }], { epoch: 1 });
  };
  await keep('spring', 'brief', (doc) => doc.getText('offer').insert(0, 'One page,\u2029within two days.'), true);
  await keep(
    'autumn',
    'copy',
    (doc) => {
      for (const id of ['first', 'gone']) {
        addStep(doc, { id, channel: 'email', day: 1, name: `The ${id} e-mail` });
        addVariant(doc, id, { id: 'a', name: 'A' });
      }
      for (const { variants } of readSteps(doc)) variants[0]!.body.insert(0, 'Hello.');
      removeStep(doc, 'gone');
    },
    false,
  );
  const found = await textsHere(store);
  expect(found.map(({ campaign, text, words }) => [campaign, text, words])).toEqual([
    ['autumn', 'step/first/a/body', 'Hello.'],
    ['spring', 'brief/offer', 'One page,\nwithin two days.'],
  ]);
  expect(found[0]?.steps[0]).toMatchObject({ id: 'first', name: 'The first e-mail' });
  store.close();
});
