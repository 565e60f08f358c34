import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { TextBinding } from '../binding/text-binding.ts';
import { writtenBy } from '../binding/written-by.ts';
import type { Writer, WriterOf } from '../contract.ts';

const key = new PluginKey<DecorationSet>('writers');
type Meta = { of: WriterOf | null };

/** Words underlined in their writer's own line and colour, and writers named in the margin wherever they are others than above. */
const draw = (doc: Node, binding: TextBinding, of: WriterOf): DecorationSet => {
  const drawn: Decoration[] = [];
  const runs = writtenBy(binding.text);
  const words = binding.text.toJSON();
  let [run, position, said] = [0, 0, ''];
  doc.forEach((block) => {
    const [start, end] = [position + 1, position + 1 + block.content.size];
    const [from, to] = [binding.indexAt(start, doc), binding.indexAt(end, doc)];
    const names = new Map<string, Writer>();
    while (run > 0 && runs[run]!.from > from) run -= 1;
    while (runs[run] && runs[run]!.to <= from) run += 1;
    for (let each = runs[run]; each && each.from < to; each = runs[(run += 1)]) {
      const writer = of(each.client, words.slice(each.from, each.to));
      names.set(writer.name, writer);
      drawn.push(
        Decoration.inline(
          start + Math.max(each.from, from) - from,
          start + Math.min(each.to, to) - from,
          { 'data-written-by': String(writer.hue), 'data-line': String(writer.line), title: writer.name },
          { inclusiveEnd: false },
        ),
      );
      if (each.to > to) break;
    }
    const all = [...names.keys()].join(', ');
    if (all !== '' && all !== said)
      drawn.push(Decoration.node(position, position + block.nodeSize, { 'data-writers': all }));
    if (all !== '') said = all;
    position += block.nodeSize;
  });
  return DecorationSet.create(doc, drawn);
};

/** Who wrote what, while somebody wants to see it; it costs nothing while nobody does, and is drawn anew once writing rests. */
export const writers = (binding: TextBinding, latest: () => WriterOf | null): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => (latest() === null ? DecorationSet.empty : draw(doc, binding, latest()!)),
      apply: (tr, old) => {
        const meta = tr.getMeta(key) as Meta | undefined;
        if (meta) return meta.of === null ? DecorationSet.empty : draw(tr.doc, binding, meta.of);
        return tr.docChanged && old !== DecorationSet.empty ? old.map(tr.mapping, tr.doc) : old;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      return {
        update: (view: EditorView, before: EditorState) => {
          if (view.state.doc === before.doc || latest() === null) return;
          clearTimeout(timer);
          timer = setTimeout(() => {
            if (!view.isDestroyed && !view.composing) showWriters(view, latest());
          }, 250);
        },
        destroy: () => {
          clearTimeout(timer);
        },
      };
    },
  });

export const showWriters = (view: EditorView, of: WriterOf | null): void => {
  view.dispatch(view.state.tr.setMeta(key, { of } satisfies Meta).setMeta('addToHistory', false));
};
