import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { OpenRoom, Workspace } from '../../renderer/client/contract.ts';
import { diceOf, type Dice } from '../fuzz/dice.ts';
import { ChildServer } from '../integration/child-server.ts';
import { Laptop } from '../integration/client-laptop.ts';
import { Person, dataFolder, eventually } from '../integration/team.ts';
import { Official } from './official.ts';
import { Promises, holds, loaded } from './promises.ts';
import { chainFault, openFile } from './sound.ts';

/** Twenty clients in two texts: this many of them our app, the others official ones. */
const APPS = 4;
const OFFICIALS = 16;
/** Cycles after which everybody goes on to fresh texts, so that old ones are opened cold and loads stay quick. */
const FRESH_AFTER = 25;

export type CrashSum = {
  kills: number;
  /** Kills before everybody had come back from the one before. */
  early: number;
  edits: number;
  acknowledged: number;
  /** Acknowledged updates that the file did not have after the kill. */
  lost: number;
  commands: number;
  commandsLost: number;
  unsound: number;
  brokenChains: number;
  /** Times everybody was waited for, and times they had not become equal to each other and to the disk. */
  convergences: number;
  wordsLost: number;
  wordsDoubled: number;
  seconds: number;
  first: string | null;
};

type Writer = { doc: Y.Doc; synced: () => boolean; wake: () => void; end: () => void };
/** One text, its writers, and what they did to it. */
type Desk = { campaign: string; writers: Writer[]; promises: Promises; typed: Set<string>; taken: Set<string> };

/** Kills the real server while twenty clients write, again and again, and looks after each kill at what its file holds. */
export const crash = async (
  cycles: number,
  {
    seed = 1,
    longest = 150,
    progress = () => false,
  }: {
    seed?: number;
    longest?: number;
    /** After each kill; true: that is enough. */
    progress?: (sum: CrashSum) => boolean;
  } = {},
): Promise<CrashSum> => {
  const began = performance.now();
  const dice = diceOf(seed);
  const data = dataFolder();
  let server = new ChildServer({ COUNTERSIGN_DATA: data });
  const url = await server.url();
  const env = { COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: new URL(url).port };
  const mia = await Person.founds(url);
  const sam = await mia.invites('sales', 'Sam');
  const apps = await Promise.all(Array.from({ length: APPS }, (_, index) => appOf(mia, `app ${index}`)));
  const sum = emptySum();
  const noted: number[] = [];
  const done: Desk[] = [];
  let desks: Desk[] = [];

  for (let cycle = 0; cycle < cycles; cycle += 1) {
    if (cycle % FRESH_AFTER === 0) {
      if (cycle > 0) await everybodyEqual(desks, data, sum);
      for (const desk of desks.splice(0)) {
        for (const writer of desk.writers) writer.end();
        done.push({ ...desk, writers: [] });
      }
      desks = [];
      for (const side of ['a', 'b']) {
        const campaign = `campaign-${side}-${cycle}`;
        await mia.does({ kind: 'create campaign', campaign, name: campaign });
        const half = side === 'a' ? apps.slice(0, APPS / 2) : apps.slice(APPS / 2);
        desks.push(await deskOf(campaign, mia, half));
      }
    }
    // Some die again while everybody is coming back.
    if (cycle % 6 === 5) sum.early += 1;
    else {
      await eventually(() => allWriters(desks).every(({ synced }) => synced()));
      if (cycle % 5 === 0) await everybodyEqual(desks, data, sum);
    }
    let dead = false;
    const end = dice.upTo(longest);
    const writing = write(desks, dice, () => dead, sum);
    const noting = note(sam, `${cycle}`, () => dead, noted, sum);
    await new Promise((resolve) => setTimeout(resolve, end));
    await server.end('SIGKILL');
    dead = true;
    await Promise.all([writing, noting]);
    sum.kills += 1;
    inspect(data, desks, noted, sum, cycle);
    server = new ChildServer(env);
    await server.url();
    for (const { wake } of allWriters(desks)) wake();
    sum.seconds = (performance.now() - began) / 1_000;
    if (progress(sum)) break;
  }
  await everybodyEqual(desks, data, sum);
  countWords([...done, ...desks], data, sum);
  await server.end('SIGTERM');
  sum.seconds = (performance.now() - began) / 1_000;
  return sum;
};

const emptySum = (): CrashSum => ({
  kills: 0,
  early: 0,
  edits: 0,
  acknowledged: 0,
  lost: 0,
  commands: 0,
  commandsLost: 0,
  unsound: 0,
  brokenChains: 0,
  convergences: 0,
  wordsLost: 0,
  wordsDoubled: 0,
  seconds: 0,
  first: null,
});
const allWriters = (desks: Desk[]): Writer[] => desks.flatMap(({ writers }) => writers);

type App = { laptop: Laptop; workspace: Workspace };
const appOf = async (mia: Person, name: string): Promise<App> => {
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const invite = name.replace(' ', '-');
  const { secret } = await mia.does({ kind: 'invite member', invite, role: 'marketing', admin: false, expires });
  const laptop = new Laptop(mia);
  const window = laptop.window();
  const link = `${mia.url}/#/join/${mia.session.workspace}/${secret}`;
  return { laptop, workspace: await window.enter(window.door.join({ link, name })) };
};

const deskOf = async (campaign: string, mia: Person, apps: App[]): Promise<Desk> => {
  const promises = new Promises();
  const writers = Array.from({ length: OFFICIALS / 2 }, (): Writer => {
    const official = new Official(mia, campaign, 'brief', promises);
    return { doc: official.doc, synced: () => official.synced, wake: () => undefined, end: () => official.end() };
  });
  for (const { laptop, workspace } of apps) {
    // A room left behind is kept open for a while, and belongs to the desk before.
    laptop.line.watch = (socket) => socket.url.includes(`/${campaign}/`) && promises.watch(socket);
    await eventually(() => workspace.state().campaigns[campaign]);
    const room: OpenRoom = workspace.openRoom(roomName(campaign, 'brief'));
    writers.push({
      doc: room.doc,
      synced: () => room.status().connection === 'connected',
      wake: () => laptop.line.mend(),
      end: () => room.close(),
    });
  }
  await eventually(() => writers.every(({ doc }) => doc.getText('objective').length > 0));
  return { campaign, writers, promises, typed: new Set(), taken: new Set() };
};

/** Everybody writes, takes away and formats, until the server is dead and a little beyond. */
const write = async (desks: Desk[], dice: Dice, dead: () => boolean, sum: CrashSum): Promise<void> => {
  for (let beyond = 0; beyond < 3; beyond += dead() ? 1 : 0) {
    for (const desk of desks)
      for (const { doc } of desk.writers) {
        if (!dice.chance(0.4)) continue;
        const text = doc.getText('objective');
        const words = [...text.toString().matchAll(/[^\u2029 ]+ /g)];
        const what = dice.upTo(10);
        sum.edits += 1;
        if (what < 7 || words.length < 5) {
          const word = `w${sum.edits}.`;
          desk.typed.add(word);
          text.insert(words.length > 0 && dice.chance(0.8) ? dice.pick(words).index : 1, `${word} `);
        } else {
          const { 0: word, index } = dice.pick(words);
          if (what < 9) {
            desk.taken.add(word.trim());
            text.delete(index, word.length);
          } else text.format(index, word.length, { bold: dice.chance(0.5) ? true : null });
        }
      }
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
};

/** Decisions, too: each that was answered is in the feed. */
const note = async (sam: Person, name: string, dead: () => boolean, noted: number[], sum: CrashSum): Promise<void> => {
  for (let index = 0; !dead(); index += 1)
    try {
      const { number } = await sam.does({
        kind: 'log field note',
        note: `note-${name}-${index}`,
        campaign: null,
        quote: 'They renew in March.',
        who: 'Havbruk',
        channel: 'call',
        mayBeQuoted: false,
      });
      noted.push(number);
      sum.commands += 1;
    } catch {
      // It died, or is not up yet.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
};

/** A copy of the workspace's file as the dead server left it, write-ahead log and all. */
const withCopy = <T>(data: string, look: (path: string) => T): T => {
  const folder = join(data, 'workspaces');
  const copies = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
  try {
    const name = readdirSync(folder).find((each) => each.endsWith('.sqlite'))!;
    for (const end of ['', '-wal'])
      if (existsSync(join(folder, name + end))) copyFileSync(join(folder, name + end), join(copies, name + end));
    return look(join(copies, name));
  } finally {
    rmSync(copies, { recursive: true });
  }
};

const inspect = (data: string, desks: Desk[], noted: number[], sum: CrashSum, cycle: number): void =>
  withCopy(data, (path) => {
    const { store, faults } = openFile(path);
    const fault = (says: string): void => {
      sum.first ??= `cycle ${cycle}: ${says}`;
    };
    if (faults.length > 0) {
      sum.unsound += 1;
      fault(faults.join('; '));
    }
    const broken = chainFault(store);
    if (broken !== null) {
      sum.brokenChains += 1;
      fault(broken);
    }
    const newest = store.feed(0, Number.MAX_SAFE_INTEGER).length;
    for (const number of noted.splice(0)) if (number > newest) sum.commandsLost += 1;
    for (const { campaign, promises } of desks) {
      sum.acknowledged += promises.open;
      const lost = promises.broken(loaded(store, roomName(campaign, 'brief')));
      sum.lost += lost;
      if (lost > 0) fault(`${lost} acknowledged updates of ${campaign} are gone`);
    }
    store.close();
  });

/** Waits until every client of a text has the same document, and looks whether it is the one on the disk. */
const everybodyEqual = async (desks: Desk[], data: string, sum: CrashSum): Promise<void> => {
  await eventually(() => {
    for (const { wake } of allWriters(desks)) wake();
    return desks.every(({ writers }) => {
      if (!writers.every(({ synced }) => synced())) return false;
      const vectors = writers.map(({ doc }) => Buffer.from(Y.encodeStateVector(doc)).toString('hex'));
      if (new Set(vectors).size > 1) return false;
      return new Set(writers.map(({ doc }) => JSON.stringify(doc.getText('objective').toDelta()))).size === 1;
    });
  });
  await eventually(() =>
    withCopy(data, (path) => {
      const { store } = openFile(path);
      const equal = desks.every(({ campaign, writers }) =>
        holds(loaded(store, roomName(campaign, 'brief')), [Y.encodeStateAsUpdate(writers[0]!.doc)]),
      );
      store.close();
      return equal;
    }),
  );
  sum.convergences += 1;
};

/** Every word that nobody took away stands in its text once. */
const countWords = (desks: Desk[], data: string, sum: CrashSum): void =>
  withCopy(data, (path) => {
    const { store } = openFile(path);
    for (const { campaign, typed, taken } of desks) {
      const text = loaded(store, roomName(campaign, 'brief')).getText('objective').toString();
      const words = text.slice(1).trim().split(' ');
      const there = new Set(words);
      sum.wordsDoubled += words.length - there.size;
      for (const word of typed) if (!taken.has(word) && !there.has(word)) sum.wordsLost += 1;
      for (const word of taken) if (there.has(word)) sum.wordsDoubled += 1;
    }
    store.close();
  });
