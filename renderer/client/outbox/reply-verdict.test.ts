import { expect, it } from 'vitest';
import { replyVerdict } from './reply-verdict.ts';

const failure = { error: 'x', says: 'So it is.' };
const reasons = [{ code: 'stale value', says: 'Sam moved it.', fix: { go: 'stale', now: 1, by: 'sam', at: 'then' } }];

it.each([
  ['taken', 200, { number: 7 }, { kind: 'taken', number: 7 }],
  ['taken, with the secret of an invite', 200, { number: 7, secret: 's' }, { kind: 'taken', number: 7, secret: 's' }],
  ['refused by the gate, with every reason', 409, { refused: true, reasons }, { kind: 'refused', reasons }],
  [
    'never to be taken',
    422,
    failure,
    { kind: 'refused', reasons: [{ code: 'bad value', says: 'So it is.', fix: null }] },
  ],
  ['too large', 413, failure, { kind: 'refused', reasons: [{ code: 'bad value', says: 'So it is.', fix: null }] }],
  ['signed out', 401, failure, { kind: 'stuck', says: 'So it is.' }],
  ['from another site', 403, failure, { kind: 'stuck', says: 'So it is.' }],
  ['too often', 429, failure, { kind: 'later' }],
  ['disk full', 503, failure, { kind: 'later' }],
  ['a proxy whose server is gone', 502, null, { kind: 'later' }],
])('%s', (_, status, body, verdict) => {
  expect(replyVerdict({ status, body })).toEqual(verdict);
});
