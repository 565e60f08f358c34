import { expect, it } from 'vitest';
import { wholeFacts, WorkspaceUnderTest } from '../gate/workspace-under-test.ts';

it.each([
  ['2027-02-28', []],
  ['2028-02-29', []],
  ['2027-02-29', ['bad value']],
  ['2027-02-31', ['bad value']],
  ['2027-04-31', ['bad value']],
])('a target is due on a day there is: %s', (due, codes) => {
  const at = new WorkspaceUnderTest();
  const value = [{ ...wholeFacts.targets![0]!, due }];
  expect(at.refuses('mia', { kind: 'set fact', campaign: 'c', fact: 'targets', was: null, value })).toEqual(codes);
});
