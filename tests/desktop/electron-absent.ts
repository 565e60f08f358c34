// `electron` in unit tests: the shell's pure functions stand in files that also import Electron; its modules themselves are not here.
const absent = (name: string): object =>
  new Proxy(
    {},
    {
      get: (_of, key) => {
        throw new Error(`unit tests have no Electron: ${name}.${String(key)}`);
      },
    },
  );
export const app = absent('app');
export const BrowserWindow = absent('BrowserWindow');
export const dialog = absent('dialog');
export const ipcMain = absent('ipcMain');
export const Menu = absent('Menu');
export const net = absent('net');
export const protocol = absent('protocol');
export const safeStorage = absent('safeStorage');
export const screen = absent('screen');
export const session = absent('session');
export const shell = absent('shell');
export const utilityProcess = absent('utilityProcess');
