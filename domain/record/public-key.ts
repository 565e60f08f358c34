import { z } from 'zod';

/** An Ed25519 public key and nothing beside it: an extra member would be bytes that no signature and no thumbprint covers. */
export const PublicKey = z.strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: z.string() });
export type PublicKey = z.infer<typeof PublicKey>;
