import type { KeyboardEvent } from 'react';

const steps = {
  vertical: { ArrowDown: 1, ArrowUp: -1 },
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
} as const;

/**
 * Moves the focus among the parts of one widget: arrows, Home, End, and a letter to the next part that begins with it. Returns the
 * part that has the focus then; null where the key was for something else.
 */
export const move = (
  event: KeyboardEvent<HTMLElement>,
  parts: string,
  along: keyof typeof steps,
  typing = along === 'vertical',
): HTMLElement | null => {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(parts)];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const by: number | undefined = (steps[along] as Record<string, number>)[event.key];
  const letter = event.key.toLocaleLowerCase();
  const next =
    by !== undefined
      ? all[(at + by + all.length) % all.length]
      : event.key === 'Home'
        ? all[0]
        : event.key === 'End'
          ? all.at(-1)
          : typing && event.key.length === 1 && event.key !== ' '
            ? [...all.slice(at + 1), ...all.slice(0, at + 1)].find((each) =>
                each.textContent.trim().toLocaleLowerCase().startsWith(letter),
              )
            : undefined;
  if (!next) return null;
  event.preventDefault();
  next.focus();
  return next;
};
