import { noFacts } from './campaign/facts.ts';
import { carryOut } from './carried-out.ts';
import { NO_HASH, isShown, type AnyRow, type Event, type FeedRow } from './event.ts';
import { evolveCampaign } from './evolve-campaign.ts';
import { evolvePeople } from './people/evolve-people.ts';
import { keyAfter } from './record/chain.ts';
import { forget } from './record/forget.ts';
import { memberOf, said } from './record/said.ts';
import type { Id } from './id.ts';
import type { CampaignState, WorkspaceState } from './state.ts';

export const emptyWorkspace = (id: Id): WorkspaceState => ({
  id,
  name: '',
  sample: false,
  number: 0,
  head: NO_HASH,
  key: null,
  members: {},
  grants: {},
  endedLeads: {},
  suspensions: {},
  proposedLeads: {},
  invites: {},
  policy: null,
  proposedPolicy: null,
  mergeFields: [],
  webhooks: {},
  campaigns: {},
  notes: {},
  record: { sequence: 0, hash: NO_HASH },
  done: [],
});

/**
 * The state after one more row of the feed. Pure: the state given stays as it was. Total: an event about something unknown
 * (from a newer version, say) moves the numbers and nothing else, so that no row can stop a client.
 */
export const evolve = (state: WorkspaceState, row: AnyRow): WorkspaceState => {
  if (!isShown(row)) return { ...state, number: row.number, head: row.head };
  const { event, number, head, hash } = row;
  const moved: WorkspaceState = { ...state, number, head, key: keyAfter(event) };
  if (event.command !== null) moved.done = carryOut(state.done, event.command, number);
  const record = { sequence: event.sequence, hash };
  if (event.kind === 'restored') return { ...moved, campaigns: wentBack(state.campaigns), record };
  if (event.campaign === null) return { ...evolvePeople(moved, event), ...notes(moved, row), record };
  const before =
    event.kind === 'campaign created' ? newCampaign(event.campaign, event) : state.campaigns[event.campaign];
  if (!before) return moved;
  const after = { ...evolveCampaign(before, row), changedAt: event.at, record };
  return { ...moved, ...notes(moved, row), campaigns: { ...state.campaigns, [event.campaign]: after } };
};

const wentBack = (campaigns: WorkspaceState['campaigns']): WorkspaceState['campaigns'] =>
  Object.fromEntries(
    Object.entries(campaigns).map(([id, campaign]) => [id, { ...campaign, restored: campaign.record.sequence }]),
  );

const newCampaign = (id: Id, { at, actor }: Event): CampaignState => ({
  id,
  name: '',
  createdAt: at,
  createdBy: memberOf(actor),
  changedAt: at,
  facts: noFacts(),
  factsSet: {},
  threads: {},
  versions: [],
  accepted: [],
  archived: false,
  schedule: null,
  launches: [],
  restored: null,
  record: { sequence: 0, hash: NO_HASH },
});

/** Field notes belong to the workspace, whichever record tells of them. */
const notes = (state: WorkspaceState, row: FeedRow): Pick<WorkspaceState, 'notes'> => {
  const { event } = row;
  if (event.kind === 'text erased') return { notes: forget(state.notes, event.data.hash) };
  if (event.kind === 'field note logged') {
    const { note, channel, mayBeQuoted } = event.data;
    const logged = {
      id: note,
      campaign: event.campaign,
      by: memberOf(event.actor),
      at: event.at,
      channel,
      mayBeQuoted,
      quote: said(row, 'quote'),
      who: said(row, 'who'),
      links: [],
    };
    return { notes: { ...state.notes, [note]: logged } };
  }
  if (event.kind === 'field note linked' && event.campaign !== null) {
    const { note, part, linked } = event.data;
    const known = state.notes[note];
    if (!known) return { notes: state.notes };
    const { campaign } = event;
    const others = known.links.filter((link) => link.campaign !== campaign || link.part !== part);
    const links = linked ? [...others, { campaign, part }] : others;
    return { notes: { ...state.notes, [note]: { ...known, links } } };
  }
  return { notes: state.notes };
};
