import { app, BrowserWindow, Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from './contract/desktop.ts';
import { push } from './push.ts';

export type MenuActions = { newWindow: () => void; choose: (item: MenuItem) => void };

/** The native menu. Every item of ours has an id, so that tests choose it by name and not by its words. */
export const menuTemplate = (
  platform: NodeJS.Platform,
  packaged: boolean,
  act: MenuActions,
): MenuItemConstructorOptions[] => {
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(mac ? [{ id: 'app', role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      id: 'file',
      label: '&File',
      submenu: [
        { id: 'file.new-campaign', label: 'New Campaign…', click: () => act.choose('new-campaign') },
        {
          id: 'file.new-window',
          label: 'New Window',
          accelerator: 'CommandOrControl+Shift+N',
          click: () => act.newWindow(),
        },
        separator,
        { id: 'file.close', role: 'close' },
        ...(mac ? [] : [{ id: 'file.quit', role: 'quit' } satisfies MenuItemConstructorOptions]),
      ],
    },
    { id: 'edit', role: 'editMenu' },
    {
      id: 'go',
      label: '&Go',
      submenu: [
        { id: 'go.home', label: 'All Campaigns', click: () => act.choose('home') },
        { id: 'go.palette', label: 'Find or Do…', click: () => act.choose('palette') },
      ],
    },
    {
      id: 'view',
      label: '&View',
      submenu: [
        { id: 'view.actual-size', role: 'resetZoom' },
        { id: 'view.zoom-in', role: 'zoomIn' },
        { id: 'view.zoom-out', role: 'zoomOut' },
        separator,
        { id: 'view.full-screen', role: 'togglefullscreen' },
        ...(packaged
          ? []
          : [separator, { id: 'view.dev-tools', role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
      ],
    },
    ...(mac ? [{ id: 'window', role: 'windowMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      id: 'help',
      role: 'help',
      submenu: [
        {
          id: 'help.data',
          label: 'Show Where Everything Is Kept',
          click: () => void shell.openPath(app.getPath('userData')),
        },
      ],
    },
  ];
};

export const buildMenu = (newWindow: () => void): void => {
  const choose = (item: MenuItem) => {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (window) push(window.webContents, 'menu:chosen', { item });
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, { newWindow, choose })),
  );
};
