import type { FeedRow } from '../event.ts';
import { memberOf, said, saidIfAny } from '../record/said.ts';
import type { CampaignState, Launch, Version } from '../state.ts';

const changeVersion = (
  campaign: CampaignState,
  number: number,
  to: (version: Version) => Partial<Version>,
): CampaignState => ({
  ...campaign,
  versions: campaign.versions.map((version) => (version.number === number ? { ...version, ...to(version) } : version)),
});

/** Folds an event about versions, signatures, schedule and launches. */
export const evolveGate = (campaign: CampaignState, row: FeedRow): CampaignState => {
  const { event } = row;
  const { at, actor, sequence } = event;
  const by = memberOf(actor);
  switch (event.kind) {
    case 'review requested': {
      const { version: number, digest, authors, policy } = event.data;
      const version: Version = {
        number,
        digest,
        name: null,
        at,
        by,
        note: saidIfAny(row, 'note'),
        authors,
        policy,
        signatures: [],
        changesRequested: [],
      };
      return { ...campaign, versions: [...campaign.versions, version] };
    }
    case 'changes requested': {
      const { version, viewedAll = false } = event.data;
      const request = { by, at, reason: said(row, 'reason'), viewedAll };
      return changeVersion(campaign, version, ({ changesRequested }) => ({
        changesRequested: [...changesRequested, request],
      }));
    }
    case 'signed off': {
      const { version, digest, viewed, statement, byAuthor, ties = [] } = event.data;
      const signature = { by, at, sequence, digest, statement, byAuthor, ties, viewed, withdrawn: null };
      return changeVersion(campaign, version, ({ signatures }) => ({ signatures: [...signatures, signature] }));
    }
    case 'signature withdrawn': {
      const withdrawn = { by, at, reason: said(row, 'reason') };
      return changeVersion(campaign, event.data.version, ({ signatures }) => ({
        signatures: signatures.map((signature) =>
          signature.by === by && signature.withdrawn === null ? { ...signature, withdrawn } : signature,
        ),
      }));
    }
    case 'version named':
      return changeVersion(campaign, event.data.version, () => ({ name: event.data.name }));
    case 'launch scheduled': {
      const { version, digest, at: local, timeZone, instant, graceMinutes } = event.data;
      const schedule = {
        version,
        digest,
        at: local,
        timeZone,
        instant,
        graceMinutes,
        by,
        sequence,
        missed: false,
        missedFor: [],
      };
      return { ...campaign, schedule };
    }
    case 'launch unscheduled':
      return { ...campaign, schedule: null };
    case 'launch missed':
      return campaign.schedule
        ? { ...campaign, schedule: { ...campaign.schedule, missed: true, missedFor: event.data.reasons ?? [] } }
        : campaign;
    case 'launched': {
      const { version, digest, packageDigest } = event.data;
      const launch: Launch = { version, digest, packageDigest, at, by: actor, state: 'live', changes: [] };
      return { ...campaign, schedule: null, launches: [...campaign.launches, launch] };
    }
    case 'halted':
      return changeLaunch(campaign, row, 'halted', 'halted');
    case 'resumed':
      return changeLaunch(campaign, row, 'resumed', 'live');
    case 'completed':
      return changeLaunch(campaign, row, 'completed', 'done');
    default:
      return campaign;
  }
};

const changeLaunch = (
  campaign: CampaignState,
  row: FeedRow,
  kind: Launch['changes'][number]['kind'],
  state: Launch['state'],
): CampaignState => {
  const last = campaign.launches.at(-1);
  if (!last) return campaign;
  const change = { kind, number: row.number, at: row.event.at, by: row.event.actor, reason: saidIfAny(row, 'reason') };
  return {
    ...campaign,
    launches: [...campaign.launches.slice(0, -1), { ...last, state, changes: [...last.changes, change] }],
  };
};
