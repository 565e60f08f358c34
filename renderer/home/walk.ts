/**
 * Moves the focus from campaign to campaign. Up and down go through a column, left and right to the same height in the column
 * beside it. In a list, where everything is one column, left and right do nothing.
 */
export const walk = (within: ParentNode, where: 'up' | 'down' | 'left' | 'right'): void => {
  const columns = [...within.querySelectorAll<HTMLElement>('[data-column]')]
    .map((column) => [...column.querySelectorAll<HTMLElement>('[data-campaign]')])
    .filter((column) => column.length > 0);
  const all = columns.flat();
  const now = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1;
  if (now < 0) {
    (where === 'up' ? all.at(-1) : all[0])?.focus();
    return;
  }
  if (where === 'up' || where === 'down') {
    all[now + (where === 'down' ? 1 : -1)]?.focus();
    return;
  }
  const here = columns.findIndex((column) => column.includes(all[now]!));
  const height = columns[here]!.indexOf(all[now]!);
  const beside = columns[here + (where === 'right' ? 1 : -1)];
  beside?.[Math.min(height, beside.length - 1)]?.focus();
};
