import { getSchema, Node } from '@tiptap/core';
import { chainCommands, joinBackward, lift, setBlockType, splitBlock, toggleMark, wrapIn } from '@tiptap/pm/commands';
import { Fragment, Slice, type Node as Doc, type NodeType } from '@tiptap/pm/model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list';
import { EditorState, type Command, type Plugin, type PluginView, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { StarterKit } from '@tiptap/starter-kit';
import { ySyncPlugin, yUndoPlugin, yUndoPluginKey, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import type { Kit, Side } from './side.ts';

const Tag = Node.create({
  name: 'tag',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ name: { default: '' } }),
  renderHTML: () => ['span'],
});
const schema = getSchema([StarterKit.configure({ undoRedo: false, trailingNode: false }), Tag]);
const type = (name: string): NodeType => schema.nodes[name]!;
const ROOT = 'default';

/** Tiptap as it comes, with its own binding and undo, on a view without a screen: what ours is measured against. */
export const stockKit: Kit = {
  name: 'stock Tiptap',
  found: (doc, words) => {
    const side = stockKit.open(doc);
    const sentence = (): string => Array.from({ length: 6 }, () => words.word()).join(' ');
    const plain = (): Doc => type('paragraph').create(null, schema.text(sentence()));
    const tagged = (): Doc =>
      type('paragraph').create(null, [schema.text(`${sentence()} `), type('tag').create({ name: words.letter() })]);
    const item = (inner: Doc): Doc => type('listItem').create(null, inner);
    side.run((state, dispatch) => {
      const list = type('bulletList').create(null, [item(plain()), item(tagged())]);
      dispatch?.(state.tr.replaceWith(0, state.doc.content.size, [tagged(), plain(), list, plain()]));
      return true;
    });
    side.close();
  },
  open: (doc) => {
    const fragment = doc.getXmlFragment(ROOT);
    const views: PluginView[] = [];
    // What the plugins need of a view.
    const view = {
      state: EditorState.create({ schema, plugins: [ySyncPlugin(fragment), yUndoPlugin()] as Plugin[] }),
      hasFocus: () => false,
      dispatch: (tr: Transaction) => {
        const before = view.state;
        view.state = before.apply(tr);
        for (const one of views) one.update?.(view as unknown as EditorView, before);
      },
    };
    for (const plugin of view.state.plugins)
      if (plugin.spec.view) views.push(plugin.spec.view(view as unknown as EditorView));
    const side: Side = {
      get state() {
        return view.state;
      },
      run: (command) => command(view.state, view.dispatch),
      undoManager: () => (yUndoPluginKey.getState(view.state) as { undoManager: Y.UndoManager }).undoManager,
      agrees: () => yXmlFragmentToProseMirrorRootNode(fragment, schema).eq(view.state.doc),
      close: () => {
        for (const one of views) one.destroy?.();
      },
    };
    return side;
  },
  gestures: {
    split: chainCommands(splitListItem(type('listItem')), splitBlock),
    join: joinBackward,
    heading: (level) => (state, dispatch) =>
      state.selection.$from.parent.type === type('heading')
        ? setBlockType(type('paragraph'))(state, dispatch)
        : setBlockType(type('heading'), { level })(state, dispatch),
    quote: chainCommands(
      (state, dispatch) =>
        state.selection.$from.node(-1)?.type === type('blockquote') ? lift(state, dispatch) : false,
      wrapIn(type('blockquote')),
    ),
    list: (list) =>
      chainCommands(liftListItem(type('listItem')), wrapInList(type(list === 'bullet' ? 'bulletList' : 'orderedList'))),
    indent: (by) =>
      chainCommands(
        by === 1 ? sinkListItem(type('listItem')) : liftListItem(type('listItem')),
        wrapInList(type('bulletList')),
      ),
    mark: (name) => toggleMark(schema.marks[name]!),
    link: toggleMark(schema.marks['link']!, { href: 'https://example.org/page' }),
    lineBreak: insertNode(() => type('hardBreak').create()),
    tag: (name) => insertNode(() => type('tag').create({ name })),
    paste: (words) => (state, dispatch) => {
      const blocks = words.map((text) => type('paragraph').create(null, schema.text(text)));
      dispatch?.(state.tr.replaceSelection(new Slice(Fragment.from(blocks), 1, 1)));
      return true;
    },
  },
};

function insertNode(make: () => Doc): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(make()));
    return true;
  };
}
