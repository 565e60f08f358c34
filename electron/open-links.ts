import { app, BrowserWindow, type WebContents } from 'electron';
import { linkAmong, parseDeepLink, pathOf, SCHEME, type DeepLink } from './deep-link.ts';
import { handle } from './handle.ts';
import { push } from './push.ts';

/** Holds a link until a page listens: one that started the app arrives long before there is a page. */
export class Links {
  #waiting: DeepLink | null = null;
  #openWindow: (() => void) | null = null;
  readonly #listening = new WeakSet<WebContents>();

  /** Must run before the app is ready: macOS hands over the link of a cold start right then. */
  listen(): void {
    app.setAsDefaultProtocolClient(SCHEME);
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.open(parseDeepLink(url));
    });
    this.open(linkAmong(process.argv));
  }

  open(link: DeepLink | null): void {
    if (!link) return;
    const page = (BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0])?.webContents;
    if (page && this.#listening.has(page)) push(page, 'link:open', { path: pathOf(link) });
    else this.#waiting = link;
    // On macOS the app runs on without a window.
    if (!page) this.#openWindow?.();
  }

  /** `openWindow`: for a link that comes when there is no window. */
  answerPages(openWindow: () => void): void {
    this.#openWindow = openWindow;
    handle('links:listening', (_nothing, page) => {
      this.#listening.add(page);
      // Not `did-start-loading`: a navigation that is refused starts too, and the page that listens stays.
      page.once('did-navigate', () => this.#listening.delete(page));
      const link = this.#waiting;
      this.#waiting = null;
      if (link) push(page, 'link:open', { path: pathOf(link) });
    });
  }
}
