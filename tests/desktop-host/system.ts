import { EventEmitter } from 'node:events';
import { fetchJudged } from './certificates.ts';
import { loud } from './loud.ts';

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, scaleFactor: 1, bounds: workArea, workArea, workAreaSize: workArea };
export const screen = loud(
  Object.assign(new EventEmitter(), { getAllDisplays: () => [display], getPrimaryDisplay: () => display }),
  'screen',
);

/** As on a real system with nobody before it: a dialog stands there until a test puts its own function in this place. */
const unanswered = (): Promise<never> => new Promise(() => undefined);
export const dialog = loud({ showMessageBox: unanswered, showSaveDialog: unanswered }, 'dialog');

/** What a real one would open is opened here by nobody. */
export const shell = loud({ openExternal: () => Promise.resolve(), openPath: () => Promise.resolve('') }, 'shell');

/** Node's own fetch, and over TLS one that asks the app's verdict on certificates: no proxies, and no cookies, so whoever would send them is refused. */
export const net = loud(
  {
    fetch: (url: string, init?: RequestInit) => {
      if (init?.credentials !== 'omit') throw new Error('desktop host: a request with cookies is not modelled');
      return url.startsWith('https:') ? fetchJudged(url, init) : fetch(url, init);
    },
  },
  'net',
);
