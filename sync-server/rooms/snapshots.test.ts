import { expect, it } from 'vitest';
import type { Snapshot, SnapshotJob } from './snapshot.ts';
import { SnapshotThread, type ThreadPorts } from './snapshots.ts';

const job = (covers: number): SnapshotJob => ({ kind: 'brief', covers, updates: [] });
const snapshot = (covers: number): Snapshot => ({
  covers,
  bytes: new Uint8Array(),
  vector: new Uint8Array(),
  walked: 0,
});

/** Threads and a clock that the test moves by hand. */
const threads = () => {
  const started: { answers: Parameters<ThreadPorts['start']>[0]; given: number[]; ended: boolean }[] = [];
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  const thread = new SnapshotThread({
    start: (answers) => {
      const one = { answers, given: [] as number[], ended: false };
      started.push(one);
      return { give: ({ covers }) => one.given.push(covers), end: () => (one.ended = true) };
    },
    after: (ms, work) => {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
  });
  const pass = (ms: number): void => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { work } of due) work();
  };
  const said: string[] = [];
  const take = (covers: number): void =>
    thread.take(job(covers), (result) =>
      said.push(result instanceof Error ? `${covers}: ${result.message}` : `${covers} done`),
    );
  return { started, pass, take, said };
};

it('gives up a job whose thread does not answer, and does the next in a new one', () => {
  const { started, pass, take, said } = threads();
  take(1);
  take(2);
  pass(59_999);
  expect(said).toEqual([]);
  pass(1);
  expect(said).toEqual(['1: it took too long']);
  expect(started.map(({ given, ended }) => ({ given, ended }))).toEqual([
    { given: [1], ended: true },
    { given: [2], ended: false },
  ]);
  // Late words of the thread that was given up are not about the second job.
  started[0]!.answers.message(snapshot(1));
  started[0]!.answers.error(new Error('terminated'));
  expect(said).toHaveLength(1);
  started[1]!.answers.message(snapshot(2));
  expect(said).toEqual(['1: it took too long', '2 done']);
});

it('has one thread for jobs on end, each with its own time, and ends it when it is idle', () => {
  const { started, pass, take, said } = threads();
  take(1);
  take(2);
  pass(50_000);
  started[0]!.answers.message(snapshot(1));
  pass(50_000);
  started[0]!.answers.message({ failed: 'the room has a gap' });
  expect(said).toEqual(['1 done', '2: the room has a gap']);
  pass(5_000);
  expect(started).toHaveLength(1);
  expect(started[0]!.ended).toBe(true);
  take(3);
  expect(started[1]!.given).toEqual([3]);
});

it('goes on in a new thread after one that broke', () => {
  const { started, take, said } = threads();
  take(1);
  take(2);
  started[0]!.answers.error(new Error('out of memory'));
  started[1]!.answers.message(snapshot(2));
  expect(said).toEqual(['1: out of memory', '2 done']);
});
