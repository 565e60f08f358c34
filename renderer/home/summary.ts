import { newestSigned, standingOf } from '../../domain/gate/signed-for.ts';
import { willMiss } from '../../domain/gate/will-miss.ts';
import { stageOf, versionOf } from '../../domain/stage.ts';
import type { CampaignState, Signature, Stage, Version, WorkspaceState } from '../../domain/state.ts';
import type { Member } from '../../domain/people/member.ts';
import { factKeys } from '../../domain/campaign/facts.ts';
import { ago, count, day, firstName, localDay, localTime, since } from '../ui/format.ts';

/** What the board and the list say about one campaign. */
export type Summary = {
  id: string;
  name: string;
  stage: Stage;
  owner: Member | null;
  /** The version this stage is about, else the newest one; null before the first. */
  version: number | null;
  /** The one thing to know at this stage: `facts 5 of 8`, `asked 14 min ago`, `Lena, Fri`. */
  says: string;
  /** The same for a list that has a column for the launch: who signed, what it waits for. */
  gate: string;
  /** When it launches, launched or is planned to; null where nobody has said. What will not launch has no time. */
  launch: string | null;
  openThreads: number;
  blocking: number;
  changedAt: string;
  /** The same as something to sort by; null where there is no date. */
  launchAt: string | null;
  archived: boolean;
};

const nameOf = (state: WorkspaceState, id: string): string => firstName(state.members[id]?.name ?? 'someone');

/** Whose signature of a version was the last that counts. */
const lastSigner = (state: WorkspaceState, campaign: CampaignState, version: Version | null): Signature | null =>
  (version && standingOf(state, campaign, version).counted.at(-1)) ?? null;

const inReview = (campaign: CampaignState, now: Date): string => {
  const version = campaign.versions.at(-1);
  if (!version) return '';
  if (version.changesRequested.length > 0) return 'changes requested';
  return `asked ${since(version.at, now)}`;
};
const saying = (state: WorkspaceState, campaign: CampaignState, stage: Stage, now: Date): string => {
  const launch = campaign.launches.at(-1);
  if (willMiss(state, campaign).length > 0) return 'will not launch';
  switch (stage) {
    case 'drafting': {
      const decided = factKeys.filter((key) => campaign.facts[key] !== null).length;
      return `facts ${decided} of ${factKeys.length}`;
    }
    case 'in review':
      return inReview(campaign, now);
    case 'signed': {
      const signature = lastSigner(state, campaign, newestSigned(state, campaign));
      return signature ? `${nameOf(state, signature.by)}, ${ago(signature.at, now)}` : '';
    }
    case 'scheduled':
      return campaign.schedule ? localTime(campaign.schedule.at, now) : '';
    case 'live': {
      if (!launch) return '';
      const days = Math.floor((now.getTime() - Date.parse(launch.at)) / 86_400_000);
      const since = ago(launch.at, now);
      return days >= 1 ? `day ${days + 1}` : since === 'now' ? 'just launched' : `since ${since}`;
    }
    case 'halted': {
      const halt = launch?.changes.findLast((change) => change.kind === 'halted');
      if (!halt) return '';
      const by = 'member' in halt.by ? nameOf(state, halt.by.member) : 'the server';
      return halt.reason?.body?.text ?? `by ${by}, ${ago(halt.at, now)}`;
    }
    default:
      return launch ? day(launch.at, now) : '';
  }
};

const completed = ({ launches }: CampaignState, now: Date): string => {
  const at = launches.at(-1)?.changes.findLast(({ kind }) => kind === 'completed')?.at;
  return at === undefined ? '' : `completed ${since(at, now)}`;
};

const gateSays = (
  state: WorkspaceState,
  campaign: CampaignState,
  stage: Stage,
  blocking: number,
  now: Date,
): string => {
  if (willMiss(state, campaign).length > 0) return 'will not launch';
  if (blocking > 0) return count(blocking, 'blocking thread');
  if (stage === 'done') return completed(campaign, now);
  if (stage !== 'signed' && stage !== 'scheduled') return saying(state, campaign, stage, now);
  const planned = campaign.schedule && versionOf(campaign, campaign.schedule.version);
  const version = stage === 'scheduled' ? planned : newestSigned(state, campaign);
  const signature = lastSigner(state, campaign, version);
  return signature ? `signed by ${nameOf(state, signature.by)}` : '';
};

export const summaryOf = (state: WorkspaceState, campaign: CampaignState, now: Date): Summary => {
  const stage = stageOf(state, campaign);
  const open = Object.values(campaign.threads).filter((thread) => thread.state === 'open');
  const blocking = open.filter((thread) => thread.blocking).length;
  const launch = campaign.launches.at(-1);
  const version =
    stage === 'scheduled'
      ? campaign.schedule?.version
      : stage === 'live' || stage === 'halted' || stage === 'done'
        ? launch?.version
        : stage === 'signed'
          ? newestSigned(state, campaign)?.number
          : campaign.versions.at(-1)?.number;
  return {
    id: campaign.id,
    name: campaign.name,
    stage,
    owner: state.members[campaign.facts.owner ?? campaign.createdBy] ?? null,
    version: version ?? null,
    says: saying(state, campaign, stage, now),
    gate: gateSays(state, campaign, stage, blocking, now),
    launch: launch
      ? day(launch.at, now)
      : stage === 'scheduled' && campaign.schedule
        ? localTime(campaign.schedule.at, now)
        : campaign.facts.window
          ? localDay(campaign.facts.window.opens, now)
          : null,
    openThreads: open.length,
    blocking,
    changedAt: campaign.changedAt,
    launchAt:
      launch?.at ?? (stage === 'scheduled' ? campaign.schedule?.instant : null) ?? campaign.facts.window?.opens ?? null,
    archived: campaign.archived,
  };
};
