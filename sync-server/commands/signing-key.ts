import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type webcrypto } from 'node:crypto';
import type { Event } from '../../domain/event.ts';
import { signedPart } from '../../domain/record/jws.ts';
import { PublicKey, thumbprint } from '../../domain/record/public-key.ts';
import type { StoredKey } from '../store/store.ts';

type JsonWebKey = webcrypto.JsonWebKey;

/** The workspace's Ed25519 key. `key` is its RFC 7638 thumbprint, so that the name cannot stand for another key. */
export type SigningKey = {
  key: string;
  publicJwk: PublicKey;
  /** The compact JWS (RFC 7515, RFC 8037) over an event. */
  signJws: (event: Event) => string;
};

export const newSigningKey = (created: string): StoredKey => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicJwk = PublicKey.parse(publicKey.export({ format: 'jwk' }));
  return {
    key: thumbprint(publicJwk),
    publicJwk: JSON.stringify(publicJwk),
    privateJwk: JSON.stringify(privateKey.export({ format: 'jwk' })),
    created,
  };
};

export const signingKey = (stored: StoredKey): SigningKey => {
  const privateKey = createPrivateKey({ key: JSON.parse(stored.privateJwk) as JsonWebKey, format: 'jwk' });
  return {
    key: stored.key,
    publicJwk: PublicKey.parse(createPublicKey(privateKey).export({ format: 'jwk' })),
    signJws: (event) => {
      const signed = signedPart(stored.key, event);
      return `${signed}.${sign(null, Buffer.from(signed, 'ascii'), privateKey).toString('base64url')}`;
    },
  };
};
