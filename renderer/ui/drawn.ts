import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';

/** What a test before drew and left: its listeners on the window would answer keys meant for the next. */
let left: Root | null = null;

/** For tests: draws into a fresh body and returns how to look, draw again and take it away. */
export const drawn = async (node: ReactNode) => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const before = left;
  if (before)
    await act(async () => {
      before.unmount();
    });
  document.body.replaceChildren();
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  left = root;
  await act(async () => {
    root.render(node);
  });
  return {
    again: (next: ReactNode) =>
      act(async () => {
        root.render(next);
      }),
    remove: () =>
      act(async () => {
        root.unmount();
        if (left === root) left = null;
      }),
    /** The first button or link whose words or label contain `words`; throws with what there is. */
    pressable: (words: string): HTMLElement => {
      const all = [...document.querySelectorAll<HTMLElement>('button, a, [role=option], [role=menuitem]')];
      const named = all.find((each) => `${each.getAttribute('aria-label') ?? ''} ${each.textContent}`.includes(words));
      if (!named)
        throw new Error(`nothing called “${words}” among: ${all.map((each) => each.textContent).join(' | ')}`);
      return named;
    },
    click: (element: HTMLElement) =>
      act(async () => {
        element.click();
      }),
    /** Looks again until something holds, as what is fetched later is drawn later; the test's own timeout ends it. */
    until: async (holds: () => boolean) => {
      while (!holds())
        await act(async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
        });
    },
    key: (key: string, more: KeyboardEventInit = {}) =>
      act(async () => {
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
        );
      }),
    type: (input: HTMLInputElement | HTMLTextAreaElement, value: string) =>
      act(async () => {
        // React listens on the prototype's setter; a plain assignment goes unseen.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input) as object, 'value')?.set?.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
  };
};
