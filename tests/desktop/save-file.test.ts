import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Rate } from '../../electron/navigation.ts';
import { writeWhole } from '../../electron/save-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const bytes = Buffer.from('the record');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('a file of somebody else’s beside it stays as it is', () => {
  writeFileSync(join(folder, 'record.json.part'), 'a download under way');
  writeWhole(join(folder, 'record.json'), bytes);
  expect([read('record.json'), read('record.json.part')]).toEqual(['the record', 'a download under way']);
  expect(readdirSync(folder)).toHaveLength(2);
});

it('a link that lies where the part would go is not followed, and stays', () => {
  writeFileSync(join(folder, 'precious'), 'mine');
  symlinkSync('precious', join(folder, 'x.part'));
  expect(() => writeWhole(join(folder, 'record.json'), bytes, 'x.part')).toThrow(/EEXIST/);
  expect([read('precious'), readdirSync(folder).sort()]).toEqual(['mine', ['precious', 'x.part']]);
});

it('five links in ten seconds open outside, and later again', () => {
  const rate = new Rate();
  expect([0, 1, 2, 3, 4, 5, 9_999].map((now) => rate.passes(now))).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect([10_000, 10_000].map((now) => rate.passes(now))).toEqual([true, false]);
});
