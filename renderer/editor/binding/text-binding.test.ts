import * as fc from 'fast-check';
import { Slice } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Command, type Transaction } from '@tiptap/pm/state';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BLOCK_START, type Block } from '../../../domain/text/block.ts';
import { readBlocks } from '../../../domain/text/read.ts';
import { writeBlocks } from '../../../domain/text/write.ts';
import { deleteBack, indentBy, setFormats, splitBlock, toggleBold } from '../commands.ts';
import { blocksOfNodes, nodesOf } from '../schema.ts';
import type { Mode } from './doc-of-text.ts';
import { TextBinding } from './text-binding.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: text === '' ? [] : [{ text }] });
const item = (text: string): Block => ({ kind: 'item', list: 'bullet', indent: 0, runs: [{ text }] });

const open = (doc: Y.Doc, mode: Mode = 'copy') => {
  const binding = new TextBinding(doc.getText('t'), mode);
  const editor = {
    binding,
    text: doc.getText('t'),
    state: EditorState.create({ doc: binding.doc() }),
    composing: false,
    show: (tr: Transaction): void => {
      editor.state = editor.state.apply(tr);
    },
    dispatch: (tr: Transaction): void => {
      const { state, transactions } = editor.state.applyTransaction(tr);
      binding.write(transactions);
      editor.state = state;
    },
    run: (command: Command): boolean => command(editor.state, editor.dispatch),
    select: (from: number, to = from): void => {
      editor.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
    },
    type: (words: string, at: number): void => {
      editor.dispatch(editor.state.tr.insertText(words, at));
    },
    agrees: (): boolean => editor.state.doc.eq(binding.doc()),
  };
  binding.attach(editor);
  return editor;
};
const founded = (blocks: Block[]): Y.Doc => {
  const doc = new Y.Doc();
  writeBlocks(doc.getText('t'), blocks);
  return doc;
};
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
const tie = (...docs: Y.Doc[]): void => {
  for (const doc of docs)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'net') for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'net');
    });
};

describe('writing', () => {
  it('touches exactly the characters that change', () => {
    const doc = founded([paragraph('Hello world'), item('one'), item('two')]);
    const editor = open(doc);
    const deltas: unknown[] = [];
    // Yjs may go on with formats that change nothing.
    editor.text.observe((event) => deltas.push(event.delta.slice(0, 2)));
    editor.type('k', 6);
    editor.select(4);
    editor.run(splitBlock);
    editor.select(6);
    editor.run(deleteBack);
    editor.select(2, 5);
    editor.run(toggleBold);
    editor.select(17);
    editor.run(indentBy(1));
    const slice = new Slice(nodesOf([paragraph('Hell'), paragraph('o wo')]), 1, 1);
    editor.dispatch(editor.state.tr.replace(1, 9, slice));
    expect(deltas).toEqual([
      [{ retain: 6 }, { insert: 'k' }],
      [{ retain: 4 }, { insert: BLOCK_START, attributes: { kind: 'paragraph' } }],
      [{ retain: 4 }, { delete: 1 }],
      [{ retain: 2 }, { retain: 3, attributes: { bold: true } }],
      [{ retain: 13 }, { retain: 1, attributes: { indent: 1 } }],
      // Words pasted over the same words stay: the bold goes, and a start comes between them.
      [{ retain: 2 }, { retain: 3, attributes: { bold: null } }],
    ]);
    expect(editor.agrees()).toBe(true);
  });

  it('writes nothing by opening, selecting and closing', () => {
    const doc = founded([paragraph('a\nb  c {{x}}'), paragraph(''), item('i')]);
    const before = Y.encodeStateAsUpdate(doc);
    const update = vi.fn();
    doc.on('update', update);
    for (let k = 0; k < 5; k += 1) {
      const editor = open(doc);
      editor.select(3);
      editor.dispatch(editor.state.tr);
      editor.binding.heal();
      expect(blocksOfNodes(editor.state.doc.content)).toEqual(readBlocks(editor.text));
      editor.binding.destroy();
    }
    expect(update).not.toHaveBeenCalled();
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('never writes half an emoji', () => {
    const doc = founded([paragraph('😀😁')]);
    const editor = open(doc);
    // The two share their first half.
    editor.dispatch(editor.state.tr.insertText('😁😂', 1, 5));
    expect(readBlocks(editor.text)).toEqual([paragraph('😁😂')]);
  });

  it('keeps a line on one line of plain text', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'Notice');
    const editor = open(doc, 'line');
    editor.type(' now', 7);
    expect(editor.text.toDelta()).toEqual([{ insert: 'Notice now' }]);
    doc.transact(() => editor.text.insert(0, `a${BLOCK_START}`), 'net');
    expect(editor.state.doc.childCount).toBe(1);
    expect(editor.agrees()).toBe(true);
  });
});

describe('a text whose first start is gone', () => {
  const headless = () => {
    const a = founded([paragraph(''), item('words')]);
    const b = copyOf(a);
    const [one, two] = [open(a), open(b)];
    one.select(3);
    one.run(deleteBack);
    one.run(deleteBack);
    two.select(3);
    two.run(setFormats({ kind: 'paragraph' }));
    two.run(deleteBack);
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b), 'net');
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a), 'net');
    a.transact(() => one.text.toJSON().startsWith(BLOCK_START) && one.text.delete(0, 1), 'net');
    return one;
  };
  it('is shown as a paragraph and gets a start when something is done to it', () => {
    const editor = headless();
    expect(editor.text.toJSON()).toBe('words');
    expect(editor.agrees()).toBe(true);
    editor.type('my ', 1);
    expect(editor.text.toJSON()).toBe('my words');
    editor.select(1);
    editor.run(setFormats({ kind: 'quote' }));
    expect(readBlocks(editor.text)).toEqual([{ kind: 'quote', runs: [{ text: 'my words' }] }]);
    editor.select(4);
    editor.run(splitBlock);
    expect(editor.text.toJSON()).toBe(`${BLOCK_START}my ${BLOCK_START}words`);
    expect(editor.agrees()).toBe(true);
  });
});

describe('following', () => {
  it('keeps the caret where it is while others split, join and type around it', () => {
    const doc = founded([paragraph('one'), paragraph('two')]);
    const editor = open(doc);
    const other = copyOf(doc);
    tie(doc, other);
    editor.select(4);
    other.getText('t').insert(4, BLOCK_START, { kind: 'item' });
    expect(editor.state.selection.head).toBe(4);
    other.getText('t').insert(5, 'new');
    expect(editor.state.selection.head).toBe(4);
    other.getText('t').insert(1, 'XX');
    expect(editor.state.selection.head).toBe(6);
    other.getText('t').delete(6, 4);
    expect(editor.state.selection.head).toBe(6);
    expect(editor.agrees()).toBe(true);
  });

  it('passes over formats that nobody honest writes, and typing goes on', () => {
    const shapes: unknown[] = [
      { toString: 1 },
      null,
      7,
      'x',
      [],
      { href: 1 },
      { href: 'javascript:1' },
      true,
      -0,
      2 ** 53,
    ];
    const doc = founded([paragraph('words here'), item('i')]);
    const editor = open(doc);
    const other = copyOf(doc);
    tie(doc, other);
    const keys = ['kind', 'level', 'list', 'indent', 'bold', 'italic', 'link', 'strike', 'toString', '__proto__'];
    keys.forEach((key, k) =>
      shapes.forEach((shape, n) => {
        other.getText('t').format((k + n) % 8, 3, { [key]: shape as object });
        editor.type('k', 2);
        expect(editor.agrees()).toBe(true);
      }),
    );
    expect(readBlocks(editor.text).length).toBeGreaterThan(0);
    expect(editor.text.toJSON()).toContain('k'.repeat(50));
  });

  it('heals a view that shows something else, without writing', () => {
    const doc = founded([paragraph('right'), paragraph('too')]);
    const editor = open(doc);
    const update = vi.fn();
    doc.on('update', update);
    editor.show(editor.state.tr.insertText('wrong', 2));
    expect(editor.agrees()).toBe(false);
    expect(editor.binding.heal()).toBe(true);
    expect(editor.agrees()).toBe(true);
    expect(editor.binding.heal()).toBe(false);
    expect(update).not.toHaveBeenCalled();
  });
});

type Act = { who: number; what: number; at: number; to: number };
const someActs: fc.Arbitrary<Act[]> = fc.array(
  fc.record({ who: fc.nat(2), what: fc.nat(9), at: fc.nat(60), to: fc.nat(60) }),
  { maxLength: 25 },
);
const act = (editor: ReturnType<typeof open>, { what, at, to }: Act): void => {
  const { doc } = editor.state;
  const place = (n: number): number => {
    const { $head } = TextSelection.near(doc.resolve(n % (doc.content.size + 1)));
    // No key puts a caret into an emoji.
    return /[\ud800-\udbff]$/.test($head.parent.textContent.slice(0, $head.parentOffset)) ? $head.pos + 1 : $head.pos;
  };
  const [from, end] = [place(at), place(to)].sort((a, b) => a - b) as [number, number];
  editor.select(from, what === 2 || what === 4 ? end : from);
  const slice = new Slice(nodesOf([paragraph('p'), item('q')]), 1, 1);
  const doings: Command[] = [
    (state, dispatch) => (dispatch?.(state.tr.insertText('w')), true),
    (state, dispatch) => (dispatch?.(state.tr.insertText('😀\n')), true),
    (state, dispatch) => (dispatch?.(state.tr.deleteSelection()), true),
    splitBlock,
    toggleBold,
    deleteBack,
    setFormats({ kind: 'item', list: 'number' }),
    setFormats({ kind: 'heading', level: 2 }),
    indentBy(1),
    (state, dispatch) => (dispatch?.(state.tr.replaceSelection(slice)), true),
  ];
  editor.run(doings[what]!);
};

describe('three people at once', () => {
  const seats = () => {
    const doc = founded([paragraph('the first block'), item('an item'), paragraph('end')]);
    const docs = [doc, copyOf(doc), copyOf(doc)];
    tie(...docs);
    return docs.map((each) => open(each));
  };

  it('see the same, also one who composes meanwhile', () => {
    fc.assert(
      fc.property(someActs, fc.nat(24), fc.nat(24), (acts, from, to) => {
        const editors = seats();
        acts.forEach((each, k) => {
          editors[0]!.composing = k >= from && k < to;
          if (!editors[0]!.composing) editors[0]!.binding.composed();
          // An input method types and deletes; nothing else happens before it is done.
          act(editors[each.who]!, editors[0]!.composing && each.who === 0 ? { ...each, what: each.what % 3 } : each);
        });
        editors[0]!.composing = false;
        editors[0]!.binding.composed();
        for (const editor of editors) {
          expect(editor.agrees()).toBe(true);
          expect(editor.text.toJSON()).toBe(editors[0]!.text.toJSON());
        }
      }),
      {
        numRuns: 300,
        // Somebody composing joined a block that another had turned into a heading meanwhile: the heading came back over the item.
        examples: [
          [
            [
              { who: 0, what: 2, at: 4, to: 0 },
              { who: 1, what: 7, at: 0, to: 0 },
              { who: 0, what: 8, at: 45, to: 0 },
            ],
            0,
            3,
          ],
        ],
      },
    );
  });

  it('undo only what they did themselves', () => {
    fc.assert(
      fc.property(someActs, (acts) => {
        const editors = seats();
        const [me, ...others] = editors;
        const theirs = new Set<string>();
        acts.forEach((each, k) => {
          const letter = String.fromCharCode(0x4e00 + k);
          const editor = editors[each.who]!;
          editor.binding.undo.stopCapturing();
          const { doc } = editor.state;
          editor.type(letter, TextSelection.near(doc.resolve(each.at % (doc.content.size + 1))).head);
          if (each.who !== 0) theirs.add(letter);
          if (each.who === 0 && each.what > 6) me!.binding.undo.undo();
          if (each.who === 0 && each.what > 8) me!.binding.undo.redo();
        });
        while (me!.binding.undo.undoStack.length > 0) me!.binding.undo.undo();
        const left = me!.text.toJSON().replace(/[^\u4e00-\u9fff]/g, '');
        expect(new Set(left)).toEqual(theirs);
        expect(me!.text.toJSON().replace(/[\u4e00-\u9fff]/g, '')).toBe(
          ['', 'the first block', 'an item', 'end'].join(BLOCK_START),
        );
        for (const editor of [me!, ...others]) expect(editor.agrees()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
