import { afterEach, describe, expect, it } from 'vitest';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendThread, pretendWorkspace, said } from '../../ui/pretend.ts';
import type { Thread, WorkspaceState } from '../../../domain/state.ts';
import { clearDesk } from '../desk.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { endWritingAsLead } from '../text/lead-guard.ts';
import { LeadWarning } from '../text/LeadWarning.tsx';
import { ThreadCard } from './ThreadCard.tsx';

let page: Awaited<ReturnType<typeof drawn>>;
type Change = (state: WorkspaceState) => Partial<WorkspaceState>;
const card = async (me: string, change: Partial<Thread>, orphaned = false, changeTeam: Change = () => ({})) => {
  const thread = pretendThread(change);
  const team = pretendWorkspace(pretendCampaign('a', 'A', { threads: { t1: thread } }));
  const open = pretendOpen({ ...team, ...changeTeam(team) }, me, 'a');
  page = await drawn(
    open.around(
      <>
        <ThreadCard placed={{ thread, text: 'brief/offer', orphaned, edited: false }} />
        <LeadWarning campaign="a" />
      </>,
    ),
  );
  return open;
};

describe('a thread', () => {
  afterEach(async () => {
    await page.remove();
    clearDesk();
    endWritingAsLead('a');
  });

  it('that blocks says who can close it to those who cannot', async () => {
    await card('mia', { blocking: true });
    expect(document.body.textContent).toContain('Only Sam or Lena can close this.');
    expect(() => page.pressable('Resolve')).toThrow('nothing called');
  });

  it('that blocks is closed by its opener', async () => {
    const open = await card('sam', { blocking: true });
    await page.click(page.pressable('Resolve'));
    expect(open.sent).toEqual([{ kind: 'resolve thread', campaign: 'a', thread: 't1' }]);
  });

  it('that suggests other words shows the difference, and is accepted by who may write', async () => {
    const open = await card('mia', { replacement: said('two years') });
    expect(document.querySelector('del')?.textContent).toContain('twelve');
    expect(document.querySelector('ins')?.textContent).toContain('two');
    await page.click(page.pressable('Accept'));
    expect(open.sent).toEqual([{ kind: 'accept suggestion', campaign: 'a', thread: 't1' }]);
  });

  const accepted = { kind: 'accept suggestion', campaign: 'a', thread: 't1' };
  const noor =
    (suspended: boolean): Change =>
    ({ members }) => ({
      members: { ...members, noor: { ...members['lena']!, id: 'noor', name: 'Noor Haddad', suspended } },
      endedLeads: suspended ? { noor: ['lena'] } : {},
    });
  it.each<[string, Change, string]>([
    ['whom only another could sign for', noor(false), 'Noor would have to sign it.'],
    ['who sent the other away', noor(true), 'It was you who ended that Noor can sign'],
    ['who is the only one', () => ({}), 'You are the only sales lead, so you could still sign it'],
  ])('warns a sales lead, %s, before they accept and become an author', async (_, changeTeam, says) => {
    const open = await card('lena', { replacement: said('two years') }, false, changeTeam);
    await page.click(page.pressable('Accept'));
    expect(document.body.textContent).toContain(says);
    await page.click(page.pressable('Leave it to an author'));
    expect(open.sent).toEqual([]);
    await page.click(page.pressable('Accept'));
    await page.click(page.pressable('Accept anyway'));
    expect(open.sent).toEqual([accepted]);
    // They know now.
    await page.click(page.pressable('Accept'));
    expect(open.sent).toEqual([accepted, accepted]);
  });

  it('whose words are gone keeps its quote and waits for them', async () => {
    await card('mia', {}, true);
    expect(document.body.textContent).toContain('twelve months');
    expect(document.body.textContent).toContain('is found again');
  });

  it('is only read by a viewer', async () => {
    await card('ida', {});
    expect(() => page.pressable('Reply')).toThrow('nothing called');
  });

  it('says of erased words that they were erased', async () => {
    await card('mia', { comment: { hash: '0'.repeat(64), body: null } });
    expect(document.body.textContent).toContain('The words were erased.');
  });
});
