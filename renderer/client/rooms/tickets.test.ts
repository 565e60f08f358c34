import { expect, it } from 'vitest';
import { roomName } from '../../../domain/campaign/rooms.ts';
import type { Answer, Transport } from '../transport/transport.ts';
import { ticketOffice } from './tickets.ts';

const brief = roomName('spring', 'brief');
const copy = roomName('spring', 'copy');
/** An office whose server answers so, and what was asked of it. */
const office = (answer: Answer | 'nobody', lastRow = 0) => {
  const asked: unknown[] = [];
  const transport = {
    request: (_place: unknown, _method: unknown, _path: unknown, body: unknown) => {
      asked.push(body);
      return answer === 'nobody' ? Promise.reject(new Error('gone')) : Promise.resolve(answer);
    },
  } as unknown as Transport;
  const ask = ticketOffice(transport, { server: '', workspace: 'w', seat: null }, 'mia', (row) => row <= lastRow);
  return { ask, asked };
};
const failure = (status: number, error = 'x'): Answer => ({ status, body: { error, says: 'No.' } });

it('asks once for rooms that need a ticket at the same moment, and gives each its own', async () => {
  const tickets = [brief, copy].map((room, epoch) => ({ ok: true, room, ticket: room, epoch, access: 'write' }));
  const { ask, asked } = office({ status: 200, body: { tickets } });
  expect(await Promise.all([ask(brief), ask(copy)])).toEqual(tickets);
  expect(asked).toEqual([{ rooms: [brief, copy], schema: 1 }]);
});

it('gives none that admits somebody else: what is unsent here is not theirs', async () => {
  const ticket = { ok: true, room: brief, ticket: 't', epoch: 1, access: 'write' };
  const answer = (member: string) => ({ status: 200, body: { member, tickets: [ticket] } });
  expect(await office(answer('mia')).ask(brief)).toEqual(ticket);
  expect(await office(answer('lena')).ask(brief)).toMatchObject({ ok: false, code: 4401 });
  // Also where a row is named that is not here: it tells of them.
  const suspended = { status: 200, body: { member: 'lena', suspended: 7, tickets: [ticket] } };
  expect(await office(suspended, 6).ask(brief)).toMatchObject({ ok: false, code: 4401 });
});

it('gives none before the feed here has the row by which its member was suspended: their words wait until it came', async () => {
  const ticket = { ok: true, room: brief, ticket: 't', epoch: 1, access: 'write' };
  const answer = { status: 200, body: { member: 'mia', suspended: 7, tickets: [ticket] } };
  expect(await office(answer, 6).ask(brief)).toBe('unreachable');
  expect(await office(answer, 7).ask(brief)).toEqual(ticket);
});

it.each([
  ['no session', failure(401), { ok: false, code: 4401, says: 'No.' }],
  ['no right', failure(403), { ok: false, code: 4403, says: 'No.' }],
  ['an answer this app cannot read', { status: 200, body: {} }, { ok: false, code: 4403 }],
])('%s parks the room', async (_, answer, ticket) => {
  expect(await office(answer).ask(brief)).toMatchObject(ticket);
});

it.each([
  ['nobody there', 'nobody' as const],
  ['a proxy whose server is gone', { status: 502, body: null }],
  ['a server that stops and has closed its workspaces', failure(404, 'unknown workspace')],
  ['one that says that it stops', failure(503, 'stopping')],
  ['one whose disk is full', failure(503, 'disk full')],
  ['a fault of the server', failure(500)],
  ['asked too often', failure(429)],
  ['a request that took too long', failure(408)],
])('%s is worth another try', async (_, answer) => {
  expect(await office(answer).ask(brief)).toBe('unreachable');
});
