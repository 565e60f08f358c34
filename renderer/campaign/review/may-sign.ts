import type { Reason } from '../../../domain/gate/refusal.ts';
import { reason } from '../../../domain/gate/refuse.ts';
import { blockingThreads, checkReasons } from '../../../domain/gate/version-reasons.ts';
import { strictestPolicy } from '../../../domain/gate/policy.ts';
import { stricterOf } from '../../../domain/gate/stricter.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { can } from '../../../domain/people/can.ts';
import { activeLeads } from '../../../domain/people/leads.ts';
import type { Member } from '../../../domain/people/member.ts';
import { standing } from '../../../domain/stage.ts';
import type { CampaignState, Version, WorkspaceState } from '../../../domain/state.ts';
import { firstName } from '../../ui/format.ts';

/** Why this member could not sign this version now, as far as the screen knows; the server decides again, and alone. */
export const whyNotSign = (
  team: WorkspaceState,
  campaign: CampaignState,
  version: Version,
  frozen: Frozen,
  me: Member,
): Reason[] => {
  if (!can(me, 'decide review', team.policy)) return [reason('not allowed', 'Only a sales lead signs a version.')];
  const others = activeLeads(team).filter((lead) => lead !== me.id && !version.authors.includes(lead));
  const names = others.map((lead) => firstName(team.members[lead]?.name ?? 'someone')).join(' or ');
  const change = version.changesRequested[0];
  return [
    ...(standing(version).some(({ by }) => by === me.id)
      ? [reason('already signed', `You signed version ${version.number}.`)]
      : []),
    ...(campaign.launches.some((launch) => launch.version === version.number)
      ? [reason('already live', `Version ${version.number} was launched.`)]
      : []),
    ...(change
      ? [
          reason(
            'already decided',
            `${firstName(team.members[change.by]?.name ?? 'Somebody')} asked for changes on it. It takes a new version.`,
          ),
        ]
      : []),
    ...(version.authors.includes(me.id) && others.length > 0
      ? [reason('author may not sign', `You wrote words of it. ${names} can sign it.`)]
      : []),
    ...blockingThreads(campaign).map((thread) =>
      reason(
        'blocking thread open',
        `${firstName(team.members[thread.by]?.name ?? 'Somebody')}’s blocking thread is open.`,
        { go: 'thread', thread: thread.id },
      ),
    ),
    ...checkReasons(frozen, stricterOf(version.policy, team.policy ?? strictestPolicy)),
  ];
};
