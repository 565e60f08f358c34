import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** `file: _name_, _name_`, as the pages name tests; `mutant _name_` is one of `npm run mutants`. */
const NAMED = /([\w-]+(?:\/[\w-]+)*)(?::| (?=_))\s*((?:_[^_]+_(?:, )?)+)/g;

const fileOf = (name: string): string | null =>
  name === 'mutant' || name === 'mutants'
    ? 'tests/desktop/mutant-list.ts'
    : ([`tests/desktop/${name}.test.ts`, `tests/${name}.test.ts`, `${name}.test.ts`].find((path) =>
        existsSync(join(root, path)),
      ) ?? null);

/** Its title stands in the file; an ellipsis stands for whatever is in between. */
const has = (text: string, title: string): boolean => {
  let at = 0;
  for (const part of title.split('…').map((each) => each.trim())) {
    at = text.indexOf(part, at);
    if (at < 0) return false;
  }
  return true;
};

describe.each(['docs/security.md', 'docs/gotchas.md'])('%s', (page) => {
  const named = [...read(page).matchAll(NAMED)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/_([^_]+)_/g)].map(([, title = '']) => ({ file, title })),
  );

  it('names tests', () => expect(named.length).toBeGreaterThan(10));

  it('names tests that there are', () => {
    const gone = named.filter(({ file, title }) => {
      const path = fileOf(file);
      return path === null || !has(read(path), title);
    });
    expect(gone).toEqual([]);
  });
});
