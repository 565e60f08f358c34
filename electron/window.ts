import { join } from 'node:path';
import { app, BrowserWindow, screen, type WebPreferences } from 'electron';
import { APP_ORIGIN } from './contract/ipc.ts';
import { besideOthers, placeWindow, readWindowState, rememberWindow, smallest } from './window-state.ts';

/** What a page of this app is given: the bridge of its preload, and nothing of Node. */
export const preferences = (preload: string, platform: NodeJS.Platform, packaged: boolean): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Words go to the server and the laptop's store also while the window is hidden.
  backgroundThrottling: false,
  // Chromium's spell checker fetches its dictionaries from a third party; macOS has its own.
  spellcheck: platform === 'darwin',
  devTools: !packaged,
});

/** One window on the app's own page, shown when it has something to show. `search` keeps a window's chair in the sample workspace. */
export const openWindow = (preload: string, search = ''): BrowserWindow => {
  const file = join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const others = BrowserWindow.getAllWindows().map((each) => each.getNormalBounds());
  const { maximized, ...bounds } = besideOthers(placeWindow(readWindowState(file), screens), others, screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Countersign',
    backgroundColor: '#f4f1ea',
    webPreferences: preferences(preload, process.platform, app.isPackaged),
  });
  // WebRTC asks no policy whom it may reach: over UDP a script that came in could tell anybody what it reads.
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  rememberWindow(window, file);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // Everything shown as saved is in the laptop's store, so loading the page again loses nothing.
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  window.loadURL(`${APP_ORIGIN}/${search}`).catch((error: unknown) => {
    // A window closed while it loads is nobody's error.
    if (!window.isDestroyed()) console.error('The window could not be loaded.', error);
  });
  return window;
};
