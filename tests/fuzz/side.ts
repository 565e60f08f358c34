import type { EditorState, Command } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import type { Node } from '@tiptap/pm/model';
import type * as Y from 'yjs';
import type { Dice, Words } from './dice.ts';

/** One of the two editors of a trial. */
export type Side = {
  readonly state: EditorState;
  run: (command: Command) => boolean;
  undoManager: () => Y.UndoManager;
  /** Whether the editor shows exactly what the Yjs types hold. */
  agrees: () => boolean;
  close: () => void;
};

/** What an editor is made of: its commands for the same gestures. */
export type Kit = {
  name: string;
  found: (doc: Y.Doc, words: Words) => void;
  open: (doc: Y.Doc) => Side;
  gestures: {
    split: Command;
    join: Command;
    heading: (level: 1 | 2 | 3) => Command;
    quote: Command;
    list: (list: 'bullet' | 'number') => Command;
    indent: (by: 1 | -1) => Command;
    mark: (name: 'bold' | 'italic') => Command;
    link: Command;
    lineBreak: Command;
    tag: (name: string) => Command;
    paste: (words: string[]) => Command;
  };
};

/** All that a reader sees, blocks parted by U+2029. */
export const visible = (doc: Node): string => {
  const blocks: string[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    let words = '';
    node.forEach((inner) => {
      words += inner.isText ? inner.text! : inner.type.name === 'tag' ? `{{${String(inner.attrs['name'])}}}` : '\n';
    });
    blocks.push(words);
    return false;
  });
  return blocks.join('\u2029');
};

const textblocks = (doc: Node): { node: Node; position: number }[] => {
  const found: { node: Node; position: number }[] = [];
  doc.descendants((node, position) => {
    if (node.isTextblock) found.push({ node, position });
    return !node.isTextblock;
  });
  return found;
};
const TAG = /\{\{[^{}\n]*\}\}/g;

/** A place between words (or anywhere, but never in a merge tag) of some block. */
const place = (dice: Dice, node: Node, anywhere: boolean): number => {
  const text = node.textBetween(0, node.content.size, '', '\ufffc');
  const tags = Array.from(text.matchAll(TAG), (found) => [found.index, found.index + found[0].length] as const);
  const places: number[] = [];
  for (let at = 0; at <= text.length; at += 1)
    if (!tags.some(([from, to]) => from < at && at < to))
      if (anywhere || at === 0 || at === text.length || text[at] === ' ') places.push(at);
  return dice.pick(places);
};
const select = (side: Side, from: number, to = from): void =>
  void side.run((state, dispatch) => {
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    return true;
  });
const caret = (side: Side, dice: Dice, anywhere = false): void => {
  const { node, position } = dice.pick(textblocks(side.state.doc));
  select(side, position + 1 + place(dice, node, anywhere));
};
const range = (side: Side, dice: Dice): void => {
  const { node, position } = dice.pick(textblocks(side.state.doc));
  const [from, to] = [place(dice, node, false), place(dice, node, false)].sort((a, b) => a - b) as [number, number];
  const end = Math.min(to, from + 12);
  const inTag = Array.from(node.textContent.matchAll(TAG)).some(
    ({ index, 0: tag }) => index < end && end < index + tag.length,
  );
  select(side, position + 1 + from, position + 1 + (inTag ? from : end));
};
const insert =
  (text: string): Command =>
  (state, dispatch) => {
    const words = state.selection.$from.parentOffset > 0 ? ` ${text}` : `${text} `;
    dispatch?.(state.tr.insertText(words));
    return true;
  };

type Operation = (side: Side, kit: Kit, dice: Dice, words: Words) => void;

/** What a person does: each sets its own selection first. */
export const operations = {
  type: (side, _kit, dice, words) => {
    caret(side, dice);
    side.run(insert(words.word()));
  },
  delete: (side, _kit, dice) => {
    range(side, dice);
    side.run((state, dispatch) => {
      dispatch?.(state.tr.deleteSelection());
      return true;
    });
  },
  split: (side, kit, dice) => {
    caret(side, dice, dice.chance(0.3));
    side.run(kit.gestures.split);
  },
  join: (side, kit, dice) => {
    const blocks = textblocks(side.state.doc);
    if (blocks.length < 2) return;
    select(side, blocks[1 + dice.upTo(blocks.length - 1)]!.position + 1);
    // An inner item moves out first, a heading becomes a paragraph.
    for (let tries = 0; tries < 8 && textblocks(side.state.doc).length === blocks.length; tries += 1)
      if (!side.run(kit.gestures.join)) break;
  },
  kind: (side, kit, dice) => {
    caret(side, dice);
    side.run(kit.gestures.heading((1 + dice.upTo(3)) as 1 | 2 | 3));
  },
  quote: (side, kit, dice) => {
    caret(side, dice);
    side.run(kit.gestures.quote);
  },
  list: (side, kit, dice) => {
    caret(side, dice);
    side.run(kit.gestures.list(dice.pick(['bullet', 'number'])));
  },
  indent: (side, kit, dice) => {
    caret(side, dice);
    side.run(kit.gestures.indent(dice.pick([1, -1])));
  },
  mark: (side, kit, dice) => {
    range(side, dice);
    side.run(kit.gestures.mark(dice.pick(['bold', 'italic'])));
  },
  link: (side, kit, dice) => {
    range(side, dice);
    side.run(kit.gestures.link);
  },
  tagIn: (side, kit, dice, words) => {
    caret(side, dice);
    side.run(kit.gestures.tag(words.letter()));
  },
  tagOut: (side, _kit, dice) => {
    const tags: { from: number; to: number }[] = [];
    for (const { node, position } of textblocks(side.state.doc)) {
      for (const found of node.textContent.matchAll(TAG))
        tags.push({ from: position + 1 + found.index, to: position + 1 + found.index + found[0].length });
      node.forEach((inner, offset) => {
        if (inner.type.name === 'tag') tags.push({ from: position + 1 + offset, to: position + 2 + offset });
      });
    }
    if (tags.length === 0) return;
    const { from, to } = dice.pick(tags);
    side.run((state, dispatch) => {
      dispatch?.(state.tr.delete(from, to));
      return true;
    });
  },
  lineBreak: (side, kit, dice) => {
    caret(side, dice);
    side.run(kit.gestures.lineBreak);
  },
  paste: (side, kit, dice, words) => {
    caret(side, dice);
    side.run(kit.gestures.paste(Array.from({ length: 1 + dice.upTo(2) }, () => ` ${words.word()} ${words.word()}`)));
  },
  undo: (side) => void side.undoManager().undo(),
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as OperationName[];
export const operate = (name: OperationName, side: Side, kit: Kit, dice: Dice, words: Words): void => {
  // One undo takes back one operation.
  side.undoManager().stopCapturing();
  operations[name](side, kit, dice, words);
};
