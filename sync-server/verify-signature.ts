import { createPublicKey, verify } from 'node:crypto';
import type { VerifySignature } from '../domain/record/verify.ts';

/** Ed25519 by Node. The last character of base64url has spare bits, so only the canonical spelling of a signature counts. */
export const verifySignature: VerifySignature = (key, signed, signature) => {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature) return false;
  return verify(null, Buffer.from(signed, 'ascii'), createPublicKey({ key, format: 'jwk' }), bytes);
};
