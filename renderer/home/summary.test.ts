import { expect, it } from 'vitest';
import { foundingPolicy } from '../../domain/gate/policy.ts';
import {
  pretendCampaign,
  pretendSchedule,
  pretendThread,
  pretendVersion,
  pretendWorkspace,
  said,
  signedBy,
} from '../ui/pretend.ts';
import { summaryOf } from './summary.ts';

const now = new Date('2027-05-11T12:14:00.000Z');
const lead = { role: 'sales-lead', admin: false, suspended: false } as const;
const summary = (...versions: ReturnType<typeof pretendVersion>[]) => {
  const campaign = pretendCampaign('c', 'x', { versions });
  const team = pretendWorkspace(campaign);
  const members = {
    ...team.members,
    ben: { ...lead, id: 'ben', name: 'Ben Ito' },
    noor: { ...lead, id: 'noor', name: 'Noor Haddad', suspended: true },
  };
  return summaryOf({ ...team, members }, campaign, now);
};

it('names the version that is signed and the last signer who counts, as the gate does', () => {
  const whole = pretendVersion(2, { signatures: [signedBy('lena'), signedBy('noor')] });
  const withdrawn = { by: 'lena', at: now.toISOString(), reason: said('No.') };
  const takenBack = pretendVersion(3, { signatures: [{ ...signedBy('lena'), withdrawn }] });
  expect(summary(whole, takenBack)).toMatchObject({ stage: 'signed', version: 2, gate: 'signed by Lena' });

  const change = { by: 'ben', at: now.toISOString(), reason: { hash: '0'.repeat(64), body: null }, viewedAll: true };
  const objected = pretendVersion(3, { signatures: [signedBy('ben')], changesRequested: [change] });
  expect(summary(whole, objected)).toMatchObject({ stage: 'signed', version: 2, gate: 'signed by Lena' });

  const partly = pretendVersion(3, { policy: { ...foundingPolicy, quorum: 2 }, signatures: [signedBy('lena')] });
  expect(summary(whole, partly)).toMatchObject({ stage: 'in review', version: 3 });
});

it('promises no launch that would not happen', () => {
  const versions = [pretendVersion(1, { signatures: [signedBy('lena')] })];
  const campaign = pretendCampaign('c', 'x', { versions, schedule: pretendSchedule() });
  const stands = summaryOf(pretendWorkspace(campaign), campaign, now);
  expect(stands).toMatchObject({ stage: 'scheduled', says: '12 May, 10:00', launch: '12 May, 10:00' });
  const threads = { t1: pretendThread({ blocking: true, blockingSince: 99 }) };
  const blocked = { ...campaign, threads };
  expect(summaryOf(pretendWorkspace(blocked), blocked, now)).toMatchObject({
    stage: 'signed',
    says: 'will not launch',
    gate: 'will not launch',
    launch: null,
  });
});
