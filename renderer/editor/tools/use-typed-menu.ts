import { useMemo, useState } from 'react';
import type { EditorView } from '@tiptap/pm/view';
import type { EditorProps } from '../contract.ts';
import type { MenuKeys, MenuQuery } from '../menu-query.ts';
import { itemsFor, type MenuItem } from './menu-items.ts';

export type ShownMenu = {
  query: MenuQuery;
  active: number;
  items: MenuItem[];
  place: { left: number; top: number; bottom: number };
};

/** The state of the menu for what is being typed, outside React's rendering too: keys are answered before React draws. */
export class TypedMenuState implements MenuKeys {
  #now: ShownMenu | null = null;
  readonly #fields: () => EditorProps['mergeFields'];
  readonly #show: (menu: ShownMenu | null) => void;

  constructor(fields: () => EditorProps['mergeFields'], show: (menu: ShownMenu | null) => void) {
    this.#fields = fields;
    this.#show = show;
  }

  asks(view: EditorView, query: MenuQuery | null): void {
    const items = query ? itemsFor(query, this.#fields()) : [];
    // A slash is a character like others; a field that is not known is worth a word.
    if (!query || (query.of === 'kind' && items.length === 0)) return this.#set(null);
    const same = this.#now?.query.words === query.words;
    this.#set({ query, items, active: same ? this.#now!.active : 0, place: view.coordsAtPos(query.from) });
  }

  key(view: EditorView, key: string): boolean {
    const now = this.#now;
    if (!now) return false;
    const { items, active } = now;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const count = Math.max(1, items.length);
      this.#set({ ...now, active: (active + (key === 'ArrowDown' ? 1 : count - 1)) % count });
      return true;
    }
    const item = items[active];
    if ((key !== 'Enter' && key !== 'Tab') || !item) return false;
    this.pick(view, item);
    return true;
  }

  pick(view: EditorView, item: MenuItem): void {
    if (!this.#now) return;
    this.#set(null);
    item.take(view.state, view.dispatch);
    view.focus();
  }

  #set(menu: ShownMenu | null): void {
    this.#now = menu;
    this.#show(menu);
  }
}

export const useTypedMenu = (fields: () => EditorProps['mergeFields']) => {
  const [shown, setShown] = useState<ShownMenu | null>(null);
  const menu = useMemo(() => new TypedMenuState(fields, setShown), [fields]);
  return { menu, shown };
};
