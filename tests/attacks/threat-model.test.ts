import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');

/** The last column of every row that names a test: where it is, and which words of it are named. */
const named = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 5 && !/^(test|-+)$/.test(cells[3]!))
  .flatMap((cells) => cells[3]!.split(';').map((each) => each.trim()));

/** The text of the tests at a place: a file, a folder, or all that begin so. */
const textAt = (place: string): string => {
  for (const base of [join(root, 'tests', place), join(root, place)]) {
    if (existsSync(`${base}.test.ts`)) return readFileSync(`${base}.test.ts`, 'utf8');
    if (existsSync(base))
      return readdirSync(base)
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => readFileSync(join(base, name), 'utf8'))
        .join('\n');
  }
  return '';
};

it('every line of the threat model names a test that is there', () => {
  expect(named.length).toBeGreaterThan(50);
  const missing: string[] = [];
  for (const each of named) {
    const script = /^`npm run ([\w:]+)/.exec(each)?.[1];
    if (script !== undefined) {
      const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
      if (!Object.hasOwn(scripts, script)) missing.push(each);
      continue;
    }
    const [place = '', ...rest] = each.replace(/:.*$/, '').replaceAll('\\', '').split(' ');
    const words = rest.join(' ');
    const asked = [...words.matchAll(/_([^_]+)_/g)].map((found) => found[1]!);
    const numbers = [...words.matchAll(/P\d\d/g)].map((found) => found[0]);
    const text = place.endsWith('*') ? textAt('attacks') : place === 'fuzz' ? textAt('fuzz') : textAt(place);
    if (text === '' || ![...asked, ...numbers].every((word) => text.includes(word))) missing.push(each);
  }
  expect(missing).toEqual([]);
});

it('every number that a test of an attack bears is told there', () => {
  const titles = [...textAt('attacks').matchAll(/(?:it|describe)(?:\.each[^\n]*)?\(\s*['`]([^\n]*)/g)];
  const numbers = new Set(titles.flatMap(([, title]) => title!.match(/P\d\d/g) ?? []));
  expect(numbers.size).toBeGreaterThan(50);
  const ours = [...numbers].filter((number) => number < 'P09' || (number > 'P36' && number < 'P90'));
  expect(ours.filter((number) => !page.includes(`| ${number}`) && !page.includes(`, ${number}`))).toEqual([]);
});
