import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_HASH, type FeedRow } from '../../../domain/event.ts';
import { signedPart } from '../../../domain/record/jws.ts';
import { thumbprint, type PublicKey } from '../../../domain/record/public-key.ts';
import { someEvent } from '../event-under-test.ts';
import { Signatures } from './signatures.ts';

type Key = { name: string; publicJwk: PublicKey; secret: KeyObject };
const newKey = (): Key => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { crv, kty, x } = publicKey.export({ format: 'jwk' }) as PublicKey;
  return { name: thumbprint({ crv, kty, x }), publicJwk: { crv, kty, x }, secret: privateKey };
};
const [first, second, strangers] = [newKey(), newKey(), newKey()];
const row = (number: number, by: Key, what: object, named = by.name): FeedRow => {
  const event = someEvent(number, { campaign: null, key: named, ...what });
  const signed = signedPart(named, event);
  const signature = `${signed}.${sign(null, Buffer.from(signed, 'ascii'), by.secret).toString('base64url')}`;
  return { number, event, hash: NO_HASH, head: NO_HASH, signature, bodies: {} };
};
const renamed = { kind: 'campaign renamed', data: { name: 'Spring' } };
const rotated = { kind: 'key rotated', data: { key: second.name, publicJwk: second.publicJwk } };
const served = (...keys: Key[]) => new Signatures(() => Promise.resolve(keys.map(({ publicJwk }) => publicJwk)));

describe('rows', () => {
  it('hold that the first key signed, and after it the key that it named', async () => {
    const rows = [row(1, first, renamed), row(2, first, rotated), row(3, second, renamed)];
    expect(await served(first, second).check(null, rows)).toBe('holds');
    expect(await served(first, second).check(second.name, [row(4, second, renamed)])).toBe('holds');
    expect(await served(first, second).check(first.name, [{ number: 2, hash: NO_HASH, head: NO_HASH }])).toBe('holds');
  });

  it.each([
    ['by a stranger under the workspace’s name', first.name, [row(2, strangers, renamed, first.name)]],
    ['by a key that nobody named', first.name, [row(2, strangers, renamed)]],
    ['by the old key after it was rotated out', second.name, [row(3, first, renamed)]],
    ['by the new key before it was named', first.name, [row(2, second, renamed), row(3, first, rotated)]],
    ['over other words', first.name, [{ ...row(2, first, renamed), event: row(2, first, rotated).event }]],
    ['with nothing', first.name, [{ ...row(2, first, renamed), signature: '' }]],
  ])('do not hold that are signed %s', async (_, signer, rows) => {
    expect(await served(first, second, strangers).check(signer, rows)).toBe('broken');
  });

  it('wait where the keys cannot be asked for, and do not hold where the server has none for them', async () => {
    expect(await new Signatures(() => Promise.resolve(null)).check(null, [row(1, first, renamed)])).toBe('unreachable');
    expect(await served(second).check(null, [row(1, first, renamed)])).toBe('broken');
  });
});
