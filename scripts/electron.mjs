// Finds Electron's binary, and gets it where that is quickly possible. The package itself brings none: it is fetched on first use.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, root, toolEnv } from './say.mjs';

const folder = join(root, 'node_modules', 'electron');

/** Path of the binary on this disk, or null. Loading the package under Node would start a download, so its files are looked at. */
export const findElectron = () => {
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
};

/** The binary, fetched if need be; null where it did not come within the bound, in ms. */
export const getElectron = async (bound) => {
  const found = findElectron();
  if (found) return found;
  const child = spawn(projectNode(), [join(folder, 'install.js')], { stdio: 'ignore', env: toolEnv() });
  const timer = setTimeout(() => child.kill('SIGKILL'), bound);
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  clearTimeout(timer);
  return findElectron();
};
