// electron-builder's afterPack, before it sets the fuses: lays the V8 snapshot that the main process loads for itself, so that what pages
// load cannot change it. On macOS Electron looks for that file by one name whatever the processor, and a universal app has two: there the
// fuse stays off (docs/adr/0016).
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

export default ({ appOutDir, electronPlatformName, packager: { config } }) => {
  const own = electronPlatformName !== 'darwin';
  if (own) copyFileSync(join(appOutDir, 'v8_context_snapshot.bin'), join(appOutDir, 'browser_v8_context_snapshot.bin'));
  // One run may package several systems.
  config.electronFuses.loadBrowserProcessSpecificV8Snapshot = own;
};
