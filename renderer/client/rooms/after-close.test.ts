import { expect, it } from 'vitest';
import { afterClose, type Close } from './after-close.ts';

const close = (code: number, more: Partial<Close> = {}): Close => ({
  code,
  from: 'socket',
  says: null,
  pending: false,
  gone: false,
  times: 1,
  ...more,
});

it.each([
  ['a line that broke', close(1006), 'come back'],
  ['a browser that gives no code', close(1005), 'come back'],
  ['a server that stops', close(4503), 'come back'],
  ['too slow', close(4508), 'come back'],
  ['other rights', close(4510), 'come back'],
  ['too many windows', close(4529), 'come back'],
  ['a ticket that came too late', close(4401), 'come back'],
  ['tickets that never work', close(4401, { times: 3 }), 'wait'],
  ['no session', close(4401, { from: 'ticket', says: 'Sign in.' }), 'wait'],
  ['no right to open', close(4403, { from: 'ticket' }), 'wait'],
  ['no right to write any more', close(4403), 'start afresh'],
  ['a room the server does not know yet', close(4404, { from: 'ticket', pending: true }), 'wait'],
  ['a room the server does not know', close(4404, { from: 'ticket' }), 'wait'],
  ['a room of a campaign that a restore took back', close(4404, { from: 'ticket', gone: true }), 'start afresh'],
  ['an app too old', close(4409, { from: 'ticket', says: 'Update it.' }), 'read only'],
  ['a restore between ticket and socket', close(4409), 'come back'],
  ['a frame the server cannot read', close(4422), 'start afresh'],
  ['a final code of a newer server', close(4499), 'wait'],
])('%s', (_, closed, next) => {
  expect(afterClose(closed).do).toBe(next);
});

it('says the server’s own sentence, and nothing while a campaign waits in the outbox', () => {
  expect(afterClose(close(4401, { from: 'ticket', says: 'Sign in.' }))).toEqual({ do: 'wait', says: 'Sign in.' });
  expect(afterClose(close(4404, { pending: true }))).toEqual({ do: 'wait', says: null });
});
