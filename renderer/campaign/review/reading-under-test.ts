import { noFacts } from '../../../domain/campaign/facts.ts';
import { addStep, addVariant, textOf } from '../../../domain/campaign/sequence.ts';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import type { CampaignState } from '../../../domain/state.ts';
import { writeBlocks } from '../../../domain/text/write.ts';
import { askedBy, pretendCampaign, pretendVersion, pretendWorkspace } from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';

/** Facts and copy in which no check finds anything. */
const facts: CampaignState['facts'] = {
  ...noFacts(),
  owner: 'mia',
  window: { opens: '2027-05-12T09:00', closes: '2027-05-12T11:30', timeZone: 'Europe/London' },
  reach: { contacts: 1240, firstBatch: 100 },
  sender: {
    name: 'Mia',
    email: 'mia@kiln.example',
    company: '',
    phone: '',
    address: 'Kiln',
    optOutUrl: 'https://k.example',
  },
  budget: { amount: 100, currency: 'GBP', lines: [] },
  targets: [{ kpi: 'sales', value: 1, unit: 'count', atMost: false, due: '2027-06-01', owners: ['mia'] }],
  ramp: [{ metric: 'bounced', per: 'sent', compare: '<', value: 2, minimum: { metric: 'sent', value: 10 } }],
  halt: [{ metric: 'bounced', per: 'sent', compare: '>', value: 5, minimum: { metric: 'sent', value: 10 } }],
};
const paragraph = (text: string) => [{ kind: 'paragraph' as const, runs: [{ text }] }];

/** For tests: version 2 of a campaign whose draft came from version 1 by two words, as one member reads it. */
export const readingUnderTest = (me: string, authors: string[]) => {
  const versions = [pretendVersion(1, { changesRequested: [askedBy('lena', true)] }), pretendVersion(2, { authors })];
  const campaign = pretendCampaign('a', 'Spring renewal', { facts, versions });
  const open = pretendOpen(pretendWorkspace(campaign), me, 'a');
  const [brief, copy] = [open.brief.open.doc, open.copy.open.doc];
  for (const part of ['objective', 'audience', 'offer', 'keyMessages'] as const)
    writeBlocks(brief.getText(part), paragraph('We renew in spring.'));
  addStep(copy, { id: 's', channel: 'call', day: 1, name: 'The call' });
  addVariant(copy, 's', { id: 'v', name: 'A' });
  writeBlocks(textOf(copy, 'step/s/v/body')!, paragraph('Good morning, this is a short call.'));
  const freeze = () => freezeDraft(brief, copy, facts, []);
  open.versions.set(1, freeze());
  brief.getText('offer').insert(1, 'Now ');
  textOf(copy, 'step/s/v/body')!.insert(1, 'Hello. ');
  const second = freeze();
  open.versions.set(2, second);
  versions[1]!.digest = second.digest;
  return { open, second, campaign, versions, freeze };
};
