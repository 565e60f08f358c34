import { expect, it } from 'vitest';
import { lineSplitter } from './lines.ts';

it('puts lines together however they are cut, and leaves out empty ones', () => {
  const lines = lineSplitter();
  expect(lines('{"a":1}\n\n{"b"')).toEqual([{ a: 1 }]);
  expect(lines(':2}')).toEqual([]);
  expect(lines('\n\n')).toEqual([{ b: 2 }]);
});

it('takes no line that never ends, and none that is no JSON', () => {
  const lines = lineSplitter();
  const much = 'x'.repeat(1024 * 1024);
  for (let times = 0; times < 4; times += 1) expect(lines(much)).toEqual([]);
  expect(() => lines(much)).toThrow('too long');
  expect(() => lineSplitter()('{\n')).toThrow(/JSON/);
});
