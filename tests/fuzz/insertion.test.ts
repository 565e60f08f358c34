import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { scanInsertion } from '../../sync-server/rooms/insertion.ts';
import type { LogRow } from '../../sync-server/store/store.ts';
import { bytesOf, Replica, updateOfPieces } from '../../sync-server/rooms/replica.ts';
import { diceOf, type Dice } from './dice.ts';
import { mutated } from './mutated.ts';

const MUTATIONS = Number(process.env['COUNTERSIGN_FUZZ'] || 100_000);
const SESSIONS = Math.ceil(MUTATIONS / 500);

const LETTERS = ['a', 'b', ' ', 'ß', '€', '😀', '\u2029', 'long '.repeat(30), '\ufeff', '\ud800', 'e\u0301'];
const PARTS = ['objective', 'offer'];
const clone = (state: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  // Else the types are nameless, and do not tidy up.
  for (const part of PARTS) doc.getText(part);
  applyAsIs(doc, [state]);
  return doc;
};
const replicaOf = (state: Uint8Array): Replica<string> =>
  new Replica('brief', { snapshot: state, vector: null, covers: 1, tail: [], number: 1, aside: [] });
const meaning = (doc: Y.Doc) => ({
  deltas: PARTS.map((part) => doc.getText(part).toDelta() as unknown),
  vector: [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b),
  pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
});

/** People who type, jump, delete and format in one room; what each sends, in the order in which the server hears it. */
const session = (dice: Dice, people: number, edits: number): { member: string; update: Uint8Array }[] => {
  const heard: { member: string; update: Uint8Array }[] = [];
  const docs = Array.from({ length: people }, (_, person) => {
    const doc = clone(foundingUpdate('brief'));
    doc.clientID = 100 + person;
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server') return;
      heard.push({ member: `member ${person}`, update });
    });
    return { doc, at: 1, seen: 0 };
  });
  for (let edit = 0; edit < edits; edit += 1) {
    const person = dice.pick(docs);
    const text = person.doc.getText(dice.chance(0.95) ? 'objective' : 'offer');
    if (dice.chance(0.3)) {
      for (const { update } of heard.slice(person.seen)) Y.applyUpdate(person.doc, update, 'server');
      person.seen = heard.length;
    }
    if (dice.chance(0.1)) person.at = dice.upTo(text.length + 1);
    person.at = Math.min(person.at, text.length);
    if (dice.chance(0.08) && text.length > 2) text.delete(Math.min(person.at, text.length - 1), 1);
    else if (dice.chance(0.05) && text.length > 2) text.format(0, 1, { bold: dice.chance(0.5) ? true : null });
    else {
      const letters = dice.pick(LETTERS);
      text.insert(person.at, letters);
      person.at += letters.length;
    }
  }
  return heard;
};

it(`takes typing without Yjs exactly as Yjs takes it, in ${SESSIONS} sessions`, () => {
  const dice = diceOf(11);
  let fast = 0;
  let turns = 0;
  for (let run = 0; run < SESSIONS; run += 1) {
    const heard = session(dice, 1 + dice.upTo(4), 120);
    const replica = replicaOf(foundingUpdate('brief'));
    const judge = clone(foundingUpdate('brief'));
    const reader = clone(foundingUpdate('brief'));
    const replay = clone(foundingUpdate('brief'));
    let number = 1;
    const turn = (): void => {
      if (replica.pieces.length === 0) return;
      turns += 1;
      if (dice.chance(0.5)) replica.settleDoc();
      applyAsIs(reader, [updateOfPieces(replica.pieces)]);
      const rows = replica.pieces.map((piece) => ({ number: ++number, bytes: bytesOf(piece) }));
      // One after the other, as a load reads them: none may need one that comes later.
      for (const { bytes } of rows) {
        applyAsIs(replay, [bytes]);
        if (meaning(replay).pending) expect.fail(`session ${run}: a row needs a later one`);
      }
      replica.commit(rows);
    };
    for (const { member, update } of heard) {
      const insertion = scanInsertion(update);
      const verdict = checkUpdate(judge, update, 'brief');
      if (!verdict.ok) expect.fail(`session ${run}: an honest update is refused: ${verdict.why}`);
      if (insertion && replica.continues(insertion)) {
        fast += 1;
        const range = verdict.clients.get(insertion.client);
        if (
          verdict.idle ||
          verdict.clients.size !== 1 ||
          range?.from !== insertion.clock ||
          range.to !== insertion.next
        )
          expect.fail(`session ${run}: taken otherwise than judged`);
        replica.takeInsertion(member, insertion);
      } else if (!verdict.idle) {
        // As a room does, which judges on it.
        if (dice.chance(0.5)) void replica.doc;
        if (insertion) replica.takeInsertion(member, insertion);
        else replica.takeUpdate(member, update, verdict.clients, verdict.grows);
      }
      applyAsIs(judge, [update]);
      if (dice.chance(0.2)) turn();
    }
    turn();
    const wanted = meaning(judge);
    const joiner = new Y.Doc();
    applyAsIs(joiner, replica.answer(Uint8Array.of(0)).frames.map(frameBody));
    const opened = new Replica('brief', {
      snapshot: foundingUpdate('brief'),
      vector: null,
      covers: 1,
      number,
      aside: [],
      tail: replica
        .snapshotJob()
        .updates.slice(1)
        .map((bytes, index) => ({ ...noRow, number: index + 2, bytes })),
    });
    for (const [name, doc] of Object.entries({ reader, replay, joiner, live: replica.doc, opened: opened.doc }))
      expect(meaning(doc), `session ${run}, ${name}`).toEqual(wanted);
    expect(Y.decodeStateVector(opened.vector)).toEqual(Y.decodeStateVector(replica.vector));
  }
  // Else nothing was tested.
  expect(fast).toBeGreaterThan(SESSIONS * 20);
  expect(turns).toBeGreaterThan(SESSIONS * 5);
});

it(`reads ${MUTATIONS} mutated insertions as Yjs reads them, or not at all`, () => {
  const dice = diceOf(12);
  const state = foundingUpdate('brief');
  const author = clone(state);
  author.clientID = 100;
  const seeds: Uint8Array[] = [];
  author.on('update', (update: Uint8Array) => seeds.push(update));
  const objective = author.getText('objective');
  for (const letters of ['a', 'bc', 'ß😀', 'd', 'e'.repeat(200)]) objective.insert(objective.length, letters);
  const judge = clone(state);
  Y.applyUpdate(judge, seeds[0]!);
  Y.applyUpdate(judge, seeds[1]!);
  const replica = replicaOf(state);
  for (const seed of seeds.slice(0, 2)) replica.takeInsertion('mia', scanInsertion(seed)!);
  let read = 0;
  let continued = 0;
  for (let at = 0; at < MUTATIONS; at += 1) {
    const update = mutated(dice, seeds);
    const insertion = scanInsertion(update);
    if (!insertion) continue;
    read += 1;
    const { structs, ds } = Y.decodeUpdate(update);
    const [struct] = structs;
    if (
      structs.length !== 1 ||
      ds.clients.size > 0 ||
      !(struct instanceof Y.Item) ||
      !(struct.content instanceof Y.ContentString) ||
      struct.id.client !== insertion.client ||
      struct.id.clock !== insertion.clock ||
      struct.id.clock + struct.length !== insertion.next ||
      (struct.rightOrigin?.client ?? -1) !== insertion.rightClient ||
      (struct.rightOrigin?.clock ?? -1) !== insertion.rightClock
    )
      expect.fail(`mutation ${at} is read otherwise: ${Buffer.from(update).toString('hex')}`);
    if (!replica.continues(insertion)) continue;
    continued += 1;
    const verdict = checkUpdate(judge, update, 'brief');
    if (!verdict.ok || verdict.idle || verdict.clients.get(insertion.client)?.to !== insertion.next)
      expect.fail(`mutation ${at} would be taken: ${Buffer.from(update).toString('hex')}`);
  }
  expect(read).toBeGreaterThan(MUTATIONS / 100);
  expect(continued).toBeGreaterThan(MUTATIONS / 10_000);
});

const noRow: Omit<LogRow, 'number' | 'bytes'> = {
  room: 'campaign/spring/brief',
  epoch: 1,
  member: null,
  clients: [],
  kind: 'update',
  at: '',
};
/** The update in a sync frame. */
const frameBody = (frame: Uint8Array): Uint8Array => {
  let at = 2;
  while (frame[at++]! >= 0x80);
  return frame.subarray(at);
};
