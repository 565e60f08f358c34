import { standing } from '../../../domain/stage.ts';
import type { CampaignState, Stage } from '../../../domain/state.ts';
import { missedBecause } from '../../campaign/gate/missed-because.ts';
import { pathTo } from '../../app/paths.ts';
import { localTime, since } from '../../ui/format.ts';
import { capital, nameOf, quoted, type Looking, type WaitingCard } from './card.ts';

/** What the owner does next with their campaign. */
export const ownerCards = (campaign: CampaignState, stage: Stage, looking: Looking): WaitingCard[] => {
  const { now } = looking;
  const at = { campaign: campaign.id, title: campaign.name };
  if (campaign.schedule?.missed)
    return [
      {
        ...at,
        id: `missed-${campaign.id}`,
        icon: 'clock',
        word: 'Launch missed',
        short: 'launch missed',
        tone: 'stop',
        by: null,
        at: campaign.schedule.instant,
        says: `It was to go out at ${localTime(campaign.schedule.at, now)} (${campaign.schedule.timeZone}). ${missedBecause(campaign.schedule)}`,
        action: 'Set it again',
        path: pathTo.campaign(campaign.id, 'gate'),
        rank: 1,
      },
    ];
  if (stage === 'halted') return [];
  const version = campaign.versions.at(-1);
  const changes = version?.changesRequested.at(-1);
  if (version && changes && standing(version).length === 0)
    return [
      {
        ...at,
        id: `changes-${campaign.id}`,
        icon: 'suggest',
        word: 'Changes asked for',
        short: 'changes asked for',
        tone: 'plain',
        by: nameOf(looking, changes.by),
        at: changes.at,
        says: `On version ${version.number}: ${quoted(changes.reason)}`,
        action: 'Open the draft',
        path: pathTo.campaign(campaign.id),
        rank: 5,
      },
    ];
  const signature = version && standing(version).at(-1);
  if (stage === 'signed' && version && signature && !campaign.schedule)
    return [
      {
        ...at,
        id: `signed-${campaign.id}`,
        title: `${campaign.name}, version ${version.number}`,
        icon: 'st-signed',
        word: 'Signed',
        short: 'signed, without a launch time',
        tone: 'plain',
        by: nameOf(looking, signature.by),
        at: signature.at,
        says: `${capital(nameOf(looking, signature.by))} signed it ${since(signature.at, now)}. It has no launch time yet.`,
        action: 'Schedule the launch',
        path: pathTo.campaign(campaign.id, 'gate'),
        rank: 6,
      },
    ];
  return [];
};
