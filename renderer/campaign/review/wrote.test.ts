import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { noFacts } from '../../../domain/campaign/facts.ts';
import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import { diffVersions } from '../../../domain/canonical/diff.ts';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import type { Thread } from '../../../domain/state.ts';
import { pretendThread, said } from '../../ui/pretend.ts';
import { wroteIn } from './wrote.ts';

const members = new Map([
  [11, 'mia'],
  [12, 'sam'],
  [13, 'mia'],
]);

/** A draft that several laptops write in, each under its own client id. */
const draft = () => {
  const docs = new Map<number, Y.Doc>();
  const brief = new Y.Doc();
  Y.applyUpdate(brief, foundingUpdate('brief'));
  const copy = new Y.Doc();
  Y.applyUpdate(copy, foundingUpdate('copy'));
  const types = (client: number, words: string, before?: string) => {
    const doc = docs.get(client) ?? new Y.Doc();
    doc.clientID = client;
    docs.set(client, doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(brief));
    const text = doc.getText('offer');
    text.insert(before === undefined ? text.length : text.toJSON().indexOf(before), words);
    Y.applyUpdate(brief, Y.encodeStateAsUpdate(doc));
  };
  const removes = (words: string) => {
    const text = brief.getText('offer');
    text.delete(text.toJSON().indexOf(words), words.length);
  };
  const freeze = () => freezeDraft(brief, copy, noFacts(), []);
  const wrote = (
    before: ReturnType<typeof freeze> | null,
    after: ReturnType<typeof freeze>,
    threads: Record<string, Thread> = {},
  ) => {
    const found = wroteIn(
      diffVersions(before, after),
      (id) => (id === 'brief/offer' ? brief.getText('offer') : null),
      (client) => members.get(client),
      threads,
    );
    return { all: Object.fromEntries(found.all), parts: [...found.parts.keys()], unknown: found.unknown };
  };
  return { types, removes, freeze, wrote };
};

it('counts the words that came by who typed them', () => {
  const { types, freeze, wrote } = draft();
  types(11, 'One page within two days.');
  const before = freeze();
  types(12, ' No bill.');
  types(11, 'written ', 'page');
  const after = freeze();
  expect(wrote(before, after)).toEqual({
    all: { mia: { words: 1, suggested: 0 }, sam: { words: 2, suggested: 0 } },
    parts: ['brief/offer'],
    unknown: 0,
  });
  expect(wrote(null, after).all).toEqual({ mia: { words: 6, suggested: 0 }, sam: { words: 2, suggested: 0 } });
});

it('is told of the version, however the draft moved on; of what is gone nobody can tell', () => {
  const { types, removes, freeze, wrote } = draft();
  types(11, 'One page.');
  const before = freeze();
  types(12, ' No bill. No call.');
  const after = freeze();
  types(11, 'Only ', 'One');
  removes(' No call.');
  expect(wrote(before, after)).toMatchObject({ all: { sam: { words: 2, suggested: 0 } }, unknown: 2 });
});

it('counts what was proposed for its proposer, not for whoever took it', () => {
  const { types, freeze, wrote } = draft();
  types(11, 'It takes time.');
  const before = freeze();
  // Taken by Mia, under an id that the server keeps for her.
  types(13, 'half a morning of ', 'time');
  const after = freeze();
  const thread = pretendThread({
    by: 'sam',
    state: 'accepted',
    closed: { by: 'mia', at: '' },
    replacement: said('half a morning of '),
  });
  expect(wrote(before, after, { t1: thread }).all).toEqual({ sam: { words: 4, suggested: 4 } });
  expect(wrote(before, after).all).toEqual({ mia: { words: 4, suggested: 0 } });
});
