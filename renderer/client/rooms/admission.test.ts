import { expect, it } from 'vitest';
import { admission } from './admission.ts';

it.each([
  ['a room that was never here', { epoch: 1, access: 'read' }, { epoch: null, unsent: 0 }, { do: 'enter' }],
  ['the same room', { epoch: 1, access: 'write' }, { epoch: 1, unsent: 3 }, { do: 'enter' }],
  ['one that may only be read', { epoch: 1, access: 'read' }, { epoch: 1, unsent: 0 }, { do: 'enter' }],
  [
    'one that may only be read, with words unsent',
    { epoch: 1, access: 'read' },
    { epoch: 1, unsent: 1 },
    { do: 'start afresh', keep: 'unsent' },
  ],
  [
    'one that was put back, whatever may be done in it',
    { epoch: 2, access: 'read' },
    { epoch: 1, unsent: 1 },
    { do: 'start afresh', keep: 'to be compared' },
  ],
] as const)('%s', (_, ticket, here, expected) => {
  expect(admission(ticket, here)).toMatchObject(expected);
});
