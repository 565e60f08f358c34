import { expect, it } from 'vitest';
import { drawn } from '../../ui/drawn.ts';
import { pretendCampaign, pretendVersion, pretendWorkspace, signedBy } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { LaunchDialog } from './LaunchDialog.tsx';

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
