import { beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../domain/campaign/sequence.ts';
import { drawn } from '../../ui/drawn.ts';
import { askedBy, pretendThread, pretendVersion, pretendWorkspace } from '../../ui/pretend.ts';
import { readingUnderTest as setUp } from './reading-under-test.ts';
import { VersionReview } from './VersionReview.tsx';

describe('reading a version', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('is signed only after every changed part was viewed, with its digest and the sentence on the screen', async () => {
    const { open, second } = setUp('lena', ['mia']);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).toContain('2 words differ from version 1, which you saw');
    expect([...document.querySelectorAll('ins')].map((each) => each.textContent)).toContain('Now ');
    const sign = document.querySelector<HTMLInputElement>('input[value=sign]')!;
    await page.click(sign);
    const locked = page.pressable('Sign version 2');
    expect(locked.getAttribute('aria-disabled')).toBe('true');
    await page.click(locked);
    expect(open.sent).toEqual([]);
    await page.click(page.pressable('Mark Brief as viewed'));
    await page.click(page.pressable('Mark The call as viewed'));
    expect(document.body.textContent).toContain('2 of 2 changed parts viewed');
    await page.click(page.pressable('Sign version 2'));
    expect(open.sent).toEqual([
      {
        kind: 'sign off',
        campaign: 'a',
        version: 2,
        digest: second.digest,
        viewed: ['brief/offer', 'step/s/v'],
        statement:
          'I approve version 2 of Spring renewal for launch to 1,240 contacts on 12 May 2027, 09:00, London time.',
      },
    ]);
  });

  it('has not been seen by who asked for changes without viewing all of it: then everything is new to them, and said to be', async () => {
    const { open, versions } = setUp('lena', ['mia']);
    versions[0]!.changesRequested = [askedBy('lena')];
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).toContain('parts, all new to you');
    expect(document.body.textContent).not.toContain('which you saw');
    await page.click(page.pressable('Mark Brief as viewed'));
    await page.click(document.querySelector<HTMLInputElement>('input[value=changes]')!);
    await page.type(document.querySelector('form textarea')!, 'Shorter.');
    await page.click(page.pressable('Request changes'));
    const [sent] = open.sent as { viewed: string[] }[];
    expect(sent).toMatchObject({ kind: 'request changes', version: 2, reason: 'Shorter.' });
    expect(sent!.viewed).toContain('brief/offer');
    expect(sent!.viewed).not.toContain('step/s/v');
  });

  it('says beside an author by whose invite they came, and of the signer who came by an author', async () => {
    const { open, campaign } = setUp('lena', ['mia', 'sam']);
    const none = { linkBy: [], adminBy: [], leadBy: [] };
    const grants = { sam: { ...none, invitedBy: 'lena' }, lena: { ...none, leadBy: ['mia'], invitedBy: 'mia' } };
    open.put({ ...pretendWorkspace(campaign), grants });
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    const known = document.querySelector('[aria-labelledby=version-authors]')?.textContent;
    expect(known).toContain('Sam Reyes sales, invited by you');
    expect(known).toContain('Sam Reyes, who wrote in it, was invited by Lena Kovač.');
    expect(known).toContain('Lena Kovač was invited by Mia Okonjo, who wrote in it.');
    expect(known).toContain('Lena Kovač was made a sales lead by Mia Okonjo alone.');
  });

  it('keeps the ticks of a reader who comes back', async () => {
    const { open } = setUp('lena', ['mia']);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    await page.click(page.pressable('Mark Brief as viewed'));
    await page.remove();
    const later = await drawn(open.around(<VersionReview number={2} />));
    await later.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).toContain('1 of 2 changed parts viewed');
  });

  it('keeps a tick in the next version where the part differs in the same way, and drops it where a character changed', async () => {
    const { open, campaign, freeze } = setUp('lena', ['mia']);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    await page.click(page.pressable('Mark Brief as viewed'));
    await page.click(page.pressable('Mark The call as viewed'));
    textOf(open.copy.open.doc, 'step/s/v/body')!.insert(1, 'A');
    const third = freeze();
    open.versions.set(3, third);
    open.put(
      pretendWorkspace({ ...campaign, versions: [...campaign.versions, pretendVersion(3, { digest: third.digest })] }),
    );
    await page.again(open.around(<VersionReview number={3} />));
    await page.again(open.around(<VersionReview number={3} />));
    expect(document.body.textContent).toContain('1 of 2 changed parts viewed');
    expect(page.pressable('Mark The call as viewed')).toBeTruthy();
    await page.click(document.querySelector<HTMLInputElement>('input[value=sign]')!);
    expect(page.pressable('Sign version 3').getAttribute('aria-disabled')).toBe('true');
  });

  it('is read and signed by keys: V ticks and leads on, S chooses, and only then Ctrl and Enter signs', async () => {
    const { open, second } = setUp('lena', ['mia']);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    await page.key('v');
    await page.key('s');
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toEqual([]);
    await page.key('v');
    expect(document.body.textContent).toContain('2 of 2 changed parts viewed');
    await page.key('Enter', { ctrlKey: true });
    expect(open.sent).toMatchObject([{ kind: 'sign off', version: 2, digest: second.digest }]);
  });

  it('shows and names what cannot be seen, before it is signed', async () => {
    const { open, versions, freeze } = setUp('lena', ['mia']);
    open.brief.open.doc.getText('offer').insert(1, 'Pay \u202e001 ');
    textOf(open.copy.open.doc, 'step/s/v/body')!.insert(1, 'p\u0430yslip ');
    const frozen = freeze();
    open.versions.set(2, frozen);
    versions[1]!.digest = frozen.digest;
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).not.toContain('\u202e');
    const marked = [...document.querySelectorAll('article [title]')].map((each) => each.getAttribute('title'));
    expect(marked).toEqual(['right-to-left override', 'Cyrillic letter that looks like “a”']);
    await page.click(document.querySelector<HTMLInputElement>('input[value=sign]')!);
    expect(document.querySelector('form')?.textContent).toContain('2 characters are not what they seem');
  });

  it('says which blocking thread is open', async () => {
    const { open, campaign } = setUp('lena', ['mia']);
    open.put(pretendWorkspace({ ...campaign, threads: { t1: pretendThread({ blocking: true }) } }));
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).toContain('Sam blocks it: “We cannot promise 24 months.”');
    expect(document.body.textContent).not.toContain('No blocking thread is open');
  });

  it('says that the draft has moved on, and that this is not in the version', async () => {
    const { open } = setUp('lena', ['mia']);
    open.brief.open.doc.getText('audience').insert(1, 'Only ');
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).toContain('The draft has moved on by 1 change');
  });

  it('offers a reader who is no lead a comment and no verdict', async () => {
    const { open } = setUp('sam', ['mia']);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.querySelector('input[value=sign]')).toBeNull();
    expect(page.pressable('Send comment')).toBeTruthy();
    expect(document.body.textContent).not.toContain('Mark viewed');
  });

  it('lets the only lead sign as an author, and says what the record will say', async () => {
    const { open } = setUp('lena', ['mia', 'lena']);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    await page.click(document.querySelector<HTMLInputElement>('input[value=sign]')!);
    expect(document.body.textContent).toContain('signed by an author');
  });

  it('says of a version that cannot be fetched why, and offers another try', async () => {
    const { open } = setUp('lena', ['mia']);
    open.versions.delete(2);
    const page = await drawn(open.around(<VersionReview number={2} />));
    await page.again(open.around(<VersionReview number={2} />));
    expect(document.body.textContent).toContain('The server has no such version.');
    expect(page.pressable('Try again')).toBeTruthy();
  });
});
