import { noFacts } from '../../domain/campaign/facts.ts';
import { foundingPolicy } from '../../domain/gate/policy.ts';
import type { CampaignState, Invite, Said, Schedule, Thread, Version, WorkspaceState } from '../../domain/state.ts';

/** For tests: a workspace of four people, and parts to put into it. */
export const said = (text: string): Said => ({ hash: '0'.repeat(64), body: { salt: '', text } });
export const AT = '2027-05-11T12:00:00.000Z';

export const pretendThread = (change: Partial<Thread> = {}): Thread => ({
  id: 't1',
  by: 'sam',
  at: AT,
  anchor: { text: 'brief/offer', start: '', end: '' },
  quote: said('twelve months'),
  before: said(''),
  after: said(''),
  comment: said('We cannot promise 24 months.'),
  replacement: null,
  blocking: false,
  blockingSince: null,
  state: 'open',
  closed: null,
  replies: [],
  ...change,
});
export const pretendVersion = (number: number, change: Partial<Version> = {}): Version => ({
  number,
  digest: String(number).repeat(64).slice(0, 64),
  name: null,
  at: AT,
  by: 'mia',
  note: null,
  authors: ['mia'],
  policy: foundingPolicy,
  signatures: [],
  changesRequested: [],
  ...change,
});
export const signedBy = (by: string): Version['signatures'][number] => ({
  by,
  at: AT,
  sequence: 9,
  digest: '0'.repeat(64),
  statement: '',
  byAuthor: false,
  ties: [],
  viewed: [],
  withdrawn: null,
});
/** Mia's plan to launch version 1. */
export const pretendSchedule = (change: Partial<Schedule> = {}): Schedule => ({
  version: 1,
  digest: '1'.repeat(64),
  at: '2027-05-12T10:00',
  timeZone: 'Europe/London',
  instant: '2027-05-12T09:00:00.000Z',
  graceMinutes: 15,
  by: 'mia',
  sequence: 20,
  missed: false,
  missedFor: [],
  ...change,
});
/** Somebody's request for changes. */
export const askedBy = (by: string, viewedAll = false): Version['changesRequested'][number] => ({
  by,
  at: AT,
  reason: said('No.'),
  viewedAll,
});
export const pretendInvite = (change: Partial<Invite> = {}): Invite => ({
  id: 'l1',
  role: 'viewer',
  admin: false,
  expires: AT,
  by: 'mia',
  state: 'open',
  name: null,
  campaign: null,
  member: null,
  confirmedBy: null,
  usedAt: null,
  ...change,
});
export const pretendCampaign = (id: string, name: string, change: Partial<CampaignState> = {}): CampaignState => ({
  id,
  name,
  createdAt: AT,
  createdBy: 'mia',
  changedAt: AT,
  facts: noFacts(),
  factsSet: {},
  threads: {},
  versions: [],
  accepted: [],
  archived: false,
  schedule: null,
  launches: [],
  restored: null,
  record: { sequence: 0, hash: '' },
  ...change,
});
export const pretendWorkspace = (...campaigns: CampaignState[]): WorkspaceState => ({
  id: 'w1',
  name: 'Kilnworks',
  sample: false,
  number: 1,
  head: '0'.repeat(64),
  key: null,
  members: {
    mia: { id: 'mia', name: 'Mia Okonjo', role: 'marketing', admin: true, suspended: false },
    sam: { id: 'sam', name: 'Sam Reyes', role: 'sales', admin: false, suspended: false },
    lena: { id: 'lena', name: 'Lena Kovač', role: 'sales-lead', admin: false, suspended: false },
    ida: { id: 'ida', name: 'Ida', role: 'viewer', admin: false, suspended: false },
  },
  grants: {},
  endedLeads: {},
  suspensions: {},
  proposedLeads: {},
  invites: {},
  policy: foundingPolicy,
  proposedPolicy: null,
  mergeFields: [],
  webhooks: {},
  campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.id, campaign])),
  notes: {},
  record: { sequence: 0, hash: '' },
  done: [],
});
