import { undoInputRule } from '@tiptap/pm/inputrules';
import { keymap } from '@tiptap/pm/keymap';
import { baseKeymap, chainCommands, deleteSelection } from '@tiptap/pm/commands';
import { Plugin, type Command, type Selection } from '@tiptap/pm/state';
import type { TextBinding } from './binding/text-binding.ts';
import type { Remark } from './contract.ts';
import {
  breakLine,
  deleteBack,
  deleteForward,
  linkAround,
  setFormats,
  splitBlock,
  tabIndents,
  toggleBold,
  toggleFormats,
  toggleItalic,
} from './commands.ts';
import { chipKeys } from './drawn/chips.ts';

/** What keys ask of whoever holds the editor. */
export type Asks = {
  editable: () => boolean;
  /** A key that writes was pressed in a text that may only be read. */
  refused: () => void;
  leave: (direction: 'next' | 'previous') => boolean;
  remark: (selection: Selection, remark: Remark) => void;
  link: () => void;
  tools: () => boolean;
};

const undoKeys = (binding: TextBinding, editable: () => boolean): Record<string, Command> => {
  const undo: Command = () => {
    if (editable()) binding.undo.undo();
    return true;
  };
  const redo: Command = () => {
    if (editable()) binding.undo.redo();
    return true;
  };
  return { 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo };
};

/** A writer's keys. `Tab` indents at the start of an item, and only until Escape was pressed: nobody is caught in the text. */
const copyKeys: Record<string, Command> = {
  Enter: splitBlock,
  'Shift-Enter': breakLine,
  'Mod-Enter': breakLine,
  Tab: tabIndents(1),
  'Shift-Tab': tabIndents(-1),
  Backspace: chainCommands(undoInputRule, deleteSelection, chipKeys['Backspace']!, deleteBack),
  'Mod-Backspace': chainCommands(deleteSelection, deleteBack),
  Delete: chainCommands(deleteSelection, chipKeys['Delete']!, deleteForward),
  'Mod-b': toggleBold,
  'Mod-i': toggleItalic,
  'Mod-Alt-0': setFormats({ kind: 'paragraph' }),
  'Mod-Alt-1': toggleFormats({ kind: 'heading', level: 1 }),
  'Mod-Alt-2': toggleFormats({ kind: 'heading', level: 2 }),
  'Mod-Alt-3': toggleFormats({ kind: 'heading', level: 3 }),
  'Mod-Shift-7': toggleFormats({ kind: 'item', list: 'number' }),
  'Mod-Shift-8': toggleFormats({ kind: 'item', list: 'bullet' }),
  'Mod-Shift-9': toggleFormats({ kind: 'quote' }),
};

const moves: Record<string, Command> = Object.fromEntries(
  Object.entries(chipKeys).filter(([key]) => key.includes('Arrow')),
);

const edge =
  (asks: Asks, direction: 'next' | 'previous'): Command =>
  ({ selection, doc }, _dispatch, view) => {
    const way = direction === 'next' ? 'down' : 'up';
    const outermost = selection.$head.index(0) === (direction === 'next' ? doc.childCount - 1 : 0);
    return selection.empty && outermost && view?.endOfTextblock(way) === true && asks.leave(direction);
  };

export const keys = (mode: 'copy' | 'line', binding: TextBinding, asks: Asks): Plugin[] => {
  /** Everything that writes stands still while the text may only be read, and says so; but Tab goes on to the next thing. */
  const writing = (bound: Record<string, Command>): Record<string, Command> =>
    Object.fromEntries(
      Object.entries(bound).map(([key, command]): [string, Command] => [
        key,
        (state, dispatch, view) => {
          if (asks.editable()) return command(state, dispatch, view);
          if (key.endsWith('Tab')) return false;
          if (dispatch) asks.refused();
          return true;
        },
      ]),
    );
  let leaving = false;
  const leave: Command = (_state, _dispatch, view) => {
    leaving = true;
    view?.dom.blur();
    return true;
  };
  const untilLeft =
    (command: Command): Command =>
    (state, dispatch, view) => {
      if (leaving) return false;
      return command(state, dispatch, view);
    };
  // With nothing selected, or nothing to be written, the key is the page's: it opens the search.
  const link: Command = (state) => {
    if (mode === 'line' || !asks.editable() || (state.selection.empty && !linkAround(state))) return false;
    asks.link();
    return true;
  };
  const always: Record<string, Command> = {
    ...moves,
    Escape: leave,
    'Mod-k': link,
    'Ctrl-Alt-m': (state) => {
      asks.remark(state.selection, 'comment');
      return true;
    },
    'Alt-F10': () => asks.tools(),
    ArrowDown: edge(asks, 'next'),
    ArrowUp: edge(asks, 'previous'),
  };
  const stay: Record<string, Command> = {
    Enter: () => asks.leave('next') || true,
    'Shift-Enter': () => true,
    'Mod-Enter': () => true,
  };
  const lineKeys: Record<string, Command> = {
    Backspace: chipKeys['Backspace']!,
    Delete: chipKeys['Delete']!,
  };
  const copy = {
    ...copyKeys,
    Tab: untilLeft(copyKeys['Tab']!),
    'Shift-Tab': untilLeft(copyKeys['Shift-Tab']!),
  };
  const cameBack = new Plugin({
    props: {
      handleDOMEvents: {
        focus: () => {
          leaving = false;
          return false;
        },
      },
    },
  });
  // Of the base keys only the one that is not about blocks: the others would lift, join and split in their own way.
  const { 'Mod-a': selectAll } = baseKeymap;
  return [
    keymap(mode === 'copy' ? always : { ...always, ...stay }),
    keymap(undoKeys(binding, asks.editable)),
    keymap(writing(mode === 'copy' ? copy : lineKeys)),
    keymap({ 'Mod-a': selectAll! }),
    cameBack,
  ];
};
