import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from './block.ts';
import { toHtml } from './html.ts';
import { listInfo } from './lists.ts';
import { fromMarkdown, toMarkdown } from './markdown.ts';
import { toPlain, wordsOf } from './plain.ts';
import { tagsIn, writeTag } from './tags.ts';

const item = (text: string, list: 'bullet' | 'number', indent = 0): Block => ({
  kind: 'item',
  list,
  indent,
  runs: [{ text }],
});
const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] });
const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');

describe('lists', () => {
  it('number on past deeper items and begin anew after another block', () => {
    const blocks = [
      item('a', 'number'),
      item('b', 'bullet', 1),
      item('c', 'number'),
      paragraph('p'),
      item('d', 'number'),
      item('e', 'bullet'),
      item('f', 'number', 3),
      item('g', 'number', 2),
    ];
    expect(listInfo(blocks).map((place) => place && `${place.marker} ${place.position}/${place.size}`)).toEqual([
      '1. 1/2',
      '• 1/1',
      '2. 2/2',
      null,
      '1. 1/1',
      '• 1/1',
      '1. 1/1',
      '1. 1/1',
    ]);
    expect(toPlain(blocks)).toBe('1. a\n  • b\n2. c\n\np\n\n1. d\n• e\n      1. f\n    1. g');
    expect(toHtml(blocks)).toBe(
      '<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol><p>p</p><ol><li>d</li></ol>' +
        '<ul><li>e<ol><li>f</li></ol><ol><li>g</li></ol></li></ul>',
    );
    expect(toMarkdown(blocks)).toBe('1. a\n   - b\n2. c\n\np\n\n1. d\n- e\n  1. f\n  1. g\n');
  });
});

describe('HTML', () => {
  it('escapes everything, and no link leads to a script', () => {
    const block: Block = {
      kind: 'paragraph',
      runs: [
        { text: '<b>&"\'\n', bold: true },
        { text: 'x', link: 'javascript:alert(1)' },
        { text: 'y', link: 'https://e.example/?a="&b' },
      ],
    };
    expect(toHtml([block])).toBe(
      '<p><strong>&#60;b&#62;&#38;&#34;&#39;<br></strong>x<a href="https://e.example/?a=&#34;&#38;b">y</a></p>',
    );
  });
});

describe('Markdown', () => {
  it('keeps marks, links, line breaks and nesting', () => {
    const blocks: Block[] = [
      { kind: 'heading', level: 2, runs: [{ text: 'Spring *renewal*' }] },
      {
        kind: 'paragraph',
        runs: [
          { text: 'Before ' },
          { text: 'notice runs out', bold: true },
          { text: ', read ' },
          { text: 'this page', link: 'https://e.example/a_(b)' },
          { text: ' and {{first_name | *you*}}.\nSam ' },
          { text: 'T.', bold: true, italic: true },
        ],
      },
      item('one', 'number'),
      item('inner', 'bullet', 1),
      item('two', 'number'),
      { kind: 'quote', runs: [{ text: 'It was 2026.\n1. not a list' }] },
      paragraph('1. no list either'),
      paragraph('# no heading'),
      paragraph('- no item'),
    ];
    const markdown = toMarkdown(blocks);
    expect(fromMarkdown(markdown)).toEqual(
      blocks.map((block) => ({
        ...block,
        runs: block.runs.map((run) => (run.link ? { ...run, link: 'https://e.example/a_%28b%29' } : run)),
      })),
    );
  });

  it('takes mail as people type it', () => {
    const read = fromMarkdown(
      'Hi {{first_name | there}},\nhow are you?\n\nsnake_case and 2 * 3 * 4\n\n* a\n  more of a\n\n  still a\n    * b\n\n' +
        'Title\n=====\n<https://e.example/> [bad](javascript:alert(1)) [no scheme](www.e.example)\n\n---\n\n```\n# raw **text**\n```\n> q\n>\n> r',
    );
    expect(read.map((block) => `${block.kind}: ${wordsOf(block)}`)).toEqual([
      'paragraph: Hi {{first_name | there}},\nhow are you?',
      'paragraph: snake_case and 2 * 3 * 4',
      'item: a\nmore of a\nstill a',
      'item: b',
      'heading: Title',
      'paragraph: https://e.example/ bad no scheme',
      'paragraph: # raw **text**',
      'quote: q',
      'quote: r',
    ]);
    expect(read[5]!.runs.map(({ link }) => link)).toEqual(['https://e.example/', undefined, 'www.e.example']);
  });

  it('loses no letter of any text, and ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        const structure = /^[ \t]*(?:```|~~~).*$|\]\([^)]*\)|<[^>]*>/gm;
        const kept = letters(fromMarkdown(text).map(wordsOf).join(''));
        for (const letter of letters(text.replace(structure, ''))) expect(kept).toContain(letter);
      }),
    );
    expect(fromMarkdown('**a *b _c [d'.repeat(5000))).toHaveLength(1);
  });
});

describe('merge tags', () => {
  it('with HTML in their fallback begin none in Markdown, and come back as they were', () => {
    const words = String.raw`{{first name | <b>you\</b>}} \ {{x}}`;
    const markdown = toMarkdown([{ kind: 'paragraph', runs: [{ text: words }] }]);
    expect(markdown).not.toMatch(/(?<!\\)[<>]/);
    expect(fromMarkdown(markdown)).toEqual([{ kind: 'paragraph', runs: [{ text: words }] }]);
  });

  it('are found with their name and fallback, empty ones too', () => {
    expect(tagsIn('Hi {{first name | there}}, {{ company}} {{}} {{a|}} {{x\ny}} {{{z}}}')).toEqual([
      { from: 3, to: 25, name: 'first name', fallback: 'there' },
      { from: 27, to: 39, name: 'company', fallback: null },
      { from: 40, to: 44, name: '', fallback: null },
      { from: 45, to: 51, name: 'a', fallback: '' },
      { from: 61, to: 66, name: 'z', fallback: null },
    ]);
    expect(writeTag({ name: 'first name', fallback: 'there' })).toBe('{{first name | there}}');
    expect(tagsIn(writeTag({ name: '{x|', fallback: '}}\n' }))).toMatchObject([{ name: 'x', fallback: null }]);
  });
});
