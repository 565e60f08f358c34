import { toBase64UrlEncoded } from 'lib0/buffer.js';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string.js';
import { z } from 'zod';

/** An Ed25519 public key and nothing beside it: an extra member would be bytes that no signature and no thumbprint covers. */
export const PublicKey = z.strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: z.string() });
export type PublicKey = z.infer<typeof PublicKey>;

/** A key's name is what it is (RFC 7638), so that another key cannot stand under it. */
export const thumbprint = ({ crv, kty, x }: PublicKey): string =>
  toBase64UrlEncoded(digest(encodeUtf8(JSON.stringify({ crv, kty, x }))));
