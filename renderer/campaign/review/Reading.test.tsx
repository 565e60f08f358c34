import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { textOf } from '../../../domain/campaign/sequence.ts';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendThread, pretendWorkspace, said, signedBy } from '../../ui/pretend.ts';
import { clearDesk, useDesk } from '../desk.ts';
import { Decisions } from '../gate/Decisions.tsx';
import { Strips } from '../room/Strips.tsx';
import { readingUnderTest } from './reading-under-test.ts';
import { VersionReview } from './VersionReview.tsx';

type UnderTest = ReturnType<typeof readingUnderTest>;
const read = async ({ open }: UnderTest) => {
  const page = await drawn(open.around(<VersionReview number={2} />));
  await page.again(open.around(<VersionReview number={2} />));
  return page;
};
const says = () => document.body.textContent ?? '';
/** Version 2 anew, with more in it. */
const freezeAgain = ({ open, versions, freeze }: UnderTest) => {
  const frozen = freeze();
  open.versions.set(2, frozen);
  versions[1]!.digest = frozen.digest;
};
/** Signed by Lena. */
const sign = ({ open, campaign, versions }: UnderTest) => {
  const signed = [versions[0]!, { ...versions[1]!, signatures: [signedBy('lena')] }];
  open.put(pretendWorkspace({ ...campaign, versions: signed }));
};

beforeEach(() => {
  localStorage.clear();
  clearDesk();
});

describe('keys', () => {
  it('J and K go from change to change, also within one part', async () => {
    const test = readingUnderTest('lena', ['mia']);
    const objective = test.open.brief.open.doc.getText('objective');
    objective.insert(objective.length, ' And in autumn.');
    objective.insert(1, 'So: ');
    freezeAgain(test);
    const page = await read(test);
    const stops: string[] = [];
    for (const key of ['j', 'j', 'j', 'j', 'j', 'k']) {
      await page.key(key);
      stops.push(document.activeElement?.textContent?.trim() ?? '');
    }
    expect(stops).toEqual(['So:', '. And in autumn', 'Now', 'Hello.', 'Hello.', 'Now']);
    // What the keys stand on is what V is about.
    expect(document.querySelector('nav [aria-current=true]')?.textContent).toContain('Brief');
  });

  it('V goes down in a part that is longer than the screen, and ticks it only when its end was to be seen', async () => {
    const test = readingUnderTest('lena', ['mia']);
    let bottom = 5000;
    const rect = vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      return new DOMRect(0, 0, 100, this instanceof HTMLElement && this.dataset['sheet'] === 'brief' ? bottom : 600);
    });
    const page = await read(test);
    expect(page.pressable('Read on in Brief')).toBeTruthy();
    await page.key('v');
    await page.key('v');
    expect(says()).toContain('0 of 2 changed parts viewed');
    bottom = 500;
    await act(async () => {
      window.dispatchEvent(new Event('scroll'));
    });
    await page.key('v');
    expect(says()).toContain('1 of 2 changed parts viewed');
    rect.mockRestore();
  });
});

describe('a version that its reader signed', () => {
  it('says so, keeps the focus, and offers to take it back instead of signing', async () => {
    const test = readingUnderTest('lena', ['mia']);
    const page = await read(test);
    sign(test);
    await page.again(test.open.around(<VersionReview number={2} />));
    expect(document.activeElement?.textContent).toMatch(/^You signed version 2, /);
    expect(document.querySelector('[name=verdict], textarea')).toBeNull();
    expect(says()).toContain('What you signed for');
    expect(says()).toContain('It can launch now.');
    expect(says()).not.toContain('new to you');
    await page.click(page.pressable('Withdraw my signature'));
    await page.again(test.open.around(<Decisions />));
    expect(document.querySelector('[role=dialog] h2')?.textContent).toBe(
      'Withdraw your signature from Spring renewal, version 2?',
    );
  });

  it('can still be commented on, where it is asked for', async () => {
    const test = readingUnderTest('lena', ['mia']);
    const page = await read(test);
    sign(test);
    await page.again(test.open.around(<VersionReview number={2} />));
    await page.click(page.pressable('Comment'));
    expect(document.activeElement).toBe(document.querySelector('textarea'));
    expect(document.querySelector('[name=verdict]')).toBeNull();
  });
});

it('sends a comment as one thread, however often it is sent', async () => {
  const test = readingUnderTest('sam', ['mia']);
  const page = await read(test);
  test.open.answers.push({ kind: 'offline', says: 'The server did not answer.' });
  await page.type(document.querySelector('textarea')!, 'Two years?');
  await page.click(page.pressable('Send comment'));
  expect(says()).toContain('The server did not answer.');
  await page.click(page.pressable('Send comment'));
  const [one, other] = test.open.sent as { thread: string }[];
  expect(other?.thread).toBe(one?.thread);
  await page.type(document.querySelector('textarea')!, 'Another one.');
  await page.click(page.pressable('Send comment'));
  expect((test.open.sent[2] as { thread: string }).thread).not.toBe(one?.thread);
});

it('tells whose the new words are, where the server tells who writes under which client id', async () => {
  const test = readingUnderTest('lena', ['mia', 'sam']);
  const { brief, copy } = test.open;
  const text = textOf(copy.open.doc, 'step/s/v/body')!;
  text.insert(text.length, ' One more.');
  freezeAgain(test);
  test.open.inquiries.writers = () =>
    Promise.resolve({
      ok: true,
      value: {
        brief: [{ client: brief.open.doc.clientID, member: 'mia' }],
        copy: [{ client: copy.open.doc.clientID, member: 'sam' }],
      },
    });
  const page = await read(test);
  await page.again(test.open.around(<VersionReview number={2} />));
  const authors = [...document.querySelectorAll('[aria-labelledby=version-authors] li')];
  expect(authors.map((each) => each.textContent?.match(/\d+ new words?/)?.[0])).toEqual(['1 new word', '3 new words']);
  expect(document.querySelector('[data-sheet="step/s/v"] header')?.textContent).toContain(
    'Written by Sam, 3 new words',
  );
});

it('says what passed in one line, and shows which', async () => {
  await read(readingUnderTest('lena', ['mia']));
  const passed = document.querySelector('[aria-labelledby=version-checks] details');
  expect(passed?.querySelector('summary')?.textContent).toMatch(/^13 blocking checks pass/);
  expect(passed?.textContent).toContain('Halt rules are set');
});

it('is found again from the draft, until it was signed', async () => {
  const test = readingUnderTest('lena', ['mia']);
  let page = await read(test);
  await page.remove();
  page = await drawn(test.open.around(<Strips />));
  expect(page.pressable('Back to it').getAttribute('href')).toContain('/campaign/a/version/2');
  await page.click(page.pressable('Dismiss'));
  expect(says()).not.toContain('You were reading');
  sign(test);
  page = await read(test);
  expect(useDesk.getState().reading).toBeNull();
});

it('shows the words of a suggestion that came without a comment, not a placeholder for them', async () => {
  const test = readingUnderTest('lena', ['mia']);
  const thread = pretendThread({
    anchor: { ...pretendThread().anchor, text: 'brief/offer' },
    comment: said('Suggested wording.'),
    replacement: said('a morning'),
    state: 'accepted',
    closed: { by: 'mia', at: AT },
  });
  test.versions[0]!.at = '2020-01-01T00:00:00.000Z';
  test.open.put(pretendWorkspace({ ...test.campaign, threads: { t1: thread } }));
  await read(test);
  expect(says()).toContain('took the suggestion');
  expect(says()).toContain('“a morning”');
  expect(says()).not.toContain('Suggested wording');
});
