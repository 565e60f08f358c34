import { expect, it } from 'vitest';
import { holding } from './holding.ts';
import type { KnownSeat } from './store/known-workspaces.ts';
import type { Transport } from './transport/transport.ts';

const chair = (id: string, server: string, seat = 'me', openedAt = '2027-05-11'): KnownSeat => ({
  server,
  id,
  name: id,
  seat,
  member: { id: seat, name: 'Mia', role: 'marketing', admin: false, suspended: false },
  sample: false,
  openedAt,
});
/** Servers that have c1 in these workspaces; of all others they say nothing, and one is not there. */
const having = (...ids: string[]): Transport =>
  ({
    request: ({ server, workspace }, _method, path) => {
      if (server === 'https://gone') return Promise.reject(new Error('gone'));
      const isThere = ids.includes(workspace ?? '') && path === `/api/w/${workspace}/campaigns/c1/writers`;
      return Promise.resolve(
        isThere
          ? { status: 200, body: { brief: [], copy: [] } }
          : { status: 404, body: { error: 'unknown campaign', says: 'No.' } },
      );
    },
  }) as Partial<Transport> as Transport;

it('finds a campaign at whichever known server has it, also where another one is gone', async () => {
  const [one, two, three] = [chair('w1', 'https://a'), chair('w2', 'https://b'), chair('w3', 'https://gone')];
  expect(await holding('c1', [one, two, three], having('w2', 'w3'))).toEqual([two]);
  expect(await holding('c2', [one, two, three], having('w2', 'w3'))).toEqual([]);
});

it('names a workspace once, by the chair that was taken last, and each of two that have it', async () => {
  const [sam, mia] = [chair('w1', 'https://a', 'sam', '2027-05-12'), chair('w1', 'https://a', 'mia', '2027-05-11')];
  const copy = chair('w1', 'https://b', 'me', '2027-05-10');
  expect(await holding('c1', [sam, mia], having('w1'))).toEqual([sam]);
  expect(await holding('c1', [sam, mia, copy], having('w1'))).toHaveLength(2);
});

it('lets no odd name lead to another address', async () => {
  const asked: string[] = [];
  const request: Transport['request'] = (_endpoint, _method, path) => {
    asked.push(path);
    return Promise.reject(new Error('gone'));
  };
  await holding('../x?y#z', [chair('w1', 'https://a')], { request } as Partial<Transport> as Transport);
  expect(asked).toEqual(['/api/w/w1/campaigns/..%2Fx%3Fy%23z/writers']);
});
