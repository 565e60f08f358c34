import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { decodeFrame, step1Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import { diceOf } from './dice.ts';
import { emptySum, forms, fuzz } from './hostile.ts';
import { mutated } from './mutated.ts';

// `npm run fuzz [mutations of each kind] [seed]`: hostile frames and updates against the real decoder, judgement and rooms.
const each = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
/** Also when a long run is cut short, what was done is said. */
const SLICE = 10_000;

type Line = {
  what: string;
  mutations: number;
  seconds: number;
  refused: Map<string, number>;
  taken: number;
  noEffect: number;
  bad: string[];
  slowest: number;
};
const lines: Line[] = [];

const say = (): void => {
  console.log(
    '| what | mutations | a second | refused | taken | without effect | thrown, changed after a refusal, round trip, other rooms, false names | slowest ms |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { what, mutations, seconds, refused, taken, noEffect, bad, slowest } of lines) {
    const all = [...refused.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `| ${what} | ${mutations} | ${Math.round(mutations / seconds)} | ${all} | ${taken} | ${noEffect} | ${bad.length > 0 ? bad.join('; ') : 'none'} | ${slowest.toFixed(1)} |`,
    );
  }
  const reasons = new Map<string, number>();
  for (const { refused } of lines)
    for (const [why, count] of refused) reasons.set(why, (reasons.get(why) ?? 0) + count);
  console.log('\n| refused because | times |\n| --- | --- |');
  for (const [why, count] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`| ${why} | ${count} |`);
};
const end = (): void => {
  say();
  process.exit(lines.some(({ bad }) => bad.length > 0) ? 1 : 0);
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
/** A line of the table, with nothing counted yet. */
const lineOf = (what: string): Line => {
  const line: Line = {
    what,
    mutations: 0,
    seconds: 0,
    refused: new Map(),
    taken: 0,
    noEffect: 0,
    bad: [],
    slowest: 0,
  };
  lines.push(line);
  return line;
};
const passing = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The decoder by itself: every mutation is a frame or named as broken. */
const decode = async (): Promise<void> => {
  const line = lineOf('frames, the decoder alone');
  const dice = diceOf(seed);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, foundingUpdate('brief'));
  const seeds = [step1Frame(Y.encodeStateVector(doc)), updateFrame(Y.encodeStateAsUpdate(doc)), Uint8Array.of(3)];
  const began = performance.now();
  while (line.mutations < each) {
    const frame = mutated(dice, seeds);
    line.mutations += 1;
    try {
      const decoded = decodeFrame(frame);
      if (decoded.kind === 'broken') {
        const why = `frame: ${decoded.why.replaceAll(/\d+/g, 'n')}`;
        line.refused.set(why, (line.refused.get(why) ?? 0) + 1);
      } else line.taken += 1;
    } catch (error) {
      line.bad.push(`${String(error)} by ${Buffer.from(frame).toString('hex')}`);
    }
    if (line.mutations % SLICE === 0) {
      line.seconds = (performance.now() - began) / 1_000;
      await passing();
    }
  }
  line.seconds = (performance.now() - began) / 1_000;
};

/** The judgement by itself: it changes nothing, and what it lets in survives being written and read. */
const judge = async (): Promise<void> => {
  const line = lineOf('updates, the judgement alone');
  const dice = diceOf(seed + 1);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, foundingUpdate('brief'));
  doc.clientID = 100;
  doc.getText('offer').insert(1, 'Two months free');
  const state = Y.encodeStateAsUpdate(doc);
  const seeds = [state];
  const writer = new Y.Doc();
  Y.applyUpdate(writer, state);
  writer.clientID = 200;
  writer.on('update', (update: Uint8Array) => seeds.push(update));
  writer.getText('offer').insert(4, 'half');
  writer.getText('offer').delete(2, 3);
  const began = performance.now();
  while (line.mutations < each) {
    const update = mutated(dice, seeds);
    line.mutations += 1;
    const verdict = checkUpdate(doc, update, 'brief');
    if (!verdict.ok) line.refused.set(verdict.why, (line.refused.get(verdict.why) ?? 0) + 1);
    else if (verdict.idle) line.noEffect += 1;
    else {
      line.taken += 1;
      const room = new Y.Doc();
      Y.applyUpdate(room, state);
      Y.applyUpdate(room, update);
      const again = new Y.Doc();
      Y.applyUpdate(again, Y.encodeStateAsUpdate(room));
      if (
        room.store.pendingStructs ||
        room.store.pendingDs ||
        room.getText('offer').toString() !== again.getText('offer').toString()
      )
        line.bad.push(`taken and not read back: ${Buffer.from(update).toString('hex')}`);
    }
    if (line.mutations % SLICE === 0) {
      line.seconds = (performance.now() - began) / 1_000;
      if (!Buffer.from(state).equals(Y.encodeStateAsUpdate(doc))) line.bad.push('the judgement changed the room');
      await passing();
    }
  }
  line.seconds = (performance.now() - began) / 1_000;
};

const rooms = async (): Promise<void> => {
  for (const form of forms) {
    const line: Line = {
      what: `${form}, against a room`,
      mutations: 0,
      seconds: 0,
      refused: new Map(),
      taken: 0,
      noEffect: 0,
      bad: [],
      slowest: 0,
    };
    lines.push(line);
    const sum = emptySum();
    const dice = diceOf(seed + 2);
    const began = performance.now();
    while (sum.mutations < each) {
      fuzz(form, Math.min(each, sum.mutations + SLICE), dice, sum);
      const { mutations, refused, taken, noEffect, slowest } = sum;
      const counts = {
        'changed after a refusal': sum.changedAfterRefusal,
        'refused and acknowledged': sum.acknowledgedRefusals,
        'round trips': sum.badRoundTrips,
        'other rooms': sum.otherRooms,
        'false names': sum.falseNames,
      };
      const bad = [
        ...sum.thrown.slice(0, 5),
        ...Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${what}: ${count}`] : [])),
      ];
      Object.assign(line, {
        mutations,
        refused,
        taken,
        noEffect,
        slowest,
        bad,
        seconds: (performance.now() - began) / 1_000,
      });
      if (mutations % (SLICE * 10) === 0) console.error(`${form}: ${mutations}`);
      await passing();
    }
  }
};

await decode();
await judge();
await rooms();
end();
