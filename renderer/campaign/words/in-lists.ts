import type { Block } from '../../../domain/text/block.ts';

type Shape = Block extends infer One ? (One extends Block ? Omit<One, 'runs'> : never) : never;
export type Listed<T> = { list: 'bullet' | 'number' | null; members: T[] };

/** Items that follow each other in one kind of list stand in one list; everything else by itself. */
export const inLists = <T>(blocks: readonly T[], shapeOf: (block: T) => Shape): Listed<T>[] => {
  const groups: Listed<T>[] = [];
  for (const block of blocks) {
    const shape = shapeOf(block);
    const list = shape.kind === 'item' ? shape.list : null;
    const last = groups.at(-1);
    if (last?.list === list) last.members.push(block);
    else groups.push({ list, members: [block] });
  }
  return groups;
};
