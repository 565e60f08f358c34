import { expect, it } from 'vitest';
import { claimsMore, syncStatus, type Facts } from './sync-status.ts';

const calm: Facts = {
  trouble: null,
  refused: 0,
  online: true,
  waiting: 0,
  stalled: false,
  unsent: 0,
  unsaved: 0,
  connected: true,
};

it.each<[string, Partial<Facts>, string]>([
  ['nothing unsent', {}, 'on server'],
  ['nothing unsent, offline', { online: false }, 'saved here'],
  ['text on its way', { unsent: 1 }, 'sending'],
  ['text on this laptop, no line', { unsent: 4, online: false, connected: false }, 'saved here'],
  ['text on this laptop, its room refused', { unsent: 4, connected: false }, 'saved here'],
  ['text not even on this laptop’s disk', { unsent: 4, unsaved: 1, online: false, connected: false }, 'sending'],
  ['commands on their way', { waiting: 2 }, 'sending'],
  ['commands that wait for a line', { waiting: 3, online: false, unsent: 5, connected: false }, 'not sent'],
  ['commands a server does not take now', { waiting: 3, stalled: true }, 'not sent'],
  ['one refused', { refused: 1, waiting: 3, online: false }, 'attention'],
  ['something wrong', { trouble: 'Full.', waiting: 1 }, 'attention'],
])('%s', (_, facts, kind) => {
  expect(syncStatus({ ...calm, ...facts }).kind).toBe(kind);
});

it('says how many wait, and what is wrong', () => {
  expect(syncStatus({ ...calm, waiting: 3, online: false })).toEqual({ kind: 'not sent', count: 3, online: false });
  expect(syncStatus({ ...calm, trouble: 'Full.', refused: 2 })).toEqual({ kind: 'attention', says: 'Full.' });
  expect(syncStatus({ ...calm, refused: 2 })).toEqual({
    kind: 'attention',
    says: expect.stringContaining('2 things') as string,
  });
});

it('orders what is claimed', () => {
  const [onServer, savedHere, sending] = [
    { kind: 'on server' },
    { kind: 'saved here', sent: false },
    { kind: 'sending' },
  ] as const;
  expect(claimsMore(onServer, savedHere)).toBe(true);
  expect(claimsMore(savedHere, sending)).toBe(true);
  expect(claimsMore(sending, { kind: 'attention', says: '' })).toBe(false);
  expect(claimsMore(savedHere, onServer)).toBe(false);
});
