import type { Page } from '@playwright/test';

/** From its next navigation on this page tells when its brief could be written in: it looks in every frame from its start. */
export const watchEditable = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const look = (): void => {
      const text = document.querySelector('[role=textbox][aria-label="Objective"][contenteditable=true]');
      if (text?.textContent) Object.assign(window, { editableAt: performance.now() });
      else requestAnimationFrame(look);
    };
    look();
  });

/** That moment, in ms since the navigation began. */
export const editableAt = async (page: Page): Promise<number> => {
  const found = await page.waitForFunction(() => (window as unknown as { editableAt?: number }).editableAt);
  return (await found.jsonValue()) ?? 0;
};
