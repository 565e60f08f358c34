import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer.js';
import type { PublicKey } from '../../domain/record/public-key.ts';

/** Whether this browser checks Ed25519 (RFC 8032) at all. Where it does not, nothing may be said about a signature, neither way. */
export const checksSignatures: Promise<boolean> = (async () => {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
})();

const imported = new Map<string, Promise<CryptoKey>>();
const keyOf = ({ crv, kty, x }: PublicKey): Promise<CryptoKey> => {
  const known = imported.get(x) ?? crypto.subtle.importKey('jwk', { crv, kty, x }, 'Ed25519', false, ['verify']);
  imported.set(x, known);
  return known;
};

/** Whether `signature` (base64url) is this key's over the text `signed`; false where key or signature is none at all. */
export const isSignatureOf = async (key: PublicKey, signed: string, signature: string): Promise<boolean> => {
  try {
    const bytes = fromBase64UrlEncoded(signature);
    // One signature has one spelling.
    if (toBase64UrlEncoded(bytes) !== signature) return false;
    return await crypto.subtle.verify('Ed25519', await keyOf(key), bytes, new TextEncoder().encode(signed));
  } catch {
    return false;
  }
};
