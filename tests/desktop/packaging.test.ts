import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import afterPack from '../../scripts/after-pack.mjs';
import { signing } from '../../scripts/signing.mjs';
import { root } from './built.ts';
import { readYaml, wantedFuses } from './fuses.ts';

// How the app is packaged, as far as no installer has to be built for it.
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-packaging-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('after packing', () => {
  const inFramework = 'Countersign.app/Contents/Frameworks/Electron Framework.framework/Versions/A/Resources';
  const pack = (electronPlatformName: string, snapshots: string[]) => {
    for (const name of snapshots) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name);
    }
    const config = { electronFuses: { loadBrowserProcessSpecificV8Snapshot: true } };
    afterPack({ appOutDir: folder, electronPlatformName, packager: { config } });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.bin'));
    return { fuse: config.electronFuses.loadBrowserProcessSpecificV8Snapshot, files: files.toSorted() };
  };

  it.each(['linux', 'win32'])('%s: the main process has a snapshot of its own beside the binary', (platform) => {
    expect(pack(platform, ['v8_context_snapshot.bin'])).toEqual({
      fuse: true,
      files: ['browser_v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
    });
  });

  it.each([
    ['one processor', ['arm64']],
    ['universal', ['arm64', 'x86_64']],
  ])('macOS, %s: no fuse that asks for a file that is not there', (_name, processors) => {
    const files = processors.map((each) => join(inFramework, `v8_context_snapshot.${each}.bin`));
    expect(pack('darwin', files)).toEqual({ fuse: false, files: files.toSorted() });
  });

  it('a runtime without a snapshot is not packaged as if it had one', () => {
    expect(() => pack('linux', [])).toThrow(/v8_context_snapshot/);
  });
});

describe('electron-builder.yml', () => {
  const config = z.record(z.string(), z.unknown()).parse(readYaml('electron-builder.yml'));

  it('sets every fuse, and mends the signature that this breaks', () => {
    expect(config['electronFuses']).toEqual({ ...wantedFuses('linux'), resetAdHocDarwinSignature: true });
    expect(config['afterPack']).toBe('scripts/after-pack.mjs');
  });

  it('lets the system open links and launch packages with the app', () => {
    expect(config['protocols']).toMatchObject([{ schemes: ['countersign'] }]);
    expect(config['fileAssociations']).toMatchObject([{ ext: 'countersign', role: 'Viewer' }]);
  });

  it('hardens macOS, with no more entitlements than V8 needs', () => {
    expect(config['mac']).toMatchObject({
      hardenedRuntime: true,
      notarize: true,
      entitlements: 'electron/entitlements.plist',
      entitlementsInherit: 'electron/entitlements.plist',
    });
    const entitlements = readFileSync(join(root, 'electron/entitlements.plist'), 'utf8');
    expect([...entitlements.matchAll(/<key>(.+?)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });

  it('builds for each system what its people install', () => {
    const arch = (...of: string[]) => of;
    expect(config['win']).toMatchObject({ target: [{ target: 'nsis', arch: arch('x64', 'arm64') }] });
    expect(config['mac']).toMatchObject({
      target: [
        { target: 'dmg', arch: arch('universal') },
        { target: 'zip', arch: arch('universal') },
      ],
    });
    expect(config['linux']).toMatchObject({ target: ['AppImage', 'deb', 'rpm'] });
    expect(config['nsis']).toMatchObject({ deleteAppDataOnUninstall: false });
  });

  it('packs an archive, and publishes nothing by itself', () => {
    expect(config).toMatchObject({ asar: true, publish: null });
  });
});

describe('signing', () => {
  const secrets = {
    MAC_CERTIFICATE: 'mac',
    MAC_CERTIFICATE_PASSWORD: 'open',
    WINDOWS_CERTIFICATE: 'windows',
    WINDOWS_CERTIFICATE_PASSWORD: 'sesame',
    APPLE_API_KEY: '-----BEGIN PRIVATE KEY-----',
    APPLE_API_KEY_ID: 'K1',
    APPLE_API_ISSUER: 'i1',
  };
  const unset = Object.fromEntries(Object.keys(secrets).map((name) => [name, '']));

  it.each(['linux', 'darwin', 'win32'] as const)('%s: secrets that are not set are not there', (platform) => {
    expect(signing({ ...unset, PATH: 'p' }, platform, folder)).toEqual({
      PATH: 'p',
      CSC_IDENTITY_AUTO_DISCOVERY: 'false',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('macOS gets Apple’s certificate, and the notary’s key as a file that nobody else can read', () => {
    const said = signing(secrets, 'darwin', folder);
    expect(said).toEqual({
      CSC_LINK: 'mac',
      CSC_KEY_PASSWORD: 'open',
      APPLE_API_KEY: join(folder, 'notary-key.p8'),
      APPLE_API_KEY_ID: 'K1',
      APPLE_API_ISSUER: 'i1',
    });
    expect(readFileSync(said['APPLE_API_KEY']!, 'utf8')).toBe(secrets.APPLE_API_KEY);
    if (process.platform !== 'win32') expect(statSync(said['APPLE_API_KEY']!).mode & 0o077).toBe(0);
  });

  it('half of the notary’s settings notarise nothing', () => {
    expect(signing({ ...secrets, APPLE_API_ISSUER: '' }, 'darwin', folder)).toEqual({
      CSC_LINK: 'mac',
      CSC_KEY_PASSWORD: 'open',
    });
  });

  it('Windows gets its own certificate and nothing of Apple’s', () => {
    expect(signing(secrets, 'win32', folder)).toEqual({ WIN_CSC_LINK: 'windows', WIN_CSC_KEY_PASSWORD: 'sesame' });
  });

  it('the workflow hands over every one of them, by names that electron-builder does not read by itself', () => {
    const { jobs } = z
      .object({
        jobs: z.object({
          desktop: z.object({ steps: z.array(z.object({ env: z.record(z.string(), z.string()).optional() })) }),
        }),
      })
      .parse(readYaml('.github/workflows/desktop.yml'));
    const handed = jobs.desktop.steps.flatMap(({ env = {} }) =>
      Object.entries(env).filter(([, value]) => value.includes('secrets.')),
    );
    expect(Object.fromEntries(handed)).toEqual(
      Object.fromEntries(Object.keys(secrets).map((name) => [name, `\${{ secrets.${name} }}`])),
    );
  });
});
