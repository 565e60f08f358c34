import type { Frozen } from '../canonical/form.ts';
import type { CampaignState, Version } from '../state.ts';
import { runChecks } from './checks.ts';
import type { Context } from './context.ts';
import type { FindingAt } from './finding.ts';
import type { Policy } from './policy.ts';
import { reason, refuse } from './refuse.ts';
import type { Fix, Reason, Refusal } from './refusal.ts';
import { versionOf } from './versions.ts';

/** A version as it was recorded, and its bytes as they are stored now. */
export type Found = { version: Version; frozen: Frozen };

/**
 * The version a command names, held to the digest that its sender's screen showed and to the bytes in the store. Without those three
 * agreeing nothing further about it can be said.
 */
export const findVersion = (
  campaign: CampaignState,
  number: number,
  digest: string | null,
  context: Context,
): Found | Refusal => {
  const version = versionOf(campaign, number);
  if (!version) return refuse(reason('unknown version', `There is no version ${number} of this campaign.`));
  const reasons: Reason[] = [];
  if (digest !== null && digest !== version.digest)
    reasons.push(
      reason('stale digest', `That is not the text of version ${number}. Open it again and read it.`, {
        go: 'version',
        version: number,
      }),
    );
  const frozen = context.version(campaign.id, number);
  if (!frozen || frozen.digest !== version.digest)
    reasons.push(
      reason(
        'bytes differ',
        `The stored text of version ${number} is not the text that was frozen. Tell whoever runs the server; nothing goes out.`,
      ),
    );
  return reasons.length > 0 || !frozen ? refuse(...reasons) : { version, frozen };
};

/** Nothing is signed or let out on a record that somebody changed on the disk meanwhile: what it says would go into the launch package. */
export const recordReasons = (campaign: CampaignState, context: Context): Reason[] =>
  context.recordHolds(campaign.id)
    ? []
    : [
        reason(
          'bytes differ',
          'The stored record of this campaign is not what was decided. Tell whoever runs the server; nothing goes out.',
        ),
      ];

/** Blocking findings as reasons, each with the place where it is mended. */
export const checkReasons = (frozen: Frozen, policy: Policy): Reason[] =>
  runChecks(frozen, policy)
    .filter(({ blocking }) => blocking)
    .map(({ says, at }) => reason('check failed', says, fixFor(at)));

const fixFor = (at: FindingAt): Fix | null => {
  if (at === null) return null;
  if ('fact' in at) return { go: 'fact', fact: at.fact };
  if ('step' in at) return { go: 'text', text: `step/${at.step}`, block: 0, from: 0, to: 0 };
  return { go: 'text', ...at };
};
