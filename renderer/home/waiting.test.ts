import { describe, expect, it } from 'vitest';
import type { CampaignState, WorkspaceState } from '../../domain/state.ts';
import {
  askedBy,
  pretendCampaign,
  pretendSchedule,
  pretendThread,
  pretendVersion,
  pretendWorkspace,
  said,
  signedBy,
  AT,
} from '../ui/pretend.ts';
import { foundingPolicy } from '../../domain/gate/policy.ts';
import { waitingCards } from './waiting.ts';

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
