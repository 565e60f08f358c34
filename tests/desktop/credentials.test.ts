import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Credentials, NOT_KEPT, NOT_OPENED } from '../../electron/credentials.ts';

// A keychain that does what each test says; the real ones are asked by sessions.test.ts.
const keychain = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`sealed ${text}`)),
  decryptStringAsync: (sealed: Buffer) =>
    Promise.resolve({ result: sealed.toString().slice(7), shouldReEncrypt: false }),
}));
vi.mock('electron', () => ({ safeStorage: keychain }));
const works = { ...keychain };

let folder: string;
const file = () => join(folder, 'sessions.json');
const opened = () => new Credentials(file());
const one = { server: 'https://a.example', workspace: 'w1', seat: 'me' };
const two = { server: 'https://b.example', workspace: 'w2', seat: 'me' };
const token = (from: Credentials, { server, workspace }: typeof one) =>
  from.token({ server, workspace, seat: undefined }).then((found) => found?.token ?? null);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  Object.assign(keychain, works);
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

it('a session outlives the app', async () => {
  await opened().keep(one, 'm1', 'first');
  expect(await token(opened(), one)).toBe('first');
  expect(await opened().notice()).toBeNull();
  expect(await opened().hasAt(one.server)).toBe(true);
  expect(await opened().hasAt(two.server)).toBe(false);
});

it('one that was kept before sessions named their member opens', async () => {
  const sealed = Buffer.from(`sealed ${JSON.stringify([{ ...one, token: 'first' }])}`).toString('base64');
  writeFileSync(file(), JSON.stringify({ format: 1, sealed }));
  expect(await opened().token({ ...one, seat: undefined })).toEqual({ ...one, token: 'first' });
});

it('a keychain that is shut once costs nobody the sessions it holds, and it is said', async () => {
  await opened().keep(one, 'm1', 'first');
  keychain.decryptStringAsync = () => Promise.reject(new Error('locked'));
  const shut = opened();
  expect(await shut.notice()).toBe(NOT_OPENED);
  expect(await token(shut, one)).toBeNull();
  // Joining anew meanwhile writes over none of them.
  await shut.keep(two, 'm1', 'second');
  expect(await shut.notice()).toBeNull();
  Object.assign(keychain, works);
  const again = opened();
  expect([await token(again, one), await token(again, two)]).toEqual(['first', 'second']);
  expect(readdirSync(folder)).toEqual(['sessions.json']);
});

it('a keychain that cannot be asked is none, and the app goes on', async () => {
  keychain.isAsyncEncryptionAvailable = () => Promise.reject(new Error('no bus'));
  const credentials = opened();
  await credentials.keep(one, 'm1', 'first');
  expect(await token(credentials, one)).toBe('first');
  expect(await credentials.notice()).toBe(NOT_KEPT);
  expect(readdirSync(folder)).toEqual([]);
});

it('a keychain that never answers holds nothing up for ever', async () => {
  vi.useFakeTimers();
  await opened().keep(one, 'm1', 'first');
  keychain.decryptStringAsync = () => new Promise(() => undefined);
  const credentials = opened();
  const found = token(credentials, one);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await found).toBeNull();
  expect(await credentials.notice()).toBe(NOT_OPENED);
  keychain.encryptStringAsync = () => new Promise(() => undefined);
  const kept = credentials.keep(two, 'm1', 'second');
  await vi.advanceTimersByTimeAsync(10_000);
  await kept;
  expect(await token(credentials, two)).toBe('second');
  expect(await credentials.notice()).toBe(NOT_KEPT);
});

it('a file that is none costs nothing but its content', async () => {
  writeFileSync(file(), '{"form');
  await opened().keep(one, 'm1', 'first');
  expect(await token(opened(), one)).toBe('first');
});
