import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Fault } from '../../sync-server/fault.ts';
import { diceOf } from '../fuzz/dice.ts';
import { Person, dataFolder, endAll, eventually, startTestServer, write } from '../integration/team.ts';
import { loaded } from './promises.ts';
import { chainFault, openFile } from './sound.ts';

afterEach(endAll);

const IMAGES = 60;
const WORDS = 40;

/** The file of a workspace in which one person types word by word and decides in between, and the log beside it, as a power cut finds them. */
const written = async (): Promise<{ file: string; log: Buffer; text: string; decisions: number }> => {
  const data = dataFolder();
  const server = await startTestServer({ data });
  const mia = await Person.founds(server.url);
  await mia.does({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
  const open = await mia.room('spring', 'brief', { acks: true });
  for (let word = 0; word < WORDS; word += 1) {
    const before = open.acknowledged;
    write(open, `word${word} `);
    await eventually(() => open.acknowledged > before);
    if (word % 4 === 0) await mia.does({ kind: 'create campaign', campaign: `c${word}`, name: `c${word}` });
  }
  const source = join(data, 'workspaces', `${mia.session.workspace}.sqlite`);
  const file = join(dataFolder(), 'cut.sqlite');
  copyFileSync(source, file);
  const decisions = server.workspaces.open[0]!.state().number;
  return { file, log: readFileSync(`${source}-wal`), text: open.doc.getText('objective').toJSON(), decisions };
};

/** Opens the file beside such a log. What was lost is the end, and nothing else: returns how much of the words and the record is there. */
const openedWith = (file: string, log: Buffer, whole: string): { words: number; rows: number } | Fault => {
  const folder = dataFolder();
  mkdirSync(folder, { recursive: true });
  const cut = join(folder, 'cut.sqlite');
  copyFileSync(file, cut);
  writeFileSync(`${cut}-wal`, log);
  try {
    const { store, faults } = openFile(cut);
    try {
      expect(faults).toEqual([]);
      expect(chainFault(store)).toBeNull();
      const name = roomName('spring', 'brief');
      const text = store.room(name) ? loaded(store, name).getText('objective').toJSON() : '';
      expect(whole.startsWith(text)).toBe(true);
      return { words: text.length, rows: store.feed(0, Number.MAX_SAFE_INTEGER).length };
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'damaged') return error;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('a log beside a workspace’s file', () => {
  it('that a power cut left short, or with a wrong byte, costs its end and nothing else', async () => {
    const { file, log, text, decisions } = await written();
    const dice = diceOf(5);
    const whole = openedWith(file, log, text);
    expect(whole).toEqual({ words: text.length, rows: decisions });
    const found: { words: number; rows: number }[] = [];
    const lengths = Array.from({ length: IMAGES }, () => dice.upTo(log.length)).toSorted((one, other) => one - other);
    for (const length of lengths) {
      const opened = openedWith(file, log.subarray(0, length), text);
      if (opened instanceof Fault) throw opened;
      expect(opened.words).toBeGreaterThanOrEqual(found.at(-1)?.words ?? 0);
      expect(opened.rows).toBeGreaterThanOrEqual(found.at(-1)?.rows ?? 0);
      found.push(opened);
    }
    expect(found.at(-1)!.words).toBeGreaterThan(found[0]!.words);
    for (let image = 0; image < IMAGES; image += 1) {
      const flipped = Buffer.from(log);
      const at = dice.upTo(flipped.length);
      flipped[at] = flipped[at]! ^ (1 << dice.upTo(8));
      const opened = openedWith(file, flipped, text);
      if (opened instanceof Fault) throw opened;
      expect(opened.words).toBeLessThanOrEqual(text.length);
    }
  });
});
