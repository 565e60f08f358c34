import { expect, it } from 'vitest';
import { Fault } from './fault.ts';
import { jsonLog, terminalLog, type Level } from './log.ts';

const now = (): Date => new Date('2026-11-25T10:00:00.000Z');
const lines = (least?: Level) => {
  const written: string[] = [];
  return { written, log: jsonLog((line) => written.push(line), least, now) };
};

it('writes one JSON object a line', () => {
  const { written, log } = lines();
  log('a text could not be read', { level: 'error', room: 'campaign/spring/brief', row: 7 });
  expect(written).toEqual([
    '{"at":"2026-11-25T10:00:00.000Z","level":"error","what":"a text could not be read","room":"campaign/spring/brief","row":7}\n',
  ]);
});

it('leaves out what is less grave than asked for', () => {
  const { written, log } = lines('warn');
  log('joined');
  log('odd', { level: 'warn' });
  expect(written).toHaveLength(1);
});

it('tells of an error where it happened, and not what it quotes', () => {
  const { written, log } = lines();
  let error: unknown;
  try {
    JSON.parse('{"secret": hunter2}');
  } catch (thrown) {
    error = thrown;
  }
  expect(String(error)).toContain('hunter2');
  log('a request failed', { level: 'error', error });
  expect(written[0]).not.toContain('hunter2');
  expect(JSON.parse(written[0]!)).toMatchObject({
    error: 'SyntaxError',
    where: expect.stringContaining('log.test.ts') as string,
  });
});

it.each([
  [new Fault('disk full', 'The disk is full.'), { code: 'disk full', says: 'The disk is full.' }],
  [
    Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall: 'open' }),
    { code: 'ENOENT', says: 'ENOENT: no such file' },
  ],
  ['thrown', { error: 'string' }],
])('names the fault: %s', (error, expected) => {
  const { written, log } = lines();
  log('failed', { error });
  expect(JSON.parse(written[0]!)).toMatchObject(expected);
});

it('speaks in sentences on a terminal', () => {
  const written: string[] = [];
  terminalLog((line) => written.push(line))('not saved', { level: 'error', room: 'r', updates: 2 });
  expect(written).toEqual(['not saved\n    room: r\n    updates: 2\n']);
});
