import { expect, it, vi } from 'vitest';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { someEvent } from '../event-under-test.ts';
import { afterRestore, type AfterRestorePorts } from './after-restore.ts';

const head = (of: string) => of.repeat(64);
const row = (number: number, at: string, what: object): FeedRow => ({
  number,
  hash: NO_HASH,
  head: head(at),
  signature: '',
  bodies: {},
  event: someEvent(number, what),
});
const first = row(1, 'a', { kind: 'campaign created', data: { name: 'Spring' } });
const lost = row(2, 'b', { kind: 'campaign renamed', data: { name: 'Late' } });
const restored = row(2, 'c', { kind: 'restored', data: { head: head('a') } });

const restore = async (over: Partial<AfterRestorePorts>) => {
  const done: string[] = [];
  const does = (what: string) => vi.fn(() => Promise.resolve(void done.push(what)));
  const ports: AfterRestorePorts = {
    theirs: () => Promise.resolve([first, restored]),
    signed: () => Promise.resolve('holds'),
    sendAgain: does('commands again'),
    feed: { rows: () => Promise.resolve([first, lost]), replace: does('another story') },
    recoveries: { keepUndone: does('what is undone is kept') },
    ...over,
  };
  return { mended: await afterRestore(ports), done, ports };
};

it('keeps what was taken back, sends again what was not told of, and only then takes the other story', async () => {
  const { mended, done, ports } = await restore({});
  expect(mended).toBe(true);
  expect(done).toEqual(['what is undone is kept', 'commands again', 'another story']);
  expect(ports.recoveries.keepUndone).toHaveBeenCalledWith(restored, [lost], expect.stringContaining('One entry'));
});

it.each<[string, Partial<AfterRestorePorts>]>([
  ['cannot be had', { theirs: () => Promise.resolve(null) }],
  ['names no restore', { theirs: () => Promise.resolve([first, row(2, 'd', { kind: 'campaign renamed', data: {} })]) }],
  ['is not signed', { signed: () => Promise.resolve('broken') }],
  ['cannot be checked now', { signed: () => Promise.resolve('unreachable') }],
])('touches nothing where the other story %s', async (_, over) => {
  expect(await restore(over)).toMatchObject({ mended: false, done: [] });
});
