import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Block, Run } from './block.ts';
import { sameMarks } from './formats-of.ts';
import { toHtml } from './html.ts';
import { fromMarkdown, toMarkdown } from './markdown.ts';
import { wordsOf } from './plain.ts';
import { readBlocks } from './read.ts';
import { writeBlocks } from './write.ts';

const newText = (): Y.Text => new Y.Doc().getText('t');
const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');

const word = fc.stringMatching(/^[a-zäß😀*_[\]`#>{}|.-]{1,6}$/u);
const flag = fc.constantFrom<true | undefined>(true, undefined);
const run = fc
  .record({
    text: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    bold: flag,
    italic: flag,
    link: fc.constantFrom(undefined, undefined, 'https://example.org/a_b?c=(d)&e', 'mailto:a@b.example'),
  })
  .map(({ text, bold, italic, link }): Run => ({
    text,
    ...(bold ? { bold } : {}),
    ...(italic ? { italic } : {}),
    ...(link === undefined ? {} : { link }),
  }));
const runs = fc
  .array(run, { maxLength: 4 })
  .map((all) => all.filter((one, index) => index === 0 || !sameMarks(one, all[index - 1]!)));

/** Any blocks a text can hold, for property tests. */
const someBlocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('paragraph' as const, 'quote' as const), runs }),
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      runs,
    }),
    fc.record({
      kind: fc.constant('item' as const),
      list: fc.constantFrom('bullet' as const, 'number' as const),
      indent: fc.integer({ min: 0, max: 6 }),
      runs,
    }),
  ),
  { minLength: 1, maxLength: 8 },
);

describe('any blocks', () => {
  it('are read as they were written, however they were typed', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const text = newText();
        writeBlocks(text, blocks);
        expect(readBlocks(text)).toEqual(blocks);
        // The same letter by letter, from the end.
        const typed = newText();
        for (const { insert, attributes } of text.toDelta().toReversed() as { insert: string; attributes: object }[])
          for (const unit of insert.split('').toReversed()) typed.insert(0, unit, { ...attributes });
        expect(readBlocks(typed)).toEqual(blocks);
      }),
    );
  });

  it('become balanced HTML whatever the indents are', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const open: string[] = [];
        for (const [, slash, tag] of toHtml(blocks).matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
          if (tag === 'br') continue;
          const stands = slash ? open.pop() === tag : tag !== 'li' || /^[uo]l$/.test(open.at(-1) ?? '');
          if (!slash) open.push(tag!);
          expect(stands).toBe(true);
        }
        expect(open).toEqual([]);
      }),
    );
  });

  it('keep their words in Markdown where marks cut a merge tag in two', () => {
    const marked = { bold: true, italic: true } as const;
    for (const runs of [
      [
        { text: '{{a ', ...marked },
        { text: '}}a * b', ...marked, link: 'https://example.org/' },
      ],
      [{ text: '{{ *' }, { text: ' * }} x', bold: true } as const],
    ])
      expect(fromMarkdown(toMarkdown([{ kind: 'paragraph', runs }])).map(wordsOf)).toEqual([
        wordsOf({ kind: 'paragraph', runs }),
      ]);
  });

  it.each(['--', '- -', '- words', '# words', '1. words'])(
    'an item that begins with “%s” is still that item',
    (text) => {
      for (const kind of ['item', 'quote'] as const) {
        const block: Block =
          kind === 'item' ? { kind, list: 'bullet', indent: 0, runs: [{ text }] } : { kind, runs: [{ text }] };
        expect(fromMarkdown(toMarkdown([block]))).toEqual([block]);
      }
      // As other readers of CommonMark have it.
      expect(toMarkdown([{ kind: 'item', list: 'bullet', indent: 0, runs: [{ text }] }])).toContain('\\');
    },
  );

  it('written as Markdown and read again say the same words with the same kinds', () => {
    fc.assert(
      fc.property(someBlocks, (made) => {
        // Markdown has no empty blocks, and marks that touch each other can be read in two ways.
        const apart = made.map((block) => ({
          ...block,
          runs: block.runs.map((run) => ({ ...run, text: `${run.text} ` })),
        }));
        const blocks = apart.filter((block) => wordsOf(block).trim() !== '');
        const again = fromMarkdown(toMarkdown(blocks));
        expect(again.map((block) => letters(wordsOf(block)))).toEqual(blocks.map((block) => letters(wordsOf(block))));
        expect(again.map(({ kind }) => kind)).toEqual(blocks.map(({ kind }) => kind));
        expect(again.map((block) => block.kind === 'item' && block.list)).toEqual(
          blocks.map((block) => block.kind === 'item' && block.list),
        );
      }),
    );
  });
});
