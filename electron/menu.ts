import { app, BrowserWindow, Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from './contract/desktop.ts';
import type { HostServer } from './host-server.ts';
import { letOthersJoin } from './let-others-join.ts';
import { push } from './push.ts';

export type MenuActions = {
  newWindow: () => void;
  choose: (item: MenuItem) => void;
  /** Whether colleagues on the network may join the server hosted here, and the choice of it. */
  othersJoin: boolean;
  letOthersJoin: () => void;
};

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
        {
          id: 'file.new-campaign',
          label: 'New Campaign…',
          accelerator: 'CommandOrControl+N',
          click: () => act.choose('new-campaign'),
        },
        {
          id: 'file.new-window',
          label: 'New Window',
          accelerator: 'CommandOrControl+Shift+N',
          click: () => act.newWindow(),
        },
        separator,
        {
          id: 'file.others-join',
          label: 'Let Colleagues Join over This Network',
          type: 'checkbox',
          checked: act.othersJoin,
          click: () => act.letOthersJoin(),
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
        {
          id: 'go.home',
          label: 'All Campaigns',
          accelerator: 'CommandOrControl+Shift+H',
          click: () => act.choose('home'),
        },
        {
          id: 'go.palette',
          label: 'Find or Do…',
          // The page has the key already; the menu only shows it.
          accelerator: 'CommandOrControl+K',
          registerAccelerator: false,
          click: () => act.choose('palette'),
        },
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

export const buildMenu = (newWindow: () => void, host: HostServer): void => {
  const choose = (item: MenuItem) => {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (window) push(window.webContents, 'menu:chosen', { item });
  };
  const show = (): void => {
    const act = {
      newWindow,
      choose,
      othersJoin: host.isHosting && host.letsOthersJoin,
      // Shown again however it went: a click has changed the tick already.
      letOthersJoin: () => void letOthersJoin(host).finally(show),
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, act)));
  };
  show();
};
