import * as Y from 'yjs';
import { briefParts, STEPS, variantTexts } from './rooms.ts';
import type { RoomKind } from './rooms.ts';
import { isMapId, stepValues, variantValues } from './values.ts';
import type { ValueRule } from './values.ts';

/** What a type is in the layout of `rooms.ts`. */
export type TypeRole = 'text' | 'steps' | 'step' | 'variants' | 'variant';
type KeyKind = { type: TypeRole } | { value: ValueRule<unknown> };

export const rolesOfRoot = (kind: RoomKind, root: string): TypeRole | null => {
  if (kind === 'copy') return root === STEPS ? 'steps' : null;
  return (briefParts as readonly string[]).includes(root) ? 'text' : null;
};

const kinds = (types: Record<string, TypeRole>, values: Record<string, ValueRule<unknown>>): Map<string, KeyKind> =>
  new Map<string, KeyKind>([
    ...Object.entries(types).map(([key, type]) => [key, { type }] as const),
    ...Object.entries(values).map(([key, value]) => [key, { value }] as const),
  ]);
const stepKeys = kinds({ variants: 'variants' }, stepValues);
const variantKeys = kinds(Object.fromEntries(variantTexts.map((text) => [text, 'text'])), variantValues);
const aStep: KeyKind = { type: 'step' };
const aVariant: KeyKind = { type: 'variant' };

/** What stands under a key of a map in this role; null for a key that the layout does not have. */
export const kindOfKey = (role: TypeRole, key: string): KeyKind | null => {
  if (role === 'steps') return isMapId(key) ? aStep : null;
  if (role === 'variants') return isMapId(key) ? aVariant : null;
  if (role === 'step') return stepKeys.get(key) ?? null;
  return role === 'variant' ? (variantKeys.get(key) ?? null) : null;
};

/** Exactly the class: `Y.XmlText` is a `Y.Text`, too. */
export const typeFits = (role: TypeRole, type: unknown): boolean =>
  Object.getPrototypeOf(type) === (role === 'text' ? Y.Text.prototype : Y.Map.prototype);
