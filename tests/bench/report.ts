import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Row, Section } from './measured.ts';
import { kinds, type Kind } from './serve.ts';

const titles: Record<Kind, string> = {
  relay: 'relay',
  ours: 'Countersign',
  hocuspocus: 'Hocuspocus',
  reference: 'reference',
};

const round = (number: number): string =>
  number === 0
    ? '0'
    : number >= 1_000
      ? Math.round(number).toLocaleString('en')
      : String(Number(number.toPrecision(3)));

/** Whether a row is what it should be; null where nothing was set. */
export const reached = ({ numbers, ratios, reach }: Row): boolean | null => {
  if (!reach) return null;
  const have = reach.ratio === undefined ? numbers.ours : ratios.ours;
  const want = reach.ratio ?? reach.number!;
  if (have === undefined) return null;
  return reach.better === 'more' ? have >= want : have <= want;
};

const goal = ({ reach, unit }: Row): string => {
  if (!reach) return '';
  if (reach.ratio !== undefined) return `${reach.better === 'more' ? 'at least ' : ''}${reach.ratio}x`;
  return `${reach.number} ${unit}`;
};

/** The table: each server's number, and in brackets the multiple of the relay in the same round. */
export const table = (rows: readonly Row[]): string => {
  const cell = (row: Row, kind: Kind): string => {
    const [number, ratio] = [row.numbers[kind], row.ratios[kind]];
    if (number === undefined) return '';
    return kind === 'relay' || ratio === undefined ? round(number) : `${round(number)} (${round(ratio)}x)`;
  };
  const verdict = (row: Row): string => ({ true: 'yes', false: 'no', null: '' })[`${reached(row)}`];
  const lines = rows.map(
    (row) =>
      `| ${row.what} | ${row.unit} | ${kinds.map((kind) => cell(row, kind)).join(' | ')} | ${goal(row)} | ${verdict(row)} |`,
  );
  return [
    `| what | | ${kinds.map((kind) => titles[kind]).join(' | ')} | to reach | reached |`,
    `| --- | --- | ${kinds.map(() => '---:').join(' | ')} | --- | --- |`,
    ...lines,
  ].join('\n');
};

/** Of what and when each section is: a page may hold sections of several runs. */
export const measuredWhen = (sections: readonly (Section & { section: string })[]): string => {
  const runs = Map.groupBy(sections, ({ on }) => on);
  return [...runs].map(([on, of]) => `Measured of ${on}: ${of.map(({ section }) => section).join(', ')}.`).join('\n\n');
};

const BEGIN = '<!-- written by npm run bench -->';
const END = '<!-- until here -->';

/** Puts the table into the page, between its marks; the words around it are somebody's. */
export const writeInto = (page: string, sections: readonly (Section & { section: string })[]): void => {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : `# Benchmarks\n\n${BEGIN}\n${END}\n`;
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < 0) throw new Error(`${page} has no place for the table`);
  const rows = table(sections.flatMap((each) => each.rows));
  writeFileSync(page, `${text.slice(0, from)}${BEGIN}\n\n${rows}\n\n${measuredWhen(sections)}\n\n${text.slice(to)}`);
};
