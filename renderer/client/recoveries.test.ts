import { expect, it, vi } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Recoveries } from './recoveries.ts';
import type { Kept } from './store/local-store.ts';

const draft = (id: string, words: string, at = '2027-01-01T00:00:00.000Z'): Kept => ({
  id,
  kind: 'text',
  room: roomName('spring', 'brief'),
  at,
  why: 'Restored.',
  state: new Uint8Array(),
  texts: [{ text: 'brief/offer', whole: words, lost: [words] }],
});
const started = (kept: Kept[]) => {
  const disk = new Map(kept.map((each) => [each.id, each]));
  const store = {
    kept: vi.fn(() => Promise.resolve([...disk.values()])),
    keepUndone: vi.fn(),
    dropKept: vi.fn((id: string) => Promise.resolve(void disk.delete(id))),
  };
  return { disk, store, recoveries: new Recoveries({ store, campaignName: () => 'Spring', changed: () => undefined }) };
};

it('shows the newest first, and the same words once', async () => {
  const { recoveries, disk } = started([
    draft('1', 'Old.'),
    draft('2', 'New.', '2027-01-02T00:00:00.000Z'),
    draft('3', 'New.', '2027-01-03T00:00:00.000Z'),
  ]);
  await recoveries.load();
  expect(recoveries.list().map(({ id }) => id)).toEqual(['3', '1']);
  await recoveries.dismiss('3');
  expect([...disk.keys()]).toEqual(['1']);
});

it('says why of the same words where one of them does: a window that only found a fresh copy in its place does not know', async () => {
  const { recoveries } = started([
    draft('1', 'Words.'),
    { ...draft('2', 'Words.', '2027-01-02T00:00:00.000Z'), why: '' },
  ]);
  await recoveries.load();
  expect(recoveries.list()).toMatchObject([{ why: 'Restored.' }]);
});

it('does not bring back what was seen to while the disk was being read, nor where the disk does not let go of it', async () => {
  const { store, recoveries } = started([draft('1', 'Words.')]);
  await recoveries.load();
  const read = Promise.withResolvers<Kept[]>();
  store.kept.mockReturnValueOnce(read.promise);
  const loading = recoveries.load();
  store.dropKept.mockRejectedValueOnce(new Error('full'));
  vi.spyOn(console, 'warn').mockReturnValue();
  await recoveries.dismiss('1');
  read.resolve([draft('1', 'Words.')]);
  await loading;
  expect(recoveries.list()).toEqual([]);
  await recoveries.load();
  expect(recoveries.list()).toEqual([]);
});
