import { Slice } from '@tiptap/pm/model';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import { writeBlocks } from '../../domain/text/write.ts';
import type { Block } from '../../domain/text/block.ts';
import { TextBinding } from '../../renderer/editor/binding/text-binding.ts';
import {
  breakLine,
  deleteBack,
  indentBy,
  setFormats,
  setLink,
  splitBlock,
  toggleBold,
  toggleFormats,
  toggleItalic,
} from '../../renderer/editor/commands.ts';
import { nodesOf } from '../../renderer/editor/schema.ts';
import type { Kit, Side } from './side.ts';

const TEXT = 'offer';

/** Our editor without a screen: the same state, commands and binding. */
export const ourKit: Kit = {
  name: 'ours',
  found: (doc, words) => {
    const sentence = (): string => Array.from({ length: 6 }, () => words.word()).join(' ');
    const tagged = (): string => `${sentence()} {{${words.letter()}}}`;
    const item = (text: string): Block => ({ kind: 'item', list: 'bullet', indent: 0, runs: [{ text }] });
    writeBlocks(doc.getText(TEXT), [
      { kind: 'paragraph', runs: [{ text: tagged() }] },
      { kind: 'paragraph', runs: [{ text: sentence() }] },
      item(sentence()),
      item(tagged()),
      { kind: 'paragraph', runs: [{ text: sentence() }] },
    ]);
  },
  open: (doc) => {
    const binding = new TextBinding(doc.getText(TEXT), 'copy');
    let state = EditorState.create({ doc: binding.doc() });
    const show = (tr: Transaction): void => {
      state = state.apply(tr);
    };
    binding.attach({
      get state() {
        return state;
      },
      composing: false,
      show,
    });
    const side: Side = {
      get state() {
        return state;
      },
      run: (command) =>
        command(state, (tr) => {
          const applied = state.applyTransaction(tr);
          binding.write(applied.transactions);
          state = applied.state;
        }),
      undoManager: () => binding.undo,
      agrees: () => state.doc.eq(binding.doc()),
      close: () => binding.destroy(),
    };
    return side;
  },
  gestures: {
    split: splitBlock,
    join: deleteBack,
    heading: (level) => toggleFormats({ kind: 'heading', level }),
    quote: toggleFormats({ kind: 'quote' }),
    list: (list) => toggleFormats({ kind: 'item', list }),
    indent: (by) => (state, dispatch) =>
      indentBy(by)(state, dispatch) || setFormats({ kind: 'item', list: 'bullet' })(state, dispatch),
    mark: (name) => (name === 'bold' ? toggleBold : toggleItalic),
    // With nothing selected it would put in the address, whose letters are no token of their own.
    link: (state, dispatch) => !state.selection.empty && setLink('https://example.org/page')(state, dispatch),
    lineBreak: breakLine,
    tag: (name) => (state, dispatch) => {
      dispatch?.(state.tr.insertText(`{{${name}}}`));
      return true;
    },
    paste: (words) => (state, dispatch) => {
      const blocks = words.map((text): Block => ({ kind: 'paragraph', runs: [{ text }] }));
      dispatch?.(state.tr.replaceSelection(new Slice(nodesOf(blocks), 1, 1)));
      return true;
    },
  },
};
