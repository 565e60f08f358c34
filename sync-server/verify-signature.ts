import { createPublicKey, verify } from 'node:crypto';
import type { VerifySignature } from '../domain/record/verify-keys.ts';

/** Ed25519 by Node. The last character of base64url has spare bits, so only the canonical spelling of a signature counts. */
export const verifySignature: VerifySignature = (key, signed, signature) => {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature) return false;
  try {
    return verify(null, Buffer.from(signed, 'ascii'), createPublicKey({ key, format: 'jwk' }), bytes);
  } catch {
    // A key that is no point of the curve signs nothing.
    return false;
  }
};
