// What `import … from 'electron'` means in a main process under this host. Whatever is not here fails at import, or loudly when used.
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { safeStorage } from './safe-storage.ts';
import { protocol, session } from './session.ts';
import { startHost } from './start.ts';
import { dialog, net, screen, shell } from './system.ts';
import { utilityProcess } from './utility-process.ts';

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  net,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
};

startHost({
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  net,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
});
