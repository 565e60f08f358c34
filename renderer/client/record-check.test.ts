import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Event, FeedRow } from '../../domain/event.ts';
import { NO_HASH } from '../../domain/event.ts';
import { canonicalText, hashEvent } from '../../domain/record/hash.ts';
import { PublicKey } from '../../domain/record/public-key.ts';
import { thumbprint } from '../../domain/record/public-key.ts';
import { someEvent } from './event-under-test.ts';
import { isSignatureOf } from './ed25519.ts';
import { checkRecord, remembered } from './record-check.ts';

const newKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { crv, kty, x } = publicKey.export({ format: 'jwk' });
  const jwk = PublicKey.parse({ crv, kty, x });
  return { jwk, name: thumbprint(jwk), privateKey };
};
type Key = ReturnType<typeof newKey>;
const base64url = (text: string) => Buffer.from(text).toString('base64url');
let number = 0;
const row = (by: Key, kind: string, data: unknown, campaign: string | null): FeedRow => {
  number += 1;
  const event = someEvent(number, { campaign, key: by.name, kind, data });
  const input = `${base64url(JSON.stringify({ alg: 'EdDSA', kid: by.name }))}.${base64url(canonicalText(event))}`;
  const signature = `${input}.${sign(null, Buffer.from(input), by.privateKey).toString('base64url')}`;
  return { number, event, hash: hashEvent(event), head: NO_HASH, signature, bodies: {} };
};
const [first, second, other] = [newKey(), newKey(), newKey()];
const founded = (by: Key) => row(by, 'campaign created', { name: 'Other' }, 'b');
const renamed = (by: Key, name = 'A') => row(by, 'campaign renamed', { name }, 'a');
const rotates = (by: Key, to: Key) => row(by, 'key rotated', { key: to.name, publicJwk: to.jwk }, null);
const check = (rows: Parameters<typeof checkRecord>[0], keys = [first.jwk]) =>
  checkRecord(rows, 'a', keys, remembered(isSignatureOf));

describe('checking a record on this laptop', () => {
  it('counts what the workspace signed, over a change of its key', async () => {
    const rows = [founded(first), renamed(first), rotates(first, second), renamed(second), founded(second)];
    expect(await check(rows)).toEqual({ kind: 'holds', entries: 2, key: second.name });
  });

  it('names the entry whose signature is another’s, or whose words were changed', async () => {
    const honest = renamed(first);
    const forged = { ...renamed(other), event: { ...renamed(other).event, key: first.name } };
    const changed = { ...honest, event: { ...honest.event, data: { name: 'B' } } as Event };
    const cut = { ...honest, signature: honest.signature.slice(0, -2) };
    for (const bad of [forged, changed, cut])
      expect(await check([founded(first), honest, bad])).toMatchObject({
        kind: 'broken',
        sequence: bad.event.sequence,
      });
  });

  it('takes no key that the one before did not name', async () => {
    expect(await check([founded(first), renamed(other)], [first.jwk, other.jwk])).toMatchObject({ kind: 'broken' });
    const lies = rotates(other, other);
    expect(await check([founded(first), lies, renamed(other)], [first.jwk, other.jwk])).toMatchObject({
      kind: 'broken',
    });
  });

  it('says nothing without the key, and passes over rows that a guest does not see', async () => {
    expect(await check([renamed(first)], [])).toMatchObject({ kind: 'unknown' });
    const hidden = { number: 2, hash: NO_HASH, head: NO_HASH };
    expect(await check([renamed(first), hidden, renamed(first)])).toMatchObject({ kind: 'holds', entries: 2 });
  });
});
