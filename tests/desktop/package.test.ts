import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './built.ts';
import { readFuses, wantedFuses } from './fuses.ts';

const require = createRequire(import.meta.url);
const asar = require('@electron/asar') as {
  listPackage: (archive: string, options: { isPack: boolean }) => string[];
  statFile: (archive: string, file: string) => { files?: unknown; size?: number };
  extractFile: (archive: string, file: string) => Buffer;
};
const out = join(root, 'out/linux-unpacked');
const archive = join(out, 'resources/app.asar');

// The placeholder runtime is of Linux's shape. Round the real one, on each system: packaged.test.ts.
describe.runIf(process.platform === 'linux')('the packaged directory', () => {
  beforeAll(() => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/package-dir.mjs')], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout + stderr);
  }, 240_000);

  const files = () =>
    asar
      .listPackage(archive, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => asar.statFile(archive, path).files === undefined);

  it('holds the three programs, the page and nothing else', () => {
    const all = files();
    for (const name of [
      'package.json',
      'dist/main/main.js',
      'dist/main/preload.cjs',
      'dist/main/sync-server.js',
      'dist/main/snapshot-thread.js',
      'dist/renderer/index.html',
    ])
      expect(all).toContain(name);
    const allowed =
      /^(package\.json|dist\/main\/(main|sync-server|snapshot-thread)\.js|dist\/main\/preload\.cjs|dist\/renderer\/.+\.(html|js|css|svg|png|woff2|webmanifest|json))$/;
    expect(all.filter((name) => !allowed.test(name))).toEqual([]);
  });

  it('goes by its name in menus and folders', () => {
    expect(JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'))).toMatchObject({
      productName: 'Countersign',
      main: 'dist/main/main.js',
    });
  });

  it('names no place of the machine that built it', () => {
    for (const name of files().filter((each) => /\.(js|cjs|html|json)$/.test(each)))
      expect(asar.extractFile(archive, name).includes(root)).toBe(false);
  });

  it('has the fuses set, and what they need', () => {
    expect(readFuses(join(out, 'countersign'))).toEqual([wantedFuses('linux')]);
    expect(existsSync(join(out, 'browser_v8_context_snapshot.bin'))).toBe(true);
  });

  it('carries the licences of what ships', () => {
    const text = readFileSync(join(out, 'resources/licences/THIRD-PARTY.txt'), 'utf8');
    for (const name of ['react ', 'yjs ', 'zod ', '@tiptap/core ', '@fontsource/charis-sil ', 'ws '])
      expect(text).toContain(`\n${name}`);
  });

  it('is small', () => {
    const size = statSync(archive).size;
    const of = (pattern: RegExp) =>
      files()
        .filter((name) => pattern.test(name))
        .reduce((sum, name) => sum + (asar.statFile(archive, name).size ?? 0), 0);
    const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
    const parts = {
      shell: /main\/(main|preload)/,
      server: /main\/(sync-server|snapshot)/,
      fonts: /woff2$/,
      page: /renderer\/.*\.(js|css|html)$/,
    };
    const sizes = Object.entries(parts).map(([name, pattern]) => `${name} ${kB(of(pattern))}`);
    console.log(`app.asar ${kB(size)}: ${sizes.join(', ')}`);
    expect(size).toBeLessThan(8_000_000);
  });
});

describe('the icons', () => {
  const folder = join(root, 'electron/icons');
  const sizeOf = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

  it.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])('%s pixels', (size) => {
    expect(sizeOf(readFileSync(join(folder, `${size}x${size}.png`)))).toEqual([size, size]);
  });

  it('are all in the .ico', () => {
    const ico = readFileSync(join(folder, 'icon.ico'));
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_none, index) => {
      const entry = 6 + index * 16;
      return sizeOf(ico.subarray(ico.readUInt32LE(entry + 12)))[0];
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('are all in the .icns', () => {
    const icns = readFileSync(join(folder, 'icon.icns'));
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) sizes.push(sizeOf(icns.subarray(at + 8))[0]);
    expect(sizes.sort((a, b) => a - b)).toEqual([16, 32, 32, 64, 64, 128, 256, 256, 512, 512, 1024]);
  });
});
