import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './built.ts';

const require = createRequire(import.meta.url);
const yaml = require('js-yaml') as { load: (text: string) => unknown };

/** A YAML file of the repository, as its reader sees it. */
export const readYaml = (path: string): unknown => yaml.load(readFileSync(join(root, path), 'utf8'));

/** Electron's switches, in the order in which they stand behind the marker in its binary. */
const names = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
export type Fuses = Record<(typeof names)[number], boolean>;
const MARKER = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses of a binary, once for each processor that it is made for. Throws where it is not Electron's. */
export const readFuses = (file: string): Fuses[] => {
  const binary = readFileSync(file);
  const found: Fuses[] = [];
  for (let at = binary.indexOf(MARKER); at !== -1; at = binary.indexOf(MARKER, at + 1)) {
    const wire = at + MARKER.length;
    const [version, count = 0] = binary.subarray(wire, wire + 2);
    if (version !== 1 || count < names.length) throw new Error(`fuses of an unknown form: ${version}, ${count}`);
    const said = binary.subarray(wire + 2, wire + 2 + count).toString('latin1');
    found.push(Object.fromEntries(names.map((name, index) => [name, said[index] === '1'])) as Fuses);
  }
  if (found.length === 0) throw new Error('no fuses in this file');
  return found;
};

/** What every packaged app must have; only macOS has one off (docs/adr/0016). */
export const wantedFuses = (platform: NodeJS.Platform): Fuses => ({
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: platform !== 'darwin',
  grantFileProtocolExtraPrivileges: false,
});
