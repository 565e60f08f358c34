import { z } from 'zod';
import { Body, Event } from '../event.ts';
import { Digest, Id } from '../id.ts';
import { PublicKey } from './public-key.ts';

/** An event of the workspace's own record, by itself: its signature vouches for it, its place in a chain is not shown. */
export const SignedEvent = z.strictObject({ event: Event, signature: z.string() });
export type SignedEvent = z.infer<typeof SignedEvent>;

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
  /** Oldest first. `rotation` is the `key rotated` event by which the key before this one named it; null for the first. */
  keys: z.array(z.strictObject({ key: z.string(), publicJwk: PublicKey, rotation: SignedEvent.nullable() })),
  /** The founding, and how the members that the record names joined and got their roles: where names and roles are read from. */
  people: z.array(SignedEvent),
});
export type RecordExport = z.infer<typeof RecordExport>;
