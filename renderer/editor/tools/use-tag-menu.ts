import { useMemo, useState } from 'react';
import type { EditorView } from '@tiptap/pm/view';
import { writeTag } from '../../../domain/text/tags.ts';
import type { TagMenuKeys, TagQuery } from '../tag-query.ts';
import { matchingFields, type Field } from './matching-fields.ts';

export type ShownMenu = {
  query: TagQuery;
  active: number;
  fields: Field[];
  place: { left: number; top: number; bottom: number };
};

/** The state of the merge-field menu, outside React's rendering too: keys are answered before React draws. */
export class TagMenuState implements TagMenuKeys {
  #now: ShownMenu | null = null;
  readonly #fields: () => readonly Field[];
  readonly #show: (menu: ShownMenu | null) => void;

  constructor(fields: () => readonly Field[], show: (menu: ShownMenu | null) => void) {
    this.#fields = fields;
    this.#show = show;
  }

  asks(view: EditorView, query: TagQuery | null): void {
    const fields = query ? matchingFields(this.#fields(), query.words) : [];
    if (!query) return this.#set(null);
    const same = this.#now?.query.words === query.words;
    this.#set({ query, fields, active: same ? this.#now!.active : 0, place: view.coordsAtPos(query.from) });
  }

  key(view: EditorView, key: string): boolean {
    const now = this.#now;
    if (!now) return false;
    const { fields, active } = now;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const count = Math.max(1, fields.length);
      this.#set({ ...now, active: (active + (key === 'ArrowDown' ? 1 : count - 1)) % count });
      return true;
    }
    const field = fields[active];
    if ((key !== 'Enter' && key !== 'Tab') || !field) return false;
    this.pick(view, field);
    return true;
  }

  pick(view: EditorView, field: Field): void {
    const now = this.#now;
    if (!now) return;
    this.#set(null);
    view.dispatch(view.state.tr.insertText(writeTag(field), now.query.from, now.query.to).scrollIntoView());
    view.focus();
  }

  #set(menu: ShownMenu | null): void {
    this.#now = menu;
    this.#show(menu);
  }
}

export const useTagMenu = (fields: () => readonly Field[]) => {
  const [shown, setShown] = useState<ShownMenu | null>(null);
  const menu = useMemo(() => new TagMenuState(fields, setShown), [fields]);
  return { menu, shown };
};
