import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { Outcome } from '../../client/contract.ts';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendVersion, pretendWorkspace, signedBy } from '../../ui/pretend.ts';
import type { Launch } from '../../../domain/state.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { useDecisions, useEndsWithPlace, type Decision } from './decisions.ts';
import { Decisions } from './Decisions.tsx';

const launch: Launch = {
  version: 1,
  digest: '1'.repeat(64),
  packageDigest: '2'.repeat(64),
  at: AT,
  by: { member: 'mia' },
  state: 'live',
  changes: [],
};
const versions = [pretendVersion(1, { signatures: [signedBy('lena')] })];
const state = pretendWorkspace(
  pretendCampaign('a', 'Spring renewal', { versions, launches: [launch] }),
  pretendCampaign('b', 'The second plant', { versions }),
);
/** A campaign's screen, as far as decisions go. */
const Screen = ({ decision }: { decision: Decision }) => {
  const { ask } = useDecisions();
  useEndsWithPlace();
  return (
    <>
      <button
        type="button"
        onClick={() => {
          ask(decision);
        }}
      >
        Ask
      </button>
      <Decisions />
    </>
  );
};
const title = () => document.querySelector('[role=dialog] h2')?.textContent ?? null;
let page: Awaited<ReturnType<typeof drawn>>;
afterEach(() => page.remove());

it('asks about the campaign it was asked in, never in another, and not again once the screen was left', async () => {
  const decision = { what: 'launch', version: 1 } as const;
  const of = (campaign: string) => pretendOpen(state, 'mia', campaign).around(<Screen decision={decision} />);
  page = await drawn(of('a'));
  await page.click(page.pressable('Ask'));
  expect(title()).toBe('Launch Spring renewal, version 1?');
  // The same tree with another campaign in it: nothing was unmounted, and still the question is not this one's.
  await page.again(of('b'));
  expect(title()).toBeNull();
  await page.again(of('a'));
  expect(title()).toBeNull();
});

it.each<[Decision, string]>([
  [{ what: 'review' }, 'Ask to sign Spring renewal, version 2'],
  [{ what: 'schedule', version: 1 }, 'Schedule Spring renewal, version 1'],
  [{ what: 'launch', version: 1 }, 'Launch Spring renewal, version 1?'],
  [{ what: 'name', version: 1 }, 'Name version 1 of Spring renewal'],
  [{ what: 'withdraw', version: 1 }, 'Withdraw your signature from Spring renewal, version 1?'],
  [{ what: 'request changes', version: 1 }, 'Request changes to Spring renewal, version 1'],
  [{ what: 'unschedule' }, 'Unschedule the launch of Spring renewal?'],
  [{ what: 'halt' }, 'Halt Spring renewal?'],
  [{ what: 'resume' }, 'Resume Spring renewal?'],
  [{ what: 'complete' }, 'Complete Spring renewal?'],
  [{ what: 'import' }, 'Paste a plan into Spring renewal'],
])('names the campaign in the question: %o', async (decision, says) => {
  page = await drawn(pretendOpen(state, 'mia', 'a').around(<Screen decision={decision} />));
  await page.click(page.pressable('Ask'));
  expect(title()).toBe(says);
});

it('sends a decision once, however often it is pressed while it is on its way', async () => {
  const open = pretendOpen(state, 'mia', 'a');
  let answer: (outcome: Outcome) => void = () => {};
  open.answers.push(
    new Promise<Outcome>((resolve) => {
      answer = resolve;
    }),
  );
  page = await drawn(open.around(<Screen decision={{ what: 'unschedule' }} />));
  await page.click(page.pressable('Ask'));
  await page.key('Enter', { ctrlKey: true });
  await page.key('Enter', { ctrlKey: true });
  expect(open.sent).toEqual([{ kind: 'unschedule launch', campaign: 'a', reason: null }]);
  await act(async () => {
    answer({ kind: 'done', number: 2 });
  });
  expect(title()).toBeNull();
});

it.each<[Decision, boolean]>([
  [{ what: 'withdraw', version: 1 }, true],
  [{ what: 'unschedule' }, true],
  [{ what: 'halt' }, true],
  [{ what: 'resume' }, false],
  [{ what: 'complete' }, false],
  [{ what: 'launch', version: 1 }, false],
])(
  'of all decisions only what stops something can be made while the server tells another story: %o',
  async (decision, may) => {
    const open = pretendOpen(state, 'lena', 'a');
    page = await drawn(open.around(<Screen decision={decision} />));
    await page.click(page.pressable('Ask'));
    await act(async () => open.dispute());
    expect(document.querySelector('[role=dialog]')?.textContent.includes('Needs a connection to the server.')).toBe(
      !may,
    );
  },
);
