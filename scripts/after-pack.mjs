// electron-builder's afterPack: the main process loads a V8 snapshot of its own (a fuse), so that what pages load cannot change it.
import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export default ({ appOutDir }) => {
  for (const path of readdirSync(appOutDir, { recursive: true })) {
    const [, rest] = /(?:^|[\\/])(v8_context_snapshot[^\\/]*\.bin)$/.exec(path) ?? [];
    if (rest && !/[\\/]?browser_v8/.test(path))
      copyFileSync(join(appOutDir, path), join(appOutDir, dirname(path), `browser_${rest}`));
  }
};
