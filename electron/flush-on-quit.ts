import { app, dialog, type BrowserWindow, type WebContents } from 'electron';
import { handle } from './handle.ts';
import { push } from './push.ts';

/** How long a page may take to put its last words on this laptop's disk, in ms. A keystroke's own write takes a few. */
export const FLUSH_BOUND = 3_000;

export type Flushed = { kind: 'answered'; unsent: number } | { kind: 'silent' };
/** What a person must be asked before the window goes, or null when there is nothing to say. */
export const questionFor = (flushed: Flushed): { message: string; detail: string } | null => {
  if (flushed.kind === 'silent')
    return {
      message: 'This window does not answer.',
      detail:
        'What it showed as saved is on this laptop. Words typed in the last seconds may not be. Wait a moment and close it again, or close it now.',
    };
  if (flushed.unsent === 0) return null;
  const many = flushed.unsent > 1;
  return {
    message: many ? `${flushed.unsent} things have not been sent yet.` : 'One thing has not been sent yet.',
    detail: `${many ? 'They are' : 'It is'} saved on this laptop and will be sent when Countersign is open and connected again. Your colleagues do not see ${many ? 'them' : 'it'} until then.`,
  };
};

/** Before a window closes its page puts everything on disk, within a bound, and says what the server does not have yet. */
export class FlushOnQuit {
  readonly #waiting = new Map<number, { page: WebContents; done: (flushed: Flushed) => void }>();
  #next = 1;
  #quitting = false;

  listen(): void {
    app.on('before-quit', () => {
      this.#quitting = true;
    });
    handle('flush:done', ({ flush, unsent }, page) => {
      const waiting = this.#waiting.get(flush);
      if (waiting?.page === page) waiting.done({ kind: 'answered', unsent });
    });
  }

  guard(window: BrowserWindow): void {
    let state: 'open' | 'flushing' | 'flushed' = 'open';
    window.on('close', (event) => {
      if (state === 'flushed') return;
      event.preventDefault();
      if (state === 'flushing') return;
      state = 'flushing';
      void settle();
    });
    const settle = async (): Promise<void> => {
      const may = await this.#mayClose(window, await this.#flush(window.webContents));
      state = may ? 'flushed' : 'open';
      if (!may) this.#quitting = false;
      // A close that was held back also stopped the quit it belonged to.
      else if (this.#quitting) app.quit();
      else if (!window.isDestroyed()) window.close();
    };
  }

  #flush(page: WebContents): Promise<Flushed> {
    // A page that is not there yet, or no more, holds no words.
    if (page.isDestroyed() || page.isCrashed() || page.isLoadingMainFrame())
      return Promise.resolve({ kind: 'answered', unsent: 0 });
    const flush = this.#next;
    this.#next += 1;
    return new Promise<Flushed>((resolve) => {
      const done = (flushed: Flushed) => {
        clearTimeout(timer);
        this.#waiting.delete(flush);
        resolve(flushed);
      };
      const timer = setTimeout(() => done({ kind: 'silent' }), FLUSH_BOUND);
      this.#waiting.set(flush, { page, done });
      push(page, 'flush:please', { flush });
    });
  }

  async #mayClose(window: BrowserWindow, flushed: Flushed): Promise<boolean> {
    const question = questionFor(flushed);
    if (!question || window.isDestroyed()) return true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      ...question,
      buttons: ['Close', 'Stay'],
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0;
  }
}
