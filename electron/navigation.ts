import { app, shell, type WebContents } from 'electron';
import { APP_ORIGIN } from './contract/ipc.ts';

/** Only what a person can read in their browser or mail program. Never a file, a share or another program's scheme. */
export const mayOpenOutside = (url: string): boolean => {
  const parsed = url.length <= 2_048 ? URL.parse(url) : null;
  return (
    parsed !== null &&
    ['https:', 'mailto:'].includes(parsed.protocol) &&
    parsed.username === '' &&
    parsed.password === ''
  );
};

/** The app's own page, which may load itself again; every other place is foreign, also another path of our own origin. */
export const isOwnPage = (url: string): boolean =>
  /^app:\/\/countersign\/(index\.html)?([?#].*)?$/.test(url) && url.startsWith(APP_ORIGIN);

/** A person follows a link now and then; a script that goes wrong would open windows of other programs without end. */
const OUTSIDE = { links: 5, within: 10_000 };

/** Lets through at most so many in any such time, in ms. Electron does not say whether a person's click stands behind a link. */
export class Rate {
  #passed: number[] = [];

  passes(now: number): boolean {
    this.#passed = this.#passed.filter((each) => now - each < OUTSIDE.within);
    if (this.#passed.length >= OUTSIDE.links) return false;
    this.#passed.push(now);
    return true;
  }
}
const outside = new Rate();

const openOutside = (url: string): void => {
  if (!mayOpenOutside(url)) return;
  if (outside.passes(performance.now())) void shell.openExternal(url);
};

const keepInside = (page: WebContents): void => {
  page.on('will-navigate', (details) => {
    if (isOwnPage(details.url)) return;
    details.preventDefault();
    openOutside(details.url);
  });
  page.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isOwnPage(details.url)) details.preventDefault();
  });
  page.on('will-redirect', (details) => {
    details.preventDefault();
  });
  page.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  page.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
};

/** Every page this app ever makes stays where it is; links open outside, downloads do not start. */
export const denyNavigation = (): void => {
  app.on('web-contents-created', (_event, page) => {
    keepInside(page);
  });
  app.on('session-created', (session) => {
    session.on('will-download', (event) => {
      event.preventDefault();
    });
  });
};
