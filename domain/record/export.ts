import { z } from 'zod';
import { Body, Event } from '../event.ts';
import { Digest, Id } from '../id.ts';

/** An Ed25519 public key and nothing beside it: an extra member would be bytes that no signature and no thumbprint covers. */
export const PublicKey = z.strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: z.string() });
export type PublicKey = z.infer<typeof PublicKey>;

/**
 * A campaign's record as one file. Feed numbers and heads are left out: they belong to the workspace's feed, and nothing in one
 * campaign's record could prove them. `launched` is the stored text of each launch package, by its digest.
 */
export const RecordExport = z.strictObject({
  format: z.literal(1),
  workspace: Id,
  campaign: Id,
  record: z.array(
    z.strictObject({ event: Event, hash: Digest, signature: z.string(), bodies: z.record(z.string(), Body) }),
  ),
  versions: z.array(z.strictObject({ number: z.int().min(1), digest: Digest, canonical: z.string() })),
  launched: z.record(Digest, z.string()),
  keys: z.array(z.strictObject({ key: z.string(), publicJwk: PublicKey })),
});
export type RecordExport = z.infer<typeof RecordExport>;
