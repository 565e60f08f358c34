import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type webcrypto } from 'node:crypto';
import type { StoredKey } from '../store/store.ts';

type JsonWebKey = webcrypto.JsonWebKey;

/** The workspace's Ed25519 key. `key` is its RFC 7638 thumbprint, so that the name cannot stand for another key. */
export type SigningKey = { key: string; publicJwk: JsonWebKey; signJws: (payload: string) => string };

export const newSigningKey = (created: string): StoredKey => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicJwk = publicKey.export({ format: 'jwk' });
  return {
    key: thumbprint(publicJwk),
    publicJwk: JSON.stringify(publicJwk),
    privateJwk: JSON.stringify(privateKey.export({ format: 'jwk' })),
    created,
  };
};

export const signingKey = (stored: StoredKey): SigningKey => {
  const privateKey = createPrivateKey({ key: JSON.parse(stored.privateJwk) as JsonWebKey, format: 'jwk' });
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const header = base64url(JSON.stringify({ alg: 'EdDSA', kid: stored.key }));
  return {
    key: stored.key,
    publicJwk,
    /** Compact JWS (RFC 7515) with EdDSA (RFC 8037). */
    signJws: (payload) => {
      const input = `${header}.${base64url(payload)}`;
      return `${input}.${sign(null, Buffer.from(input, 'ascii'), privateKey).toString('base64url')}`;
    },
  };
};

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
const thumbprint = ({ crv, kty, x }: JsonWebKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x }), 'utf8').digest('base64url');
