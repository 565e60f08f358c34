import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import type { Unsent } from './contract/desktop.ts';
import { handle } from './handle.ts';
import { push } from './push.ts';

/** How long a page may take to put its last words on this laptop's disk, in ms. A keystroke's own write takes a few. */
export const FLUSH_BOUND = 3_000;

/** What one page answered; null where it did not answer in time. */
export type Flushed = Unsent[] | null;
export type Question = { message: string; detail: string; isSafe: boolean };

/** Windows on one workspace show the same things, so each workspace counts once, with the largest number. */
const total = (unsent: readonly Unsent[]): number => {
  const most = new Map<string, number>();
  for (const { of, count } of unsent) most.set(of, Math.max(most.get(of) ?? 0, count));
  return [...most.values()].reduce((sum, count) => sum + count, 0);
};

const thingsUnsent = (count: number): { message: string; detail: string } => ({
  message: count > 1 ? `${count} things have not been sent yet.` : 'One thing has not been sent yet.',
  detail: `${count > 1 ? 'They are' : 'It is'} saved on this laptop and will be sent when Countersign is open and connected again. Your colleagues do not see ${count > 1 ? 'them' : 'it'} until then.`,
});

/** What a person must be asked before these windows go, or null when there is nothing to say. `isSafe`: every word is on this laptop. */
export const questionFor = (flushed: readonly Flushed[]): Question | null => {
  const count = total(flushed.flatMap((each) => each ?? []));
  const unsent = count > 0 ? thingsUnsent(count) : null;
  if (flushed.every((each) => each !== null)) return unsent && { ...unsent, isSafe: true };
  return {
    message: flushed.length > 1 ? 'A window does not answer.' : 'This window does not answer.',
    detail: `What it showed as saved is on this laptop. Words typed in the last seconds may not be. Wait a moment and try again, or close it now.${unsent ? `\n\nBesides: ${unsent.message}` : ''}`,
    isSafe: false,
  };
};

/** Before windows close their pages put everything on disk, within a bound, and say what the server does not have yet. */
export class FlushOnQuit {
  readonly #waiting = new Map<number, { page: WebContents; done: (flushed: Flushed) => void }>();
  /** Windows with words, which nothing closes unasked, and those of them that may go. */
  readonly #guarded = new Set<BrowserWindow>();
  readonly #released = new WeakSet<BrowserWindow>();
  #next = 1;
  #asking = false;

  listen(): void {
    app.on('before-quit', (event) => {
      const open = [...this.#guarded].filter((each) => !this.#released.has(each));
      if (open.length === 0) return;
      event.preventDefault();
      this.#ask(open, () => app.quit());
    });
    handle('flush:done', ({ flush, unsent }, page) => {
      const waiting = this.#waiting.get(flush);
      if (waiting?.page === page) waiting.done(unsent);
    });
  }

  guard(window: BrowserWindow): void {
    this.#guarded.add(window);
    window.once('closed', () => this.#guarded.delete(window));
    window.on('close', (event) => {
      if (this.#released.has(window)) return;
      event.preventDefault();
      this.#ask([window], () => {
        if (!window.isDestroyed()) window.close();
      });
    });
  }

  /** One question at a time: whoever presses twice, or quits while it is open, is asked once. */
  #ask(windows: readonly BrowserWindow[], go: () => void): void {
    if (this.#asking) return;
    this.#asking = true;
    void this.#settle(windows, go);
  }

  async #settle(windows: readonly BrowserWindow[], go: () => void): Promise<void> {
    const may = await this.#mayClose(windows).catch((error: unknown) => {
      // A dialog that cannot be shown must not keep an app from ever ending.
      console.error('Nobody could be asked whether to close.', error);
      return true;
    });
    this.#asking = false;
    if (!may) return;
    windows.forEach((each) => this.#released.add(each));
    go();
  }

  async #mayClose(windows: readonly BrowserWindow[]): Promise<boolean> {
    const open = windows.filter((each) => !each.isDestroyed());
    const question = questionFor(await Promise.all(open.map((each) => this.#flush(each.webContents))));
    const window = open.find((each) => !each.isDestroyed());
    if (!question || !window) return true;
    const { message, detail, isSafe } = question;
    const [close, stay] = [0, 1];
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail,
      buttons: ['Close', 'Stay'],
      // Enter never costs words.
      defaultId: isSafe ? close : stay,
      cancelId: stay,
    });
    return response === close;
  }

  #flush(page: WebContents): Promise<Flushed> {
    // A page that is not there yet, or no more, holds no words.
    if (page.isDestroyed() || page.isCrashed() || page.isLoadingMainFrame()) return Promise.resolve([]);
    const flush = this.#next;
    this.#next += 1;
    return new Promise<Flushed>((resolve) => {
      const done = (flushed: Flushed) => {
        clearTimeout(timer);
        this.#waiting.delete(flush);
        resolve(flushed);
      };
      const timer = setTimeout(() => done(null), FLUSH_BOUND);
      this.#waiting.set(flush, { page, done });
      push(page, 'flush:please', { flush });
    });
  }
}
