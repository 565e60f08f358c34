import { expect, it } from 'vitest';
import { z } from 'zod';
import { ask, readAnswer } from './ask.ts';
import type { Transport } from './transport.ts';

const Reply = z.object({ number: z.int() });

it('gives what the schema lets through', () => {
  expect(readAnswer({ status: 200, body: { number: 1, more: 'x' } }, Reply)).toEqual({
    kind: 'answered',
    value: { number: 1 },
  });
});
it('says that the app is too old for an answer it cannot read', () => {
  expect(readAnswer({ status: 200, body: { number: 'one' } }, Reply)).toMatchObject({
    kind: 'refused',
    says: expect.stringContaining('Update') as string,
  });
});
it('passes on the server’s own sentence', () => {
  expect(readAnswer({ status: 401, body: { error: 'sign in', says: 'Sign in.' } }, Reply)).toEqual({
    kind: 'refused',
    status: 401,
    code: 'sign in',
    says: 'Sign in.',
  });
  expect(readAnswer({ status: 503, body: { error: 'disk full', says: 'Full.' } }, Reply)).toMatchObject({
    code: 'disk full',
  });
});
it('takes a proxy’s error page for a server that cannot be reached', () => {
  expect(readAnswer({ status: 502, body: null }, Reply)).toEqual({ kind: 'unreachable' });
  expect(readAnswer({ status: 404, body: null }, Reply)).toMatchObject({ kind: 'refused', status: 404 });
});
it('takes a server that says it is stopping for one that is gone already', () => {
  const stopping = { status: 503, body: { error: 'stopping', says: 'The server is stopping.' } };
  expect(readAnswer(stopping, Reply)).toEqual({ kind: 'unreachable' });
});
it('says unreachable where the request itself fails', async () => {
  const transport = { request: () => Promise.reject(new Error('gone')) } as unknown as Transport;
  const endpoint = { server: 'http://x', workspace: null, seat: null };
  expect(await ask(transport, endpoint, 'GET', '/api/server', Reply)).toEqual({ kind: 'unreachable' });
});
