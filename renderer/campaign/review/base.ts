import { seenBy } from '../../../domain/gate/seen.ts';
import type { CampaignState } from '../../../domain/state.ts';

/**
 * The version that the reader's diff starts from: for a signer the one of which they saw every part last, since all that changed from there
 * has to be looked at; for anybody else the one before. Null: there is none, and all of it is new.
 */
export const baseOf = (campaign: CampaignState, version: number, member: string, signs: boolean): number | null => {
  const seen = seenBy(campaign, member);
  if (signs && seen !== version) return seen;
  return version > 1 ? version - 1 : null;
};
