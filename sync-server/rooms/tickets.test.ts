import { expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Tickets } from './tickets.ts';

const admission = { workspace: 'w', room: roomName('spring', 'brief'), epoch: 1, member: 'mia', session: 's' };

it('a ticket admits once, and soon', () => {
  const clock = { now: 0 };
  const tickets = new Tickets(() => clock.now);
  const first = tickets.issue(admission);
  const second = tickets.issue(admission);
  expect(first).not.toBe(second);
  expect(tickets.use(first)).toMatchObject(admission);
  expect(tickets.use(first)).toBeNull();
  expect(tickets.use('guessed')).toBeNull();
  clock.now = 60_000;
  expect(tickets.use(second)).toBeNull();
});
