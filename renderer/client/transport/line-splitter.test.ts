import { expect, it } from 'vitest';
import { lineSplitter } from './line-splitter.ts';

it('puts lines together however they are cut, and leaves out empty ones', () => {
  const lines = lineSplitter();
  expect(lines('{"a":1}\n\n{"b"')).toEqual([{ a: 1 }]);
  expect(lines(':2}')).toEqual([]);
  expect(lines('\n\n')).toEqual([{ b: 2 }]);
});
