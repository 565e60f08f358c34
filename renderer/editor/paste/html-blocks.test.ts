import { describe, expect, it } from 'vitest';
import type { Block } from '../../../domain/text/block.ts';
import { toHtml } from '../../../domain/text/html.ts';
import { wordsOf } from '../../../domain/text/plain.ts';
import { textBlocks } from './clipboard.ts';
import { htmlBlocks } from './html-blocks.ts';

const blocks = (html: string, exact = false): Block[] =>
  htmlBlocks(new DOMParser().parseFromString(html, 'text/html').body, exact);
/** `i n1` is a numbered item of indent 1; `*`, `_` and `@` stand before bold, italic and linked words. */
const short = (all: Block[]): string[] =>
  all.map((block) => {
    const kind =
      block.kind === 'item'
        ? `i${block.list[0]}${block.indent}`
        : block.kind === 'heading'
          ? `h${block.level}`
          : block.kind[0];
    const words = block.runs.map(
      ({ text, bold, italic, link }) => `${bold ? '*' : ''}${italic ? '_' : ''}${link ? '@' : ''}${text}`,
    );
    return `${kind}:${words.join('|')}`;
  });

// As Google Docs puts it on the clipboard: everything in a bold that is not bold, styles on spans, inner lists beside their item.
const GOOGLE_DOCS = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7c1f2a53-7fff-9d1e">
<h2 dir="ltr" style="line-height:1.38;margin-top:18pt;margin-bottom:6pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;font-style:normal;white-space:pre-wrap;">Spring renewal</span></h2>
<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;white-space:pre-wrap;">Notice runs out on </span><span style="font-weight:700;font-style:normal;white-space:pre-wrap;">31 January</span><span style="font-weight:400;">, see </span><a href="https://www.google.com/url?q=https://noticewren.example/page&amp;sa=D&amp;usg=x" style="text-decoration:none;"><span style="font-weight:400;color:#1155cc;text-decoration:underline;">the page</span></a><span style="font-weight:400;font-style:italic;"> now</span></p><br />
<ul style="margin-top:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">Dates</span></p></li><ul><li dir="ltr" style="list-style-type:circle;" aria-level="2"><p dir="ltr" role="presentation"><span>Inner</span></p></li></ul><li dir="ltr"><p role="presentation"><span>Prices</span></p></li></ul>
<ol><li dir="ltr" style="list-style-type:decimal;"><p role="presentation"><span>First</span></p></li></ol></b><br class="Apple-interchange-newline">`;

// As Word for Windows does: items are paragraphs with a marker to be ignored, spaces are &nbsp;, markup from Office around it.
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1>Spring&nbsp;renewal<o:p></o:p></h1>
<p class=MsoNormal>Notice runs
out on <b>31 January</b>, <i style='mso-bidi-font-style:normal'>really</i>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Read the contract<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span></span><![endif]>Search for <b>renew</b></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.</span><![endif]>Name a <a href="https://noticewren.example/who" target="_blank">person</a></p>
<p class=MsoQuote>“Nobody was asleep.”<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Plant</p></td><td><p class=MsoNormal>Contracts</p></td></tr></table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`;

describe('pasted HTML', () => {
  it('keeps what Google Docs means', () => {
    expect(short(blocks(GOOGLE_DOCS))).toEqual([
      'h2:Spring renewal',
      'p:Notice runs out on |*31 January|, see |@the page|_ now',
      'ib0:Dates',
      'ib1:Inner',
      'ib0:Prices',
      'in0:First',
    ]);
    expect(blocks(GOOGLE_DOCS)[1]!.runs[3]!.link).toBe('https://noticewren.example/page');
  });

  it('keeps what Word means', () => {
    expect(short(blocks(WORD))).toEqual([
      'h1:Spring renewal',
      'p:Notice runs out on |*31 January|, |_really|.',
      'in0:Read the contract',
      'ib1:Search for |*renew',
      'in0:Name a |@person',
      'q:“Nobody was asleep.”',
      'p:Plant',
      'p:Contracts',
    ]);
  });

  it('keeps nested lists, several paragraphs in an item, and line breaks', () => {
    expect(
      short(
        blocks(
          '<ul><li>a<ol><li><p>b</p></li></ol></li><li><p>c</p><p>d</p></li></ul><p>e<br>f</p><div>g<div>h</div></div>',
        ),
      ),
    ).toEqual(['ib0:a', 'in1:b', 'ib0:c\nd', 'p:e\nf', 'p:g', 'p:h']);
    expect(short(blocks('<blockquote><p>a</p><p>b</p></blockquote><pre>x\n  y</pre>loose <em>words</em>'))).toEqual([
      'q:a\nb',
      'p:x\n  y',
      'p:loose |_words',
    ]);
  });

  it('lets nothing through that runs, loads or hides', () => {
    const attacks = [
      '<p onclick=x>a<script>alert(1)</script><img src=x onerror=alert(1)></p>',
      '<a href="javascript:alert(1)">a</a>',
      '<a href=" jav&#x09;ascript:alert(1)">a</a>',
      '<a href="data:text/html,x">a</a>',
      '<svg><a href="javascript:1"><text>hidden</text></a></svg>a',
      '<iframe srcdoc="<script>1</script>"></iframe>a',
      '<math><mtext><style>x</style></mtext></math>a',
      '<p style="display:none">hidden</p>a',
      '<template><p>hidden</p></template>a',
      '<style>@import "//x"</style>a',
    ];
    for (const html of attacks) expect(toHtml(blocks(html))).toBe('<p>a</p>');
  });

  it('reads an own copy exactly as it was', () => {
    const own: Block[] = [
      { kind: 'heading', level: 3, runs: [{ text: ' two  spaces ' }] },
      { kind: 'item', list: 'number', indent: 2, runs: [{ text: 'deep', bold: true, italic: true }] },
      { kind: 'paragraph', runs: [] },
      { kind: 'item', list: 'bullet', indent: 0, runs: [{ text: 'a\nb', link: 'https://e.example/' }] },
      { kind: 'quote', runs: [{ text: '{{first name | <there>}}' }] },
    ];
    expect(blocks(toHtml(own, true), true)).toEqual(own);
  });
});

describe('pasted text', () => {
  it('is Markdown where it plainly is some, and else what it says', () => {
    expect(short(textBlocks('## Title\n\n- one\n  - two\n\nA **b** [l](https://e.org/)', false))).toEqual([
      'h2:Title',
      'ib0:one',
      'ib1:two',
      'p:A |*b| |@l',
    ]);
    expect(textBlocks('Dear all,\nC:\\_temp and 2 * 3\n\n  indented', false).map(wordsOf)).toEqual([
      'Dear all,\nC:\\_temp and 2 * 3',
      '  indented',
    ]);
    expect(textBlocks('## Title', true).map(wordsOf)).toEqual(['## Title']);
    expect(textBlocks(' two ', false).map(wordsOf)).toEqual([' two ']);
  });
});
