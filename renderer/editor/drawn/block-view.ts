import type { Node } from '@tiptap/pm/model';
import type { Decoration, NodeView, NodeViewConstructor } from '@tiptap/pm/view';
import { blockTag, formatsOf } from '../schema.ts';
import type { Placed } from './list-places.ts';

/**
 * Draws a block. An item is a list around one list item; the list of the first item owns the items after it (`aria-owns`) and
 * their own lists are none, so that browsers tell assistive technology of one list with all its items. Plain `listitem`s
 * without a list lose their role, and a real `ul` around several blocks would be a node between the text and its characters.
 */
export const blockView =
  (prefix: string): NodeViewConstructor =>
  (node, _view, _position, decorations): NodeView => {
    const tag = blockTag(formatsOf(node));
    const dom = document.createElement(tag);
    const item = formatsOf(node).kind === 'item';
    const contentDOM = item ? dom.appendChild(document.createElement('div')) : dom;
    const draw = (drawn: Node, decorations: readonly Decoration[]): void => {
      dom.dataset['kind'] = formatsOf(drawn).kind;
      const place = decorations.map(({ spec }) => (spec as Partial<Placed>).place).find(Boolean);
      if (!item || !place) return;
      const id = (position: number): string => `${prefix}-${place.list}-${position}`;
      dom.setAttribute('role', place.position === 1 ? 'list' : 'presentation');
      dom.style.setProperty('--indent', String(formatsOf(drawn).indent));
      if (place.position === 1 && place.size > 1)
        dom.setAttribute('aria-owns', Array.from({ length: place.size - 1 }, (_, k) => id(k + 2)).join(' '));
      else dom.removeAttribute('aria-owns');
      contentDOM.id = id(place.position);
      contentDOM.setAttribute('role', 'listitem');
      contentDOM.setAttribute('aria-level', String(place.level));
      contentDOM.setAttribute('aria-posinset', String(place.position));
      contentDOM.setAttribute('aria-setsize', String(place.size));
      contentDOM.dataset['marker'] = place.marker;
    };
    draw(node, decorations);
    return {
      dom,
      contentDOM,
      ignoreMutation: (mutation) => mutation.type === 'attributes',
      update: (next, decorations) => {
        if (next.type !== node.type || blockTag(formatsOf(next)) !== tag) return false;
        if ((formatsOf(next).kind === 'item') !== item) return false;
        draw(next, decorations);
        return true;
      },
    };
  };
