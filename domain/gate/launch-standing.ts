import type { CampaignState, Schedule, Version, WorkspaceState } from '../state.ts';
import { blockingThreads } from './blocking-threads.ts';
import { unrecordedPolicy, type Policy } from './policy.ts';
import { nameIn, reason } from './refuse.ts';
import type { Reason } from './refusal.ts';
import { isObjected, standing } from './signatures.ts';
import { signedFor, standingOf } from './signed-for.ts';
import { stricterOf } from './stricter.ts';
import { lastLaunch } from './versions.ts';

/** The policy that holds for a version now. */
export const heldTo = (state: WorkspaceState, version: Version): Policy =>
  stricterOf(version.policy, state.policy ?? unrecordedPolicy);

/** Whose laptop was stolen is suspended: what they signed does not count meanwhile. */
export const notSigned = (state: WorkspaceState, campaign: CampaignState, version: Version): Reason[] => {
  const { number } = version;
  const says = standingOf(state, campaign, version).signed ? null : lacking(state, campaign, version);
  return says === null ? [] : [reason('not signed', says, { go: 'version', version: number })];
};

const lacking = (state: WorkspaceState, campaign: CampaignState, version: Version): string => {
  const { number } = version;
  const { counted, authors, policy } = standingOf(state, campaign, version);
  const [change] = version.changesRequested;
  if (isObjected(version) && change)
    return `${nameIn(state, change.by)} asked for changes on version ${number}. It cannot launch.`;
  const [absent] = standing(version).filter((signature) => !counted.includes(signature));
  if (absent)
    return state.members[absent.by]?.suspended === false && authors.includes(absent.by)
      ? `${nameIn(state, absent.by)} wrote words since the last version that is signed now, so that signature on version ${number} does not count. Another sales lead must sign it.`
      : `${nameIn(state, absent.by)} is suspended, so that signature on version ${number} does not count. Another sales lead must sign it.`;
  const { quorum } = policy;
  return `Version ${number} is not signed. It needs ${quorum === 1 ? 'a sales lead' : `${quorum} sales leads`}.`;
};

/** One version is live per campaign, and each launches once; going on with a halted one is resuming it. */
export const alreadyRunning = (campaign: CampaignState, number: number): Reason[] => {
  const last = lastLaunch(campaign);
  if (last?.state === 'live')
    return [reason('already live', `Version ${last.version} is live. Halt or complete it first.`)];
  if (last?.state === 'halted' && last.version === number)
    return [reason('already live', `Version ${number} was halted. A sales lead can resume it.`)];
  if (campaign.launches.some(({ version }) => version === number))
    return [reason('already live', `Version ${number} was launched before. Ask for review to send it again.`)];
  return [];
};

/** What came up after somebody set the schedule: nobody is there to ask at its hour, so it was never answered. */
export const unansweredSince = (
  state: WorkspaceState,
  campaign: CampaignState,
  { version: number, sequence: since }: Pick<Schedule, 'version' | 'sequence'>,
): Reason[] => {
  const thread = blockingThreads(campaign).find(({ blockingSince }) => blockingSince === null || blockingSince > since);
  const newer = campaign.versions.findLast(
    (version) =>
      version.number > number &&
      signedFor(state, campaign, version) &&
      version.signatures.some(({ sequence }) => sequence > since),
  );
  const put = campaign.restored !== null && campaign.restored >= since;
  return [
    ...(put
      ? [
          reason(
            'restored since',
            'The server was put back to a backup after it was set. Ask who signed, then set it again.',
          ),
        ]
      : []),
    ...(thread
      ? [
          reason(
            'blocking thread opened since',
            `Since it was set, ${nameIn(state, thread.by)}’s thread blocks it. Close the thread, or set the launch again in spite of it.`,
            { go: 'thread', thread: thread.id },
          ),
        ]
      : []),
    ...(newer
      ? [
          reason(
            'a newer version is signed',
            `Version ${newer.number} was signed since it was set. Set the launch again, of the one or the other.`,
            { go: 'version', version: newer.number },
          ),
        ]
      : []),
  ];
};
