import { EditorState, type Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';
import type { Block } from '../../domain/text/block.ts';
import { formatsOfMarks } from '../../domain/text/formats-of.ts';
import { writeBlocks } from '../../domain/text/write.ts';
import { docOf } from '../../renderer/editor/binding/doc-of-text.ts';
import { TextBinding } from '../../renderer/editor/binding/text-binding.ts';
import { chips } from '../../renderer/editor/drawn/chips.ts';
import { listPlaces } from '../../renderer/editor/drawn/list-places.ts';
import { fromMarks } from '../../renderer/editor/schema.ts';
import { diceOf } from '../fuzz/dice.ts';
import { stockKit } from '../fuzz/stock-kit.ts';

// `npm run bench:typing`: what a keystroke costs until its update is there, in 50 pages, ours beside others in the same run.
const PAGES = 50;
const KEYS = 400;

const sentence = 'If one renews on 1 April with 60 days’ notice, it has to be ended by 31 January at the latest. ';
const page = (k: number): Block[] => [
  { kind: 'heading', level: 2, runs: [{ text: `Page ${k}` }] },
  ...Array.from({ length: 4 }, (): Block => ({
    kind: 'paragraph',
    runs: [
      { text: `Hi {{first name | there}}, ${sentence}` },
      { text: 'Most plants have a dozen.', bold: true },
      { text: ` ${sentence}${sentence}` },
    ],
  })),
  ...Array.from({ length: 4 }, (_, n): Block => ({
    kind: 'item',
    list: 'number',
    indent: n % 2,
    runs: [{ text: sentence }],
  })),
];
const pages = (): Block[] => Array.from({ length: PAGES }, (_, k) => page(k)).flat();

/** The same pages after 10,000 edits by three people, as a text that was really worked on. */
const workedOn = (text: Y.Text): void => {
  const dice = diceOf(7);
  for (let person = 0; person < 3; person += 1) {
    text.doc!.clientID = 100 + person;
    for (let n = 0; n < 3333; n += 1) {
      const at = 2 + dice.upTo(text.length - 4);
      if (dice.chance(0.7)) text.insert(at, 'word '.slice(0, 1 + dice.upTo(5)));
      else text.format(at, 3, { bold: dice.chance(0.5) ? true : null });
    }
  }
};

type Editor = { state: () => EditorState; type: (at: number) => void };

const ours = (doc: Y.Doc): Editor => {
  const binding = new TextBinding(doc.getText('t'), 'copy');
  let state = EditorState.create({ doc: binding.doc(), plugins: [chips([]), listPlaces()] });
  const type = (at: number): void => {
    const applied = state.applyTransaction(state.tr.insertText('k', at));
    binding.write(applied.transactions);
    state = applied.state;
  };
  return { state: () => state, type };
};

/** What a binding costs that compares the whole text with the whole document. */
const comparing = (doc: Y.Doc): Editor => {
  const text = doc.getText('t');
  let state = EditorState.create({ doc: docOf(text, 'copy') });
  const characters = (tr: Transaction): string[] => {
    const found: string[] = [];
    tr.doc.descendants((node) => {
      if (node.isTextblock) found.push('\u2029');
      for (const unit of node.text?.split('') ?? [])
        found.push(unit + JSON.stringify(formatsOfMarks(fromMarks(node.marks))));
    });
    return found;
  };
  const held = (): string[] =>
    (text.toDelta() as { insert: string; attributes?: object }[]).flatMap(({ insert, attributes }) =>
      insert.split('').map((unit) => (unit === '\u2029' ? unit : unit + JSON.stringify(attributes ?? {}))),
    );
  const type = (at: number): void => {
    const tr = state.tr.insertText('k', at);
    state = state.apply(tr);
    const [was, is] = [held(), characters(tr)];
    let start = 0;
    while (start < was.length && was[start] === is[start]) start += 1;
    text.insert(start, is[start]![0]!);
  };
  return { state: () => state, type };
};

const stock = (doc: Y.Doc): Editor => {
  const side = stockKit.open(doc);
  const type = (at: number): void =>
    void side.run((state, dispatch) => {
      dispatch?.(state.tr.insertText('k', at));
      return true;
    });
  return { state: () => side.state, type };
};

/** Median and 95th percentile in milliseconds from a key to its update, at places all over the text. */
const measure = (doc: Y.Doc, editor: Editor, keys: number): { median: number; p95: number } => {
  const dice = diceOf(3);
  const times: number[] = [];
  let start = 0;
  doc.on('update', () => times.push(performance.now() - start));
  for (let run = 0; run < keys / 20; run += 1) {
    let at = 2;
    while (!editor.state().doc.resolve(at).parent.isTextblock || at === 2)
      at = 3 + dice.upTo(editor.state().doc.content.size - 6);
    for (let n = 0; n < 20; n += 1) {
      start = performance.now();
      editor.type(at + n);
    }
  }
  const sorted = times.slice(times.length / 4).sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1]!, p95: sorted[Math.floor(sorted.length * 0.95)]! };
};

const withOurs = (worked: boolean): Y.Doc => {
  const doc = new Y.Doc();
  writeBlocks(doc.getText('t'), pages());
  if (worked) workedOn(doc.getText('t'));
  return doc;
};
const withStock = (): Y.Doc => {
  const doc = new Y.Doc();
  const side = stockKit.open(doc);
  side.run((state, dispatch) => {
    const { paragraph } = state.schema.nodes;
    const nodes = pages().map(({ runs }) =>
      paragraph!.create(
        null,
        runs.map(({ text, bold }) => state.schema.text(text, bold ? [state.schema.mark('bold')] : [])),
      ),
    );
    dispatch?.(state.tr.replaceWith(0, state.doc.content.size, nodes));
    return true;
  });
  side.close();
  return doc;
};

const fresh = withOurs(false);
const worked = withOurs(true);
const other = withStock();
const rescan = withOurs(false);
const rows = [
  ['ours, as imported', measure(fresh, ours(fresh), KEYS)],
  ['ours, after 10,000 edits by three people', measure(worked, ours(worked), KEYS)],
  ['stock Tiptap with y-tiptap, as imported', measure(other, stock(other), KEYS)],
  ['comparing the whole text, as imported', measure(rescan, comparing(rescan), 60)],
] as const;
const base = rows[0][1].median;
console.log(`${PAGES} pages, ${fresh.getText('t').length} characters, ms from key to update\n`);
console.log('| binding | median | p95 | of ours |\n| --- | --- | --- | --- |');
for (const [name, { median, p95 }] of rows)
  console.log(`| ${name} | ${median.toFixed(3)} | ${p95.toFixed(3)} | ${(median / base).toFixed(1)}x |`);
