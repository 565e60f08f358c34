import { seenBy } from '../../../domain/gate/seen.ts';
import { signedFor } from '../../../domain/gate/signed-for.ts';
import { isEligible } from '../../../domain/people/leads.ts';
import { standing } from '../../../domain/stage.ts';
import type { CampaignState } from '../../../domain/state.ts';
import { pathTo } from '../../app/paths.ts';
import { localTime } from '../../ui/format.ts';
import { nameOf, type Looking, type WaitingCard } from './card.ts';

/** A version that this member may sign, and has not decided on. */
export const signCards = (campaign: CampaignState, looking: Looking): WaitingCard[] => {
  const { me, now } = looking;
  const version = campaign.versions.at(-1);
  if (!version || !isEligible(looking.state, campaign, version, me) || version.changesRequested.length > 0) return [];
  // Who took their signature back has decided, too.
  if (version.signatures.some((signature) => signature.by === me.id)) return [];
  if (signedFor(looking.state, campaign, version)) return [];
  const behind = campaign.versions.findLast((each) => standing(each).some((signature) => signature.by === me.id));
  const seen = seenBy(campaign, me.id);
  const launch = campaign.facts.window ? ` Launch window opens ${localTime(campaign.facts.window.opens, now)}.` : '';
  const { number } = version;
  return [
    {
      id: `sign-${campaign.id}`,
      campaign: campaign.id,
      icon: behind ? 'history' : 'st-review',
      word: behind ? 'Your signature is behind' : 'Sign',
      short: behind ? `version ${number}, your signature is behind` : `version ${number} to sign`,
      tone: 'sign',
      by: nameOf(looking, version.by),
      at: version.at,
      title: `${campaign.name}, version ${number}`,
      says: `${
        behind
          ? `You signed version ${behind.number}; this one has other words.`
          : seen === null
            ? 'You have not seen a version of it yet.'
            : `You saw version ${seen} last.`
      }${launch}`,
      action: `Read version ${number}`,
      reads: { campaign: campaign.id, version: number, base: seen },
      path: pathTo.campaign(campaign.id, `version/${number}`),
      rank: behind ? 3 : 0,
    },
  ];
};
