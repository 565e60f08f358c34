import { z } from 'zod';
import { Role } from '../people/member.ts';

export const Policy = z.object({
  /** Sign-offs a version needs before it may launch. */
  quorum: z.int().min(1).max(9),
  mayLaunch: z.array(Role).min(1).max(4),
  salesMayWriteCopy: z.boolean(),
  /** Codes of advisory checks that block in this workspace. */
  alsoBlocking: z.array(z.string().max(60)).max(40),
});
export type Policy = z.infer<typeof Policy>;

/**
 * Holds where no policy is told. Every workspace is founded with one, so that is only before its first row is here, and in a record that
 * tells none, which counts by what froze with each version: so it adds nothing to that but that nobody launches except a sales lead.
 */
export const unrecordedPolicy: Policy = {
  quorum: 1,
  mayLaunch: ['sales-lead'],
  salesMayWriteCopy: false,
  alsoBlocking: [],
};
/** What a workspace is founded with. */
export const foundingPolicy: Policy = {
  quorum: 1,
  mayLaunch: ['marketing', 'sales', 'sales-lead'],
  salesMayWriteCopy: false,
  alsoBlocking: [],
};
