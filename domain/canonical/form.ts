import type { BriefPart, Channel } from '../campaign/rooms.ts';
import type { Facts, MergeField } from '../campaign/facts.ts';
import type { Block } from '../text/block.ts';
import type { Digest } from '../id.ts';

export type CanonicalVariant = { name: string; share: number; subject: string; preheader: string; body: Block[] };
export type CanonicalStep = { channel: Channel; day: number; name: string; goal: string; variants: CanonicalVariant[] };

/**
 * What a signature binds: ordered arrays, no ids, money in minor units, local time plus zone.
 * Its bytes are RFC 8785 JSON; its digest is their SHA-256.
 */
export type CanonicalForm = {
  format: 1;
  brief: Record<BriefPart, Block[]>;
  facts: Omit<Facts, 'sender'>;
  sender: Facts['sender'];
  mergeFields: MergeField[];
  steps: CanonicalStep[];
};

/** Which step and variant ids stand at which place of the form, so that diffs and findings find the live text. */
export type SideTable = { id: string; variants: string[] }[];

/** A canonical form ready to be signed: its RFC 8785 text, the text's digest, and the ids of its places. */
export type Frozen = { form: CanonicalForm; json: string; digest: Digest; ids: SideTable };
