import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../../domain/command.ts';
import { carryOut } from '../../../domain/carried-out.ts';
import { emptyWorkspace } from '../../../domain/evolve.ts';
import type { Pending } from '../contract.ts';
import type { Answer } from '../transport/transport.ts';
import { Outbox, type OutboxPorts } from './outbox.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
/** Whatever waits for an answer, a row or its next try has had it. */
const later = (ms = 1_000) => vi.advanceTimersByTimeAsync(ms);

const create = (id: string): Command => ({ id, kind: 'create campaign', campaign: id, name: id });
const reply = (id: string): Command => ({
  id,
  kind: 'reply',
  campaign: 'c',
  thread: 't',
  reply: id,
  comment: 'Words.',
});
const taken = (number: number): Answer => ({ status: 200, body: { number } });
const refused: Answer = { status: 409, body: { refused: true, reasons: [{ code: 'x', says: 'No.', fix: null }] } };

let kept: Pending[];
let online: boolean;
let disputed: boolean;
let suspended: boolean;
let number: number;
let done: ReturnType<typeof emptyWorkspace>['done'];
let posted: string[];
let heads: (number | null)[];
let post: (command: Command) => Promise<Answer>;
let ports: OutboxPorts;
let outbox: Outbox;
beforeEach(() => {
  kept = [];
  online = true;
  suspended = false;
  disputed = false;
  number = 9;
  done = [];
  posted = [];
  heads = [];
  post = () => Promise.resolve(taken(1));
  ports = {
    store: {
      outbox: () => Promise.resolve(kept),
      putPending: async (pending) => {
        const at = kept.findIndex(({ command }) => command.id === pending.command.id);
        kept = at < 0 ? [...kept, pending] : kept.with(at, pending);
      },
      dropPending: async (id) => {
        kept = kept.filter(({ command }) => command.id !== id);
      },
    },
    post: (command, head) => {
      posted.push(command.id);
      heads.push(head?.number ?? null);
      return post(command);
    },
    state: () => ({ ...emptyWorkspace('w'), number, done }),
    online: () => online,
    disputed: () => disputed,
    suspended: () => suspended,
    leads: () => true,
    changed: vi.fn(),
    tell: vi.fn(),
    doubt: vi.fn(),
    stuck: vi.fn(),
    now: () => new Date(0),
  };
  outbox = new Outbox(ports);
});
const states = () => outbox.list().map(({ command, state }) => [command.id, state]);

describe('a command', () => {
  it('of who is suspended is kept for them to send again, and never goes out by itself', async () => {
    online = false;
    void outbox.give(reply('before'));
    await later();
    suspended = true;
    outbox.hurry();
    await later();
    expect(await outbox.give(create('choice'))).toMatchObject({ kind: 'refused' });
    expect(states()).toEqual([['before', 'refused']]);
    suspended = false;
    online = true;
    outbox.hurry();
    await later();
    expect(posted).toEqual([]);
    void outbox.retry('before');
    await later();
    expect(posted).toEqual(['before']);
  });

  it.each([
    ['what a person said', reply('said')],
    ['a choice that somebody waits for', create('chosen')],
  ])('of who is suspended is not kept where the disk takes nothing, until it does: %s', async (_, command) => {
    const { putPending, dropPending } = ports.store;
    online = false;
    await outbox.give(command);
    suspended = true;
    ports.store.putPending = ports.store.dropPending = () => Promise.reject(new Error('disk full'));
    outbox.hurry();
    await later();
    await outbox.keepAgain();
    expect([outbox.isSending, outbox.isKept, kept[0]?.state]).toEqual([false, false, 'waits']);
    Object.assign(ports.store, { putPending, dropPending });
    await outbox.keepAgain();
    expect([outbox.isKept, kept[0]?.state]).toEqual([true, 'refused']);
  });

  it('is kept before it is sent, and gone once it was taken', async () => {
    post = () => {
      expect(kept).toHaveLength(1);
      return Promise.resolve(taken(1));
    };
    expect(await outbox.give(create('a'))).toEqual({ kind: 'done', number: 1 });
    await later(0);
    expect(kept).toEqual([]);
    expect(outbox.list()).toEqual([]);
  });
  it('that is taken stays in sight, and on the disk, until its row is here', async () => {
    number = 0;
    const outcome = outbox.give(create('a'));
    await later();
    expect([posted, kept.length]).toEqual([['a'], 1]);
    expect(states()).toEqual([['a', 'sending']]);
    number = 1;
    outbox.rowsCame();
    expect(await outcome).toEqual({ kind: 'done', number: 1 });
    await later(0);
    expect([outbox.list(), kept]).toEqual([[], []]);
  });
  it('that was taken by a server which was put back since goes out again under its id', async () => {
    number = 3;
    post = () => Promise.resolve(taken(5));
    const outcome = outbox.give(create('a'));
    await later();
    expect(posted).toEqual(['a']);
    number = 2;
    post = () => Promise.resolve(taken(2));
    outbox.wasPutBack();
    await later();
    expect(posted).toEqual(['a', 'a']);
    expect(await outcome).toMatchObject({ kind: 'done' });
    expect([outbox.list(), kept]).toEqual([[], []]);
  });
  it('waits offline, in order, and goes out in order', async () => {
    online = false;
    expect(await outbox.give(create('a'))).toEqual({ kind: 'queued' });
    expect(await outbox.give(create('b'))).toEqual({ kind: 'queued' });
    expect(states()).toEqual([
      ['a', 'waits'],
      ['b', 'waits'],
    ]);
    online = true;
    outbox.hurry();
    await later();
    expect(outbox.list()).toEqual([]);
    expect(posted).toEqual(['a', 'b']);
  });
  it('that nobody answered is sent again, and those after it wait', async () => {
    online = false;
    await outbox.give(create('a'));
    await outbox.give(create('b'));
    online = true;
    post = vi.fn<typeof post>().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(taken(1));
    outbox.hurry();
    await later(0);
    expect(outbox.stalled).toBe(true);
    expect(ports.doubt).toHaveBeenCalledOnce();
    expect(posted).toEqual(['a']);
    outbox.hurry();
    await later();
    expect(outbox.list()).toEqual([]);
    expect(posted).toEqual(['a', 'a', 'b']);
  });
  it('whose answer got lost is not sent again once its row tells of it', async () => {
    post = () => Promise.reject(new Error('gone'));
    const outcome = outbox.give(create('a'));
    await later(0);
    expect(posted).toEqual(['a']);
    done = carryOut([], 'a', 9);
    outbox.rowsCame();
    await later(60_000);
    expect(posted).toEqual(['a']);
    expect([outbox.list(), kept, outbox.stalled]).toEqual([[], [], false]);
    expect(await outcome).toEqual({ kind: 'queued' });
  });
  it('that was taken goes out again after a restore, also while the store is being read', async () => {
    number = 3;
    post = () => Promise.resolve(taken(5));
    void outbox.give(create('a'));
    await later();
    const read = Promise.withResolvers<Pending[]>();
    ports.store.outbox = () => read.promise;
    outbox.heard({ kind: 'outbox' });
    outbox.wasPutBack();
    read.resolve(kept);
    await later();
    expect(posted).toEqual(['a', 'a']);
  });
  it('that cannot be kept is not said to be', async () => {
    ports.store.putPending = () => Promise.reject(new Error('full'));
    expect(await outbox.give(create('a'))).toMatchObject({ kind: 'refused' });
    expect(outbox.list()).toEqual([]);
    expect(posted).toEqual([]);
  });
});

describe('a refused one', () => {
  beforeEach(() => {
    post = () => Promise.resolve(refused);
  });
  it('stays where it carries words, and does not hold up the next', async () => {
    expect(await outbox.give(reply('a'))).toMatchObject({ kind: 'refused', reasons: [{ says: 'No.' }] });
    expect(states()).toEqual([['a', 'refused']]);
    expect(kept[0]?.state).toBe('refused');
    post = () => Promise.resolve(taken(1));
    expect(await outbox.give(create('b'))).toMatchObject({ kind: 'done' });
    expect(await outbox.retry('a')).toMatchObject({ kind: 'done' });
    expect(kept).toEqual([]);
  });
  it('is only told where somebody sees why, and it has no words', async () => {
    expect(await outbox.give(create('a'))).toMatchObject({ kind: 'refused' });
    expect(outbox.list()).toEqual([]);
    expect(kept).toEqual([]);
  });
  it('stays where nobody waits for it', async () => {
    online = false;
    await outbox.give(create('a'));
    online = true;
    outbox.hurry();
    await later();
    expect(states()).toEqual([['a', 'refused']]);
    outbox.discard('a');
    await later();
    expect(kept).toEqual([]);
    expect(outbox.list()).toEqual([]);
  });
});

describe('a discarded one', () => {
  it('stays away although another window’s news had its row read meanwhile, and is never sent', async () => {
    online = false;
    await outbox.give(create('a'));
    await outbox.give(create('b'));
    const read = Promise.withResolvers<Pending[]>();
    ports.store.outbox = () => read.promise;
    outbox.heard({ kind: 'outbox' });
    await later(0);
    outbox.discard('a');
    read.resolve(kept);
    await later();
    expect(states()).toEqual([['b', 'waits']]);
    expect(kept.map(({ command }) => command.id)).toEqual(['b']);
    online = true;
    outbox.hurry();
    await later();
    expect(posted).toEqual(['b']);
  });
  it('stays away where it was thrown away while its refusal was being kept', async () => {
    online = false;
    await outbox.give(create('a'));
    online = true;
    post = () => Promise.resolve(refused);
    const { putPending } = ports.store;
    ports.store.putPending = async (pending) => {
      outbox.discard('a');
      await putPending(pending);
    };
    outbox.hurry();
    await later();
    expect([states(), kept]).toEqual([[], []]);
  });
  it('stays away where the disk does not let go of it', async () => {
    online = false;
    await outbox.give(create('a'));
    ports.store.dropPending = () => Promise.reject(new Error('full'));
    outbox.discard('a');
    outbox.heard({ kind: 'outbox' });
    await later();
    expect(states()).toEqual([]);
  });
});

it('says that the laptop’s disk cannot be read, goes on meanwhile, and reads it once it can be', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  online = false;
  await new Outbox(ports).give(create('a'));
  const { outbox: read } = ports.store;
  ports.store.outbox = () => Promise.reject(new Error('gone'));
  outbox.heard({ kind: 'outbox' });
  await later(0);
  expect(outbox.unread).toContain('cannot be read');
  online = true;
  expect(await outbox.give(create('b'))).toMatchObject({ kind: 'done' });
  ports.store.outbox = read;
  await later(60_000);
  expect(outbox.unread).toBeNull();
  expect(posted).toEqual(['b', 'a']);
});

it('of who was suspended is not sent by itself later where the disk could not be told', async () => {
  online = false;
  await outbox.give(create('a'));
  const { putPending } = ports.store;
  ports.store.putPending = () => Promise.reject(new Error('full'));
  suspended = true;
  outbox.hurry();
  await later();
  expect(states()).toEqual([['a', 'refused']]);
  suspended = false;
  online = true;
  // Another window tells of something, and this one reads the disk again.
  outbox.heard({ kind: 'outbox' });
  await later();
  expect([posted, states()]).toEqual([[], [['a', 'refused']]]);
  ports.store.putPending = putPending;
  expect(await outbox.retry('a')).toMatchObject({ kind: 'done' });
});

describe('a decision', () => {
  const halt: Command = { id: 'h', kind: 'halt', campaign: 'c', reason: 'Bounces.' };
  it('is not queued offline', async () => {
    online = false;
    expect(await outbox.sendNow(halt)).toMatchObject({ kind: 'offline' });
    expect(kept).toEqual([]);
    expect(posted).toEqual([]);
  });
  it('that stops something is sent to a server that was put back, too; no other one is', async () => {
    online = false;
    disputed = true;
    number = 9;
    post = () => Promise.resolve(taken(3));
    const head = { version: 1, digest: 'd'.repeat(64), asked: [] };
    expect(await outbox.sendNow({ id: 'l', kind: 'launch', campaign: 'c', ...head })).toMatchObject({
      kind: 'offline',
    });
    expect(await outbox.sendNow(halt)).toEqual({ kind: 'done', number: 3 });
    expect(posted).toEqual(['h']);
  });
  it('goes out after what its person said before it, and is asked about under one id', async () => {
    online = false;
    await outbox.give(create('a'));
    online = true;
    post = vi
      .fn<typeof post>()
      .mockResolvedValueOnce(taken(1))
      .mockRejectedValueOnce(new Error('gone'))
      .mockResolvedValue(taken(2));
    const outcome = outbox.sendNow(halt);
    await later();
    expect(await outcome).toEqual({ kind: 'done', number: 2 });
    expect(posted).toEqual(['a', 'h', 'h']);
  });
  it('names the newest row that its person had seen, the same at every try; what may wait names none', async () => {
    online = false;
    await outbox.give(create('a'));
    online = true;
    post = ({ id }) => {
      number += 1;
      return id === 'a' || posted.length > 2 ? Promise.resolve(taken(1)) : Promise.reject(new Error('gone'));
    };
    const outcome = outbox.sendNow(halt);
    await later();
    expect(await outcome).toMatchObject({ kind: 'done' });
    expect([posted, heads]).toEqual([
      ['a', 'h', 'h'],
      [null, 9, 9],
    ]);
  });
  it('that a server does not take because it was put back says so, and has the feed look', async () => {
    const says = 'This laptop knows more than the server.';
    post = () => Promise.resolve({ status: 409, body: { error: 'rolled back', says } });
    expect(await outbox.sendNow(halt)).toMatchObject({ kind: 'refused', reasons: [{ says }] });
    expect(ports.doubt).toHaveBeenCalledOnce();
  });
  it('is not sent before what its person said before it, however long that takes', async () => {
    online = false;
    await outbox.give(create('a'));
    online = true;
    post = ({ id }) => (id === 'a' ? Promise.resolve({ status: 503, body: null }) : Promise.resolve(taken(2)));
    const outcome = outbox.sendNow(halt);
    await later(60_000);
    expect(await outcome).toMatchObject({ kind: 'offline', says: expect.stringContaining('not sent') as string });
    expect(posted).not.toContain('h');
  });
  it('waits for no longer than the line stands', async () => {
    online = false;
    await outbox.give(create('a'));
    online = true;
    post = () => new Promise(() => undefined);
    const outcome = outbox.sendNow(halt);
    await later(0);
    online = false;
    outbox.lineBroke();
    expect(await outcome).toMatchObject({ kind: 'offline' });
    expect(posted).toEqual(['a']);
  });
  it('that is refused is told and not kept', async () => {
    post = () => Promise.resolve(refused);
    expect(await outbox.sendNow(halt)).toMatchObject({ kind: 'refused' });
    expect(kept).toEqual([]);
  });
  it('that cannot be sent says the server’s own sentence', async () => {
    post = () => Promise.resolve({ status: 401, body: { error: 'sign in', says: 'Sign in.' } });
    expect(await outbox.sendNow(halt)).toEqual({ kind: 'offline', says: 'Sign in.' });
    expect(ports.stuck).toHaveBeenCalledWith('Sign in.');
  });
});
