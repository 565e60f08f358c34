import { useEffect, useRef } from 'react';
import type { CampaignState, WorkspaceState } from '../../../domain/state.ts';
import { firstName } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';

/** Everything said in a campaign, by id, with who said it. */
const sayings = (campaign: CampaignState): Map<string, { by: string; what: string }> => {
  const all = new Map<string, { by: string; what: string }>();
  for (const thread of Object.values(campaign.threads)) {
    all.set(thread.id, { by: thread.by, what: thread.replacement ? 'suggests other words' : 'commented' });
    for (const reply of thread.replies) all.set(reply.id, { by: reply.by, what: 'replied' });
    if (thread.closed)
      all.set(`${thread.id} ${thread.state}`, { by: thread.closed.by, what: `${thread.state} a thread` });
  }
  return all;
};
/** What others have said since, in one sentence; null where nothing is new. */
export const newSayings = (
  before: ReadonlySet<string>,
  campaign: CampaignState,
  team: WorkspaceState,
  me: string,
): string | null => {
  const fresh = [...sayings(campaign)].filter(([id, { by }]) => !before.has(id) && by !== me);
  if (fresh.length === 0) return null;
  if (fresh.length > 3) return `${fresh.length} new comments.`;
  return fresh.map(([, { by, what }]) => `${firstName(team.members[by]?.name ?? 'Someone')} ${what}.`).join(' ');
};

/** Tells a screen reader what others say in the campaign, as it comes. */
export const useAnnounceThreads = (): void => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe().id;
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (known.current) {
      const says = newSayings(known.current, campaign, team, me);
      if (says !== null) announce(says);
    }
    known.current = new Set(sayings(campaign).keys());
  }, [campaign, team, me]);
};
