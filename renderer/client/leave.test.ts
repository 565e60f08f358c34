import { expect, it } from 'vitest';
import { leave, type LeavePorts } from './leave.ts';
import type { Answer, Transport } from './transport/transport.ts';

const sure = { unsent: false, unheard: false };
/** A laptop with so much that is nowhere else when it is asked first, and after it was closed. */
const leaving = (
  first: number,
  then: boolean | 'unreadable',
  answer: Answer | 'nobody' = { status: 200, body: {} },
) => {
  const done: string[] = [];
  const ports: LeavePorts = {
    transport: {
      request: () => (answer === 'nobody' ? Promise.reject(new Error('gone')) : Promise.resolve(answer)),
    } as unknown as Transport,
    endpoint: { server: '', workspace: 'w', seat: 'me' },
    member: 'mia',
    onlyHere: () => Promise.resolve(first),
    close: () => Promise.resolve(void done.push('closed')),
    store: () => ({
      empty: () => {
        if (then === 'unreadable') return Promise.reject(new Error('version'));
        done.push(then ? 'kept' : 'emptied');
        return Promise.resolve(!then);
      },
      close: () => void done.push('let go of'),
    }),
  };
  return { ports, done };
};

it('deletes what the server has, too', async () => {
  const { ports, done } = leaving(0, false);
  expect(await leave(ports, sure)).toEqual({ kind: 'left' });
  expect(done).toEqual(['closed', 'emptied', 'let go of']);
});

it('changes nothing where something is nowhere else, unless that is wanted; then it is kept', async () => {
  const { ports, done } = leaving(2, true);
  expect(await leave(ports, sure)).toEqual({ kind: 'unsent', count: 2 });
  expect(done).toEqual([]);
  expect(await leave(ports, { ...sure, unsent: true })).toEqual({ kind: 'left' });
  expect(done).toEqual(['closed', 'kept', 'let go of']);
});

it('keeps what was typed while the server was asked, and what nobody can read', async () => {
  for (const then of [true, 'unreadable'] as const) {
    const { ports, done } = leaving(0, then);
    expect(await leave(ports, sure)).toEqual({ kind: 'left' });
    expect(done).not.toContain('emptied');
    expect(done.at(-1)).toBe('let go of');
  }
});

it('goes unheard only where that is wanted', async () => {
  const { ports, done } = leaving(0, false, 'nobody');
  expect(await leave(ports, sure)).toEqual({ kind: 'unreachable' });
  expect(done).toEqual([]);
  expect(await leave(ports, { ...sure, unheard: true })).toEqual({ kind: 'left' });
  expect(done).toEqual(['closed', 'emptied', 'let go of']);
});

it('says why the server refuses; a session that is over already is ended', async () => {
  const refused = leaving(0, false, { status: 409, body: { error: 'last device', says: 'No.' } });
  expect(await leave(refused.ports, sure)).toEqual({ kind: 'refused', says: 'No.' });
  expect(refused.done).toEqual([]);
  const over = leaving(0, false, { status: 401, body: { error: 'sign in', says: 'Out.' } });
  expect(await leave(over.ports, sure)).toEqual({ kind: 'left' });
});
