import { EventEmitter } from 'node:events';
import { fetchJudged } from './certificates.ts';
import { loud } from './loud.ts';
import { state } from './state.ts';

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, scaleFactor: 1, bounds: workArea, workArea, workAreaSize: workArea };
export const screen = loud(
  Object.assign(new EventEmitter(), { getAllDisplays: () => [display], getPrimaryDisplay: () => display }),
  'screen',
);

/** Answers the first button; a test replaces the function to choose another. */
export const dialog = loud(
  {
    showMessageBox: (...args: unknown[]) => {
      state.records.dialogs.push({ kind: 'message', options: args.at(-1) });
      return Promise.resolve({ response: 0, checkboxChecked: false });
    },
    showSaveDialog: (...args: unknown[]) => {
      state.records.dialogs.push({ kind: 'save', options: args.at(-1) });
      return Promise.resolve({ canceled: true, filePath: '' });
    },
    showErrorBox: (title: string, content: string) => {
      state.records.dialogs.push({ kind: 'error', options: { title, content } });
    },
  },
  'dialog',
);

export const shell = loud(
  {
    openExternal: (url: string) => {
      state.records.openExternal.push(url);
      return Promise.resolve();
    },
    openPath: (path: string) => {
      state.records.openPath.push(path);
      return Promise.resolve('');
    },
  },
  'shell',
);

/** Node's own fetch, and over TLS one that asks the app's verdict on certificates: no proxies, no cookies. */
export const net = loud(
  {
    fetch: (url: string, init?: RequestInit) => (url.startsWith('https:') ? fetchJudged(url, init) : fetch(url, init)),
  },
  'net',
);
