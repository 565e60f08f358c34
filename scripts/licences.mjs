// Collects the licences of what ships inside the app into out/licences: the packages the three programs and the page are built from.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './say.mjs';

const tools =
  /^(@types\/|@playwright|@axe-core|@vitest|@vitejs|electron|fake-indexeddb|fast-check|happy-dom|ox|typescript|vite|node-)/;

export const collectLicences = () => {
  const read = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const own = read(root);
  const waiting = [
    ...Object.keys(own.dependencies),
    ...Object.keys(own.devDependencies).filter((name) => !tools.test(name)),
  ];
  const seen = new Map();
  while (waiting.length) {
    const name = waiting.pop();
    const folder = join(root, 'node_modules', name);
    if (seen.has(name) || !existsSync(folder)) continue;
    const { version, license, dependencies = {} } = read(folder);
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license ?? 'not stated'}`;
    seen.set(name, `${name} ${version}\n\n${text}`);
    waiting.push(...Object.keys(dependencies).filter((each) => !tools.test(each)));
  }
  const folder = join(root, 'out', 'licences');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'THIRD-PARTY.txt'),
    [...seen.keys()]
      .sort((a, b) => a.localeCompare(b))
      .map((name) => seen.get(name))
      .join(`\n\n${'-'.repeat(80)}\n\n`),
  );
  return seen.size;
};
