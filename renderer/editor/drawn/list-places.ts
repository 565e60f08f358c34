import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { listInfo, type ListPlace } from '../../../domain/text/lists.ts';
import { formatsOf } from '../schema.ts';

/** What an item's view must know to draw its marker and to say where it stands. */
export type Placed = { place: ListPlace };
type State = { places: (ListPlace | null)[]; set: DecorationSet };
const key = new PluginKey<State>('list places');

const placesOf = (doc: Node): (ListPlace | null)[] => {
  const blocks: { kind: string; list: string; indent: number }[] = [];
  doc.forEach((node) => blocks.push(formatsOf(node)));
  return listInfo(blocks);
};
const same = (a: ListPlace | null | undefined, b: ListPlace | null | undefined): boolean =>
  a === b ||
  (!!a &&
    !!b &&
    a.marker === b.marker &&
    a.level === b.level &&
    a.position === b.position &&
    a.size === b.size &&
    a.list === b.list);

const draw = (doc: Node, places: (ListPlace | null)[]): State => {
  const drawn: Decoration[] = [];
  doc.forEach((node, position, index) => {
    const place = places[index];
    if (place) drawn.push(Decoration.node(position, position + node.nodeSize, {}, { place } satisfies Placed));
  });
  return { places, set: DecorationSet.create(doc, drawn) };
};

/** Numbers the items by decoration: nobody's list is renumbered in the text when somebody adds an item. */
export const listPlaces = (): Plugin<State> =>
  new Plugin<State>({
    key,
    state: {
      init: (_, { doc }) => draw(doc, placesOf(doc)),
      apply: (tr, old) => {
        if (!tr.docChanged) return old;
        const places = placesOf(tr.doc);
        const moved = places.length !== old.places.length || places.some((place, k) => !same(place, old.places[k]));
        return moved ? draw(tr.doc, places) : { places: old.places, set: old.set.map(tr.mapping, tr.doc) };
      },
    },
    props: { decorations: (state) => key.getState(state)?.set },
  });
