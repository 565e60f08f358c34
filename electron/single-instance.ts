import { app, BrowserWindow } from 'electron';

/** False when the app already runs on this profile: the other one gets our arguments, and this one must end. */
export const beTheOnlyOne = (onSecond: (args: readonly string[], folder: string) => void): boolean => {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, args, folder) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window) {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
    onSecond(args, folder);
  });
  return true;
};
