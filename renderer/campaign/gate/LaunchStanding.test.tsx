import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { Launch } from '../../../domain/state.ts';
import type { Delivery } from '../../../domain/wire/http.ts';
import { drawn } from '../../ui/drawn.ts';
import { AT, pretendCampaign, pretendVersion, pretendWorkspace, said, signedBy } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { LaunchStanding } from './LaunchStanding.tsx';

const versions = [pretendVersion(1, { signatures: [signedBy('lena')] })];
const launched: Launch = {
  version: 1,
  digest: '1'.repeat(64),
  packageDigest: '2'.repeat(64),
  at: AT,
  by: { member: 'mia' },
  state: 'live',
  changes: [],
};
const open = (launches: Launch[], me = 'mia') =>
  pretendOpen(pretendWorkspace(pretendCampaign('a', 'Spring renewal', { versions, launches })), me, 'a');
const says = () => document.body.textContent ?? '';
let page: Awaited<ReturnType<typeof drawn>>;
afterEach(() => page.remove());

it.each([
  ['Launch now', []],
  ['Halt', [launched]],
])('says at the button itself that %s needs a connection', async (label, launches) => {
  const campaign = open(launches);
  page = await drawn(campaign.around(<LaunchStanding />));
  expect(page.pressable(label).getAttribute('aria-disabled')).toBeNull();
  act(campaign.offline);
  await page.again(campaign.around(<LaunchStanding />));
  const button = page.pressable(label);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Needs a connection to the server.',
  );
});

it('promises nothing of results, which nobody tells it yet', async () => {
  page = await drawn(open([launched]).around(<LaunchStanding />));
  expect(says()).toContain('Results are not connected yet: nothing ramps up or halts by itself.');
});

it('says who resumed it, and why, beside who launched it', async () => {
  const changes: Launch['changes'] = [
    { kind: 'halted', number: 7, at: AT, by: { member: 'sam' }, reason: said('Wrong list.') },
    { kind: 'resumed', number: 8, at: AT, by: { member: 'lena' }, reason: said('The list is right now.') },
  ];
  page = await drawn(open([{ ...launched, changes }]).around(<LaunchStanding />));
  expect(says()).toMatch(/Version 1 is live\. Resumed by Lena, .*\. Launched by Mia, /);
  expect(says()).toContain('The list is right now.');
  expect(says()).not.toContain('Wrong list.');
});

it('says of a halt who was told, and of no other one, whatever the clock was', async () => {
  const changes: Launch['changes'] = [
    { kind: 'halted', number: 5, at: AT, by: { member: 'sam' }, reason: null },
    { kind: 'resumed', number: 6, at: AT, by: { member: 'lena' }, reason: null },
    { kind: 'halted', number: 7, at: AT, by: { member: 'sam' }, reason: null },
  ];
  const campaign = open([{ ...launched, state: 'halted', changes }]);
  const delivery = (event: number, at: string, webhook: string): Delivery => ({
    id: `d${event}`,
    webhook,
    event,
    kind: 'halted',
    campaign: 'a',
    state: 'delivered',
    attempts: 1,
    lastStatus: 200,
    lastFault: null,
    at,
    next: null,
  });
  const earlier = { id: 'earlier', name: 'Told before', host: 'h', on: ['halted' as const], active: true };
  campaign.put({
    ...campaign.workspace.state(),
    webhooks: { earlier, now: { ...earlier, id: 'now', name: 'Told now' } },
  });
  // The clock was set back between the two.
  const told = [delivery(5, '2099-01-01T00:00:00.000Z', 'earlier'), delivery(7, '2001-01-01T00:00:00.000Z', 'now')];
  campaign.inquiries.deliveries = () => Promise.resolve({ ok: true, value: told });
  page = await drawn(campaign.around(<LaunchStanding />));
  await page.until(() => says().includes('Told now'));
  expect(says()).not.toContain('Told before');
});
