import { undoInputRule } from '@tiptap/pm/inputrules';
import { keymap } from '@tiptap/pm/keymap';
import { baseKeymap, chainCommands, deleteSelection } from '@tiptap/pm/commands';
import { Plugin, type Command, type Selection } from '@tiptap/pm/state';
import type { TextBinding } from './binding/text-binding.ts';
import {
  breakLine,
  deleteBack,
  deleteForward,
  indentBy,
  setFormats,
  splitBlock,
  toggleBold,
  toggleFormats,
  toggleItalic,
} from './commands.ts';
import { chipKeys } from './drawn/chips.ts';

/** What keys ask of whoever holds the editor. */
export type Asks = {
  editable: () => boolean;
  leave: (direction: 'next' | 'previous') => boolean;
  comment: (selection: Selection) => void;
  link: () => void;
  tools: () => boolean;
};

const undoKeys = (binding: TextBinding): Record<string, Command> => {
  const undo: Command = () => {
    binding.undo.undo();
    return true;
  };
  const redo: Command = () => {
    binding.undo.redo();
    return true;
  };
  return { 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo };
};

/** A writer's keys. `Tab` indents in items only, and only until Escape was pressed: nobody is caught in the text. */
const copyKeys: Record<string, Command> = {
  Enter: splitBlock,
  'Shift-Enter': breakLine,
  'Mod-Enter': breakLine,
  Tab: indentBy(1),
  'Shift-Tab': indentBy(-1),
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
  /** Everything that writes stands still while the text may only be read. */
  const writing = (bound: Record<string, Command>): Record<string, Command> =>
    Object.fromEntries(
      Object.entries(bound).map(([key, command]) => [
        key,
        (state, dispatch, view) => asks.editable() && command(state, dispatch, view),
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
  const always: Record<string, Command> = {
    ...moves,
    Escape: leave,
    'Ctrl-Alt-m': (state) => {
      asks.comment(state.selection);
      return true;
    },
    'Alt-F10': () => asks.tools(),
    ArrowDown: edge(asks, 'next'),
    ArrowUp: edge(asks, 'previous'),
  };
  const lineKeys: Record<string, Command> = {
    Enter: () => asks.leave('next') || true,
    'Shift-Enter': () => true,
    'Mod-Enter': () => true,
    Backspace: chipKeys['Backspace']!,
    Delete: chipKeys['Delete']!,
  };
  const copy = {
    ...copyKeys,
    Tab: untilLeft(copyKeys['Tab']!),
    'Shift-Tab': untilLeft(copyKeys['Shift-Tab']!),
    'Mod-k': (() => {
      asks.link();
      return true;
    }) satisfies Command,
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
    keymap(always),
    keymap(writing({ ...undoKeys(binding), ...(mode === 'copy' ? copy : lineKeys) })),
    keymap({ 'Mod-a': selectAll! }),
    cameBack,
  ];
};
