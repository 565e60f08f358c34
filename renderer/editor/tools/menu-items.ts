import type { Command } from '@tiptap/pm/state';
import { writeTag } from '../../../domain/text/tags.ts';
import type { EditorProps } from '../contract.ts';
import type { MenuQuery } from '../menu-query.ts';
import { blockKinds } from './block-kinds.ts';

/** One line of the menu, and what it makes of the text. */
export type MenuItem = { label: string; hint: string; take: Command };

/** What completes the words, those that begin with it first. */
export const itemsFor = (query: MenuQuery, fields: EditorProps['mergeFields']): MenuItem[] =>
  (query.of === 'field' ? fieldItems(query, fields) : kindItems(query))
    .filter(({ label }) => label.toLowerCase().includes(query.words))
    .toSorted((a, b) => Number(beginsWith(b, query)) - Number(beginsWith(a, query)));

const beginsWith = ({ label }: MenuItem, { words }: MenuQuery): boolean => label.toLowerCase().startsWith(words);

const fieldItems = ({ from, to }: MenuQuery, fields: EditorProps['mergeFields']): MenuItem[] =>
  fields.map((field) => ({
    label: field.name,
    hint: field.fallback,
    take: (state, dispatch) => {
      dispatch?.(state.tr.insertText(writeTag(field), from, to).scrollIntoView());
      return true;
    },
  }));

const kindItems = ({ from, to }: MenuQuery): MenuItem[] =>
  blockKinds.map(({ label, kbd, formats }) => ({
    label,
    hint: kbd.length > 3 ? '' : kbd,
    take: (state, dispatch) => {
      const { tr } = state;
      for (const [name, value] of Object.entries(formats)) tr.setNodeAttribute(from - 1, name, value);
      dispatch?.(tr.delete(from, to).scrollIntoView());
      return true;
    },
  }));

/** The element of one item in the menu of an editor. */
export const optionId = (id: string, index: number): string => `${id}-item-${index}`;
