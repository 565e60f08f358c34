/** What numbering needs of a block. */
export type Listed = { readonly kind: string; readonly list?: string; readonly indent?: number };
/** `list` is the same number for items of one list; `level` begins at 1, as assistive technology counts. */
export type ListPlace = { marker: string; level: number; position: number; size: number; list: number };

/**
 * Where each item stands in its list; null for other blocks. A block that is no item ends all lists, a shallower item ends the
 * deeper ones, and another kind of list at the same indent begins anew.
 */
export const listInfo = (blocks: readonly Listed[]): (ListPlace | null)[] => {
  const open: { kind: string; list: number }[] = [];
  const sizes: number[] = [];
  const places = blocks.map((block): ListPlace | null => {
    if (block.kind !== 'item') {
      open.length = 0;
      return null;
    }
    const kind = block.list === 'number' ? 'number' : 'bullet';
    const indent = block.indent ?? 0;
    open.length = Math.min(open.length, indent + 1);
    let at = open[indent];
    if (at?.kind !== kind) {
      at = { kind, list: sizes.push(0) - 1 };
      open[indent] = at;
    }
    const position = (sizes[at.list]! += 1);
    const marker = kind === 'number' ? `${position}.` : '•';
    return { marker, level: indent + 1, position, size: 0, list: at.list };
  });
  for (const place of places) if (place) place.size = sizes[place.list]!;
  return places;
};
