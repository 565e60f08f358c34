import { expect, it } from 'vitest';
import type { FeedRow } from '../../../domain/event.ts';
import { takenBack } from './restored.ts';

const row = (head: string, restoredTo?: string): FeedRow =>
  ({
    head,
    event: restoredTo === undefined ? { kind: 'completed' } : { kind: 'restored', data: { head: restoredTo } },
  }) as unknown as FeedRow;
const ours = [row('a'), row('b'), row('c'), row('d')];

it('takes a restore that goes back to a row this laptop has', () => {
  const restored = row('r', 'b');
  const taken = { restored, undone: [ours[2], ours[3]] };
  expect(takenBack(ours, [row('a'), row('b'), restored])).toEqual(taken);
  expect(takenBack(ours, [row('a'), row('b'), restored, row('x'), row('y'), row('z')])).toEqual(taken);
});
it.each([
  ['that only ends sooner', [row('a'), row('b')]],
  ['that goes on otherwise without a word', [row('a'), row('b'), row('x')]],
  ['that names another row', [row('a'), row('b'), row('r', 'a')]],
  ['of another workspace altogether', [row('r', 'x'), row('y')]],
  ['that is empty', []],
])('does not take a story %s', (_, theirs) => {
  expect(takenBack(ours, theirs)).toBeNull();
});
