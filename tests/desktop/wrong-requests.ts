import { z } from 'zod';
import { requests, type Channel, type Request } from '../../electron/contract/ipc.ts';
import { MAX_BODY } from '../../domain/wire/http.ts';

/** Arguments of one call, as JSON carries them; `{$odd: name}` stands for what JSON cannot say (any-channel.cjs). */
export type Arguments = readonly unknown[];

/**
 * For each channel one request that fits, with every field that it has. Whatever is added to the contract must be added here, or nothing
 * compiles (a channel, a field) or the first test says so (a field that may be left out).
 */
const fitting: { [C in Channel]: Request<C> extends undefined ? null : Required<Request<C>> } = {
  'server:request': {
    server: 'http://127.0.0.1:1',
    workspace: 'w1',
    seat: 'me',
    method: 'GET',
    path: '/api/w/w1/session',
    body: null,
  },
  'feed:open': { feed: 'a', server: 'http://127.0.0.1:1', workspace: 'w1', seat: 'me', after: 0 },
  'feed:close': { feed: 'a' },
  'flush:done': { flush: 999, unsent: [{ of: 'w1', count: 0 }] },
  'links:listening': null,
  'servers:list': null,
  'servers:add': { address: 'http://plan.example.com', fingerprint: 'a'.repeat(43) },
  'servers:remove': { url: 'http://127.0.0.1:1' },
  'servers:host': null,
  'file:save': {
    server: 'http://127.0.0.1:1',
    workspace: 'w1',
    seat: 'me',
    path: '/api/w/w1/campaigns/c1/export',
    name: 'Spring renewal',
  },
  'session:notice': null,
};

/** What no schema can tell from a right one; what it means is judged by the function behind the channel. */
const takesAnyText = new Set(['servers:add.address', 'file:save.name', 'flush:done.unsent.of']);
const takesAnything = new Set(['server:request.body']);
const mayBeNull = new Set(['server:request.workspace']);
const mayBeAbsent = new Set(['server:request.seat', 'feed:open.seat', 'file:save.seat', 'servers:add.fingerprint']);

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** The fields that the contract itself gives a channel; null where it takes nothing. */
export const fieldsOf = (channel: Channel): string[] | null => {
  const schema: z.ZodType = requests[channel];
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : null;
};

export const fits = (channel: Channel): Fields | null => fitting[channel];

const values: unknown[] = [
  null,
  true,
  7,
  -1,
  1.5,
  2 ** 60,
  'x',
  '',
  '../',
  '\0',
  '__proto__',
  [],
  [1],
  {},
  { toString: 'x' },
];

/** Everything that is no `right`: another kind of value, a number that counts nothing, text that is empty, odd or endless. */
const wrongFor = (right: unknown, name: string): unknown[] => {
  if (takesAnything.has(name)) return ['x'.repeat(MAX_BODY + 1), { $odd: 'cycle' }, { $odd: 'big' }];
  const others = values.filter((value) => kindOf(value) !== kindOf(right) && !(value === null && mayBeNull.has(name)));
  if (kindOf(right) === 'number') return [...others, -1, 1.5, 2 ** 60];
  if (kindOf(right) !== 'string') return others;
  const texts = takesAnyText.has(name) ? [] : ['', '../', '\0', '__proto__', `${String(right)} `];
  return [...others, ...texts, 'a'.repeat(600), 'x'.repeat(600_000)];
};

/** `right` with each of its fields wrong, missing, or joined by another; lists with each wrong part, and without end. */
const wrongOnes = (right: unknown, name: string): unknown[] => {
  if (Array.isArray(right)) {
    const [part] = right as unknown[];
    return [
      ...wrongFor(right, name),
      ...wrongOnes(part, name).map((wrong) => [wrong]),
      Array.from({ length: 1_000 }, () => part),
    ];
  }
  if (!isFields(right)) return wrongFor(right, name);
  return [
    ...values.filter((value) => !isFields(value)),
    {},
    { ...right, extra: 1 },
    { ...right, constructor: { prototype: {} } },
    // An own key of this name, as a page can make one.
    JSON.parse(JSON.stringify(right).replace('{', '{"__proto__":{"evil":true},')) as unknown,
    ...Object.entries(right).flatMap(([field, value]) => {
      const rest = Object.fromEntries(Object.entries(right).filter(([each]) => each !== field));
      const path = `${name}.${field}`;
      const absent = mayBeAbsent.has(path) || takesAnything.has(path) ? [] : [rest];
      return [...absent, ...wrongOnes(value, path).map((wrong) => ({ ...right, [field]: wrong }))];
    }),
  ];
};

/** Requests that a channel must refuse, each wrong in one way. */
export const wrongRequests = (channel: Channel): Arguments[] => {
  const right = fits(channel);
  const odd = ['map', 'bytes', 'long', 'deep', 'cycle'].map(($odd) => [{ $odd }]);
  if (right === null) return [...odd, ...values.map((value) => [value]), [{ $odd: 'absent' }, 'one more']];
  return [...odd, [{ $odd: 'absent' }], [], [right, 'one more'], ...wrongOnes(right, channel).map((wrong) => [wrong])];
};
