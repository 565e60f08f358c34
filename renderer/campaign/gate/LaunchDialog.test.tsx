import { afterEach, expect, it, vi } from 'vitest';
import { noFacts } from '../../../domain/campaign/facts.ts';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendVersion, pretendWorkspace, signedBy } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { LaunchDialog } from './LaunchDialog.tsx';
import { ScheduleDialog } from './ScheduleDialog.tsx';

const version = pretendVersion(7, { signatures: [signedBy('lena')] });
const state = pretendWorkspace(pretendCampaign('a', 'Spring renewal', { versions: [version] }));

it('asks each question once, and a second press is the answer', async () => {
  const open = pretendOpen(state, 'mia', 'a');
  open.answers.push({
    kind: 'refused',
    reasons: [
      {
        code: 'a newer version is signed',
        says: 'Version 8 is signed, too.',
        fix: { go: 'ask', code: 'a newer version is signed' },
      },
    ],
  });
  let closed = false;
  const page = await drawn(
    open.around(
      <LaunchDialog
        version={version}
        onClose={() => {
          closed = true;
        }}
      />,
    ),
  );
  await page.click(page.pressable('Launch version 7'));
  expect(document.body.textContent).toContain('Version 8 is signed, too.');
  await page.click(page.pressable('Launch anyway'));
  expect(open.sent.map((command) => 'asked' in command && command.asked)).toEqual([[], ['a newer version is signed']]);
  expect(closed).toBe(true);
  await page.remove();
});

it('lists every reason with its button', async () => {
  const open = pretendOpen(state, 'mia', 'a');
  open.answers.push({
    kind: 'refused',
    reasons: [
      { code: 'not signed', says: 'No sales lead has signed it.', fix: { go: 'version', version: 7 } },
      { code: 'check failed', says: 'E-mail 3 has no opt-out.', fix: { go: 'fact', fact: 'sender' } },
    ],
  });
  const page = await drawn(open.around(<LaunchDialog version={version} onClose={() => {}} />));
  await page.click(page.pressable('Launch version 7'));
  expect(document.body.textContent).toContain('Spring renewal, version 7, cannot launch');
  expect(page.pressable('Read version 7')).toBeTruthy();
  expect(page.pressable('Go to sender')).toBeTruthy();
  await page.remove();
});

const window = { opens: '2027-05-12T09:00', closes: '2027-05-12T17:00', timeZone: 'Europe/London' };
const signedFor = (campaign: Parameters<typeof pretendCampaign>[2]) => {
  // The draft has another window by now.
  const facts = { ...noFacts(), window: { ...window, opens: '2027-05-01T09:00' } };
  const draft = pretendCampaign('a', 'Spring renewal', { versions: [version], facts, ...campaign });
  const open = pretendOpen(pretendWorkspace(draft), 'mia', 'a');
  open.versions.set(7, freezeDraft(open.brief.open.doc, open.copy.open.doc, { ...noFacts(), window }, []));
  return open;
};
afterEach(() => {
  vi.useRealTimers();
});

it('asks about a launch outside the window that was signed, with both times', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-05-10T10:20:00Z') });
  const open = signedFor({});
  const page = await drawn(open.around(<LaunchDialog version={version} onClose={() => {}} />));
  expect(document.body.textContent).toContain('Signed for12 May, 09:00 to 17:00, London time');
  expect(document.body.textContent).toContain('Would launch10 May, 11:20, London time');
  await page.click(page.pressable('Launch 1 day early'));
  expect(open.sent).toMatchObject([{ kind: 'launch', version: 7, asked: ['outside the signed window'] }]);
  await page.remove();
});

it('answers no question that stood nowhere: the window may close while others stand there', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-05-12T15:59:00Z') });
  const open = signedFor({});
  for (const code of ['a newer version is signed', 'restored since'] as const)
    open.answers.push({ kind: 'refused', reasons: [{ code, says: `It is ${code}.`, fix: { go: 'ask', code } }] });
  const page = await drawn(open.around(<LaunchDialog version={version} onClose={() => {}} />));
  await page.click(page.pressable('Launch version 7'));
  vi.setSystemTime(new Date('2027-05-12T16:10:00Z'));
  await page.click(page.pressable('Launch anyway'));
  expect(document.body.textContent).toContain('It is restored since.');
  await page.click(page.pressable('Launch anyway'));
  const asked = open.sent.map((command) => 'asked' in command && command.asked);
  expect(asked.at(-1)).toEqual(['a newer version is signed', 'restored since']);
  await page.remove();
});

it('asks nothing of the kind inside it', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-05-12T10:20:00Z') });
  const page = await drawn(signedFor({}).around(<LaunchDialog version={version} onClose={() => {}} />));
  expect(page.pressable('Launch version 7')).toBeTruthy();
  await page.remove();
});

it('schedules for the window that was signed, and asks about any other time', async () => {
  const inside = await drawn(signedFor({}).around(<ScheduleDialog version={version} onClose={() => {}} />));
  expect(inside.pressable('Schedule the launch')).toBeTruthy();
  expect(document.querySelector<HTMLInputElement>('[type=datetime-local]')?.value).toBe(window.opens);
  await inside.remove();

  const at = '2027-05-12T22:00';
  const late = signedFor({
    schedule: {
      version: 7,
      digest: version.digest,
      at,
      timeZone: 'Europe/London',
      instant: '2027-05-12T21:00:00.000Z',
      graceMinutes: 15,
      by: 'mia',
      sequence: 9,
      missed: false,
      missedFor: [],
    },
  });
  const outside = await drawn(late.around(<ScheduleDialog version={version} onClose={() => {}} />));
  expect(document.body.textContent).toMatch(/Would launch12 May( 2027)?, 22:00, London time/);
  await outside.click(outside.pressable('Schedule it 5 hours late'));
  expect(late.sent).toMatchObject([{ kind: 'schedule launch', at, asked: ['outside the signed window'] }]);
  await outside.remove();
});
