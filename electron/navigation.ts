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

const openOutside = (url: string): void => {
  if (mayOpenOutside(url)) void shell.openExternal(url);
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
