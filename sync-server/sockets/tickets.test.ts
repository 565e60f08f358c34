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

it('a session that asks without end loses its own tickets and nobody else’s', () => {
  const tickets = new Tickets(() => 0);
  const sams = tickets.issue({ ...admission, member: 'sam', session: 'another' });
  const [first, ...others] = Array.from({ length: 1_001 }, () => tickets.issue(admission));
  expect(tickets.use(first!)).toBeNull();
  expect(tickets.use(others[0]!)).toMatchObject(admission);
  expect(tickets.use(others.at(-1)!)).toMatchObject(admission);
  expect(tickets.use(sams)).toMatchObject({ member: 'sam' });
});
