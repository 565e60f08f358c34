import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { PublicKey } from '../../domain/record/public-key.ts';
import { isSignatureOf } from './ed25519.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const { crv, kty, x } = publicKey.export({ format: 'jwk' });
const key = PublicKey.parse({ crv, kty, x });
const signature = sign(null, Buffer.from('words'), privateKey).toString('base64url');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('tells a key’s signature from all else, in its one spelling', async () => {
  expect(await isSignatureOf(key, 'words', signature)).toBe(true);
  expect(await isSignatureOf(key, 'word', signature)).toBe(false);
  expect(await isSignatureOf(key, 'words', `${signature}=`)).toBe(false);
  expect(await isSignatureOf(key, 'words', signature.slice(4))).toBe(false);
  expect(await isSignatureOf({ ...key, x: 'none' }, 'words', signature)).toBe(false);
});

it('calls no record broken in a browser that cannot check signatures', async () => {
  const subtle = { generateKey: () => Promise.reject(new Error('NotSupportedError')) };
  vi.stubGlobal('crypto', { subtle });
  vi.resetModules();
  const { recordChecker } = await import('./record-checker.ts');
  const transport = {} as Parameters<typeof recordChecker>[0];
  const endpoint = { server: '', workspace: 'w', seat: 'me' };
  const check = recordChecker(transport, endpoint, () => Promise.resolve([]));
  expect(await check('a')).toMatchObject({ kind: 'unknown' });
});
