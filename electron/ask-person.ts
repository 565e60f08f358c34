import { BrowserWindow, dialog, type WebContents } from 'electron';

/** `yes` may name its letter with `&`. */
export type Question = { message: string; detail: string; yes: string };

let isAsking = false;

/**
 * Asks in the system's own dialog, where no script of a page can answer. One at a time: a pile of questions is answered without reading.
 * The answer at hand is Cancel: a page could ask just when somebody presses Enter. Tab and Enter, or Alt with the letter, say yes by keyboard.
 */
export const personSays = async ({ message, detail, yes }: Question, page: WebContents): Promise<boolean> => {
  const window = BrowserWindow.fromWebContents(page);
  if (isAsking || !window) return false;
  isAsking = true;
  try {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message,
      detail,
      buttons: [yes, 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
      normalizeAccessKeys: true,
    });
    return response === 0;
  } finally {
    isAsking = false;
  }
};
