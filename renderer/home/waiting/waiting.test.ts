import { describe, expect, it } from 'vitest';
import type { CampaignState, WorkspaceState } from '../../../domain/state.ts';
import {
  AT,
  askedBy,
  pretendCampaign,
  pretendInvite,
  pretendSchedule,
  pretendThread,
  pretendVersion,
  pretendWorkspace,
  said,
  signedBy,
} from '../../ui/pretend.ts';
import { foundingPolicy } from '../../../domain/gate/policy.ts';
import { furtherLines, waitingCards } from './waiting.ts';

const now = new Date('2027-05-11T12:14:00.000Z');
const cards = (member: string, campaign: CampaignState, change: Partial<WorkspaceState> = {}) => {
  const state = { ...pretendWorkspace(campaign), ...change };
  return waitingCards(state, state.members[member]!, now);
};
const words = (member: string, campaign: CampaignState, change?: Partial<WorkspaceState>) =>
  cards(member, campaign, change).map((card) => card.word);
const second = {
  members: {
    ...pretendWorkspace().members,
    tom: { id: 'tom', name: 'Tom', role: 'sales-lead', admin: false, suspended: false },
  },
} satisfies Partial<WorkspaceState>;

describe('what waits for a sales lead', () => {
  it('is a version to sign, with the one they saw last, at its own address', () => {
    const [card] = cards(
      'lena',
      pretendCampaign('c', 'Spring renewal', {
        versions: [pretendVersion(5, { changesRequested: [askedBy('lena', true)] }), pretendVersion(7)],
      }),
    );
    expect(card).toMatchObject({
      word: 'Sign',
      title: 'Spring renewal, version 7',
      action: 'Read version 7',
      path: '/campaign/c/version/7',
      by: 'Mia',
    });
    expect(card?.says).toContain('You saw version 5 last.');
  });
  it('is not a version they signed, nor one that others signed enough, nor one sent back', () => {
    expect(
      words('lena', pretendCampaign('c', 'x', { versions: [pretendVersion(7, { signatures: [signedBy('lena')] })] })),
    ).toEqual([]);
    expect(
      words(
        'lena',
        pretendCampaign('c', 'x', { versions: [pretendVersion(7, { signatures: [signedBy('tom')] })] }),
        second,
      ),
    ).toEqual([]);
    const back = [askedBy('lena')];
    expect(
      words('lena', pretendCampaign('c', 'x', { versions: [pretendVersion(7, { changesRequested: back })] })),
    ).toEqual([]);
  });
  it('is told that an older signature is behind', () => {
    const versions = [pretendVersion(4, { signatures: [signedBy('lena')] }), pretendVersion(5)];
    expect(words('lena', pretendCampaign('c', 'x', { versions }))).toContain('Your signature is behind');
  });
  it('is not asked again for the signature they have just taken back', () => {
    const withdrawn = { by: 'lena', at: AT, reason: said('No.') };
    const versions = [
      pretendVersion(4, { signatures: [signedBy('lena')] }),
      pretendVersion(5, { signatures: [{ ...signedBy('lena'), withdrawn }] }),
    ];
    expect(words('lena', pretendCampaign('c', 'x', { versions }))).toEqual([]);
  });
  it('does not offer an author’s own version while another lead can sign, and does where none can', () => {
    const own = pretendCampaign('c', 'x', { versions: [pretendVersion(7, { authors: ['lena'] })] });
    expect(words('lena', own, second)).toEqual([]);
    expect(words('tom', own, second)).toEqual(['Sign']);
    expect(words('lena', own)).toEqual(['Sign']);
  });
  it('is a looser policy that somebody else proposed', () => {
    const state = pretendWorkspace();
    state.proposedPolicy = { policy: foundingPolicy, by: 'mia' };
    expect(waitingCards(state, state.members['lena']!, new Date(AT)).map(({ word }) => word)).toEqual([
      'Confirm a policy',
    ]);
    expect(waitingCards(state, state.members['sam']!, new Date(AT))).toEqual([]);
    state.proposedPolicy.by = 'lena';
    expect(waitingCards(state, state.members['lena']!, new Date(AT))).toEqual([]);
  });

  it('is a colleague proposed as sales lead, but never themselves', () => {
    const change = { proposedLeads: { sam: { by: 'mia', admin: false }, lena: { by: 'mia', admin: false } } };
    expect(cards('lena', pretendCampaign('c', 'x'), change).map((card) => card.title)).toEqual(['Sam Reyes']);
    // Who brought the proposer in is no second person, while another lead could confirm.
    const grants = { mia: { invitedBy: 'lena', linkBy: [], adminBy: [], leadBy: [] } };
    expect(cards('lena', pretendCampaign('c', 'x'), { ...second, ...change, grants })).toEqual([]);
    expect(cards('tom', pretendCampaign('c', 'x'), { ...second, ...change, grants })).toHaveLength(2);
  });
});

describe('a launch that will not happen', () => {
  const versions = [pretendVersion(1, { signatures: [signedBy('lena')] })];
  const threads = { t1: pretendThread({ blocking: true, blockingSince: 99 }) };
  const campaign = pretendCampaign('c', 'Spring', { versions, threads, schedule: pretendSchedule({ by: 'sam' }) });
  it('is told to the owner and to whoever set it, while there is time', () => {
    const [card] = cards('mia', campaign);
    expect(card).toMatchObject({ word: 'Will not launch', title: 'Spring, version 1', path: '/campaign/c/gate' });
    expect(card?.says).toContain('Since it was set, Sam’s thread blocks it.');
    expect(words('sam', campaign)).toContain('Will not launch');
    expect(words('lena', campaign)).not.toContain('Will not launch');
    expect(words('mia', { ...campaign, threads: {} })).not.toContain('Will not launch');
  });
});

describe('a halted campaign', () => {
  const halted = pretendCampaign('c', 'Spring renewal', {
    createdBy: 'mia',
    versions: [pretendVersion(3, { signatures: [signedBy('lena')] })],
    launches: [
      {
        version: 3,
        digest: '0'.repeat(64),
        packageDigest: '0'.repeat(64),
        at: AT,
        by: { member: 'mia' },
        state: 'halted',
        changes: [{ kind: 'halted', number: 7, at: AT, by: { member: 'sam' }, reason: said('Bounces.') }],
      },
    ],
  });
  it('waits for every sales lead, who alone can resume it, and for its owner', () => {
    expect(cards('lena', halted)).toMatchObject([
      { word: 'Halted', action: 'Resume or complete', says: '“Bounces.” You can resume it, or complete it.' },
    ]);
    expect(cards('mia', halted)).toMatchObject([{ action: 'See why', says: '“Bounces.” A sales lead can resume it.' }]);
    expect(words('sam', halted)).toEqual([]);
  });
  it('that is archived waits for nobody', () => {
    expect(words('lena', { ...halted, archived: true })).toEqual([]);
  });
});

describe('many threads of one campaign', () => {
  const many = (count: number, change: Parameters<typeof pretendThread>[0]) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const id = `${change?.blocking ? 'b' : 's'}${index}`;
        return [id, pretendThread({ id, at: `2027-05-11T12:0${index % 10}:00.000Z`, ...change })];
      }),
    );
  const campaign = pretendCampaign('c', 'Spring renewal', {
    threads: { ...many(4, { blocking: true }), ...many(10, { replacement: said('Other words.') }) },
  });
  it('are one card for each kind, which leads to the newest', () => {
    expect(cards('mia', campaign)).toMatchObject([
      {
        word: '4 blocking threads',
        short: '4 blocking threads',
        action: 'Open the newest',
        path: '/campaign/c/thread/b3',
      },
      { word: '10 suggestions', short: '10 suggestions', says: 'Newest: “Other words.”' },
    ]);
  });
  it('beyond what stands in full are one line for each campaign', () => {
    const campaigns = ['c', 'd', 'e', 'f'].map((id) => ({ ...campaign, id, name: `Campaign ${id}` }));
    const state = pretendWorkspace(...campaigns);
    const lines = furtherLines(waitingCards(state, state.members['mia']!, now));
    expect(lines.map(({ title, says }) => `${title}: ${says}`)).toEqual(
      ['c', 'd', 'e', 'f'].map((id) => `Campaign ${id}: 10 suggestions`),
    );
  });
});

describe('what concerns the whole workspace', () => {
  it('is, for a lead, a sign-in link that an admin asks for, until it is too late', () => {
    const link = pretendInvite({ member: 'tom', by: 'mia', state: 'proposed', expires: '2027-05-12T12:00:00.000Z' });
    const change = { ...second, invites: { l1: link } };
    expect(words('lena', pretendCampaign('c', 'x'), change)).toEqual(['Confirm a sign-in link']);
    expect(words('tom', pretendCampaign('c', 'x'), change)).toEqual([]);
    const late = { ...second, invites: { l1: { ...link, expires: AT } } };
    expect(words('lena', pretendCampaign('c', 'x'), late)).toEqual([]);
  });
  it('is, for an admin, that nobody can sign', () => {
    const { lena, ...members } = pretendWorkspace().members;
    expect(lena).toBeDefined();
    expect(words('mia', pretendCampaign('c', 'x'), { members })).toEqual(['Nobody can sign']);
    expect(words('sam', pretendCampaign('c', 'x'), { members })).toEqual([]);
  });
});

describe('what waits for others', () => {
  it('tells the owner of changes asked for, a signature, a missed launch and a halt', () => {
    const back = [{ ...askedBy('lena'), reason: said('The price is wrong.') }];
    const [changes] = cards(
      'mia',
      pretendCampaign('c', 'x', { versions: [pretendVersion(7, { changesRequested: back })] }),
    );
    expect(changes?.says).toBe('On version 7: “The price is wrong.”');
    const versions = [pretendVersion(3, { signatures: [signedBy('lena')] })];
    expect(words('mia', pretendCampaign('c', 'x', { versions }))).toEqual(['Signed']);
    expect(words('sam', pretendCampaign('c', 'x', { versions }))).toEqual([]);
  });
  it('shows a blocking thread to the owner and to whoever may close it, in turn', () => {
    const blocked = (replies: { id: string; by: string; at: string; comment: ReturnType<typeof said> }[] = []) =>
      pretendCampaign('c', 'x', { threads: { t1: pretendThread({ blocking: true, replies }) } });
    expect(cards('mia', blocked())[0]?.says).toContain('Only Sam or a sales lead can close it.');
    expect(words('sam', blocked())).toEqual([]);
    const answered = blocked([{ id: 'r', by: 'mia', at: AT, comment: said('Twelve, then.') }]);
    expect(cards('sam', answered)[0]?.says).toContain('“Twelve, then.” You can close it.');
    expect(words('mia', answered)).toEqual([]);
  });
  it('says so where the words were erased', () => {
    const erased = { hash: '0'.repeat(64), body: null };
    const campaign = pretendCampaign('c', 'x', { threads: { t1: pretendThread({ blocking: true, comment: erased }) } });
    expect(cards('mia', campaign)[0]?.says).toContain('The words were erased.');
  });
  it('is nothing for viewers', () => {
    expect(words('ida', pretendCampaign('c', 'x', { createdBy: 'ida', versions: [pretendVersion(7)] }))).toEqual([]);
  });
});
