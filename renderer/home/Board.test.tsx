import { describe, expect, it } from 'vitest';
import type { CampaignState } from '../../domain/state.ts';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import { drawn } from '../ui/drawn.ts';
import { AT, pretendCampaign, pretendThread, pretendVersion, pretendWorkspace, said, signedBy } from '../ui/pretend.ts';
import { Board } from './Board.tsx';
import { List } from './List.tsx';
import { found, shownTo, sorted } from './search.ts';
import { summaryOf } from './summary.ts';
import { walk } from './walk.ts';

const now = new Date('2027-05-11T12:14:00.000Z');
const launch = (state: 'live' | 'halted' | 'done'): CampaignState['launches'][number] => ({
  version: 3,
  digest: '0'.repeat(64),
  packageDigest: '0'.repeat(64),
  at: AT,
  by: { member: 'mia' },
  state,
  changes:
    state === 'halted'
      ? [{ kind: 'halted', number: 7, at: AT, by: { server: 'bounces' }, reason: said('bounces 3.1 %') }]
      : [],
});
const signed = [pretendVersion(3, { signatures: [signedBy('lena')] })];
const campaigns = [
  pretendCampaign('a', 'Price hold', { threads: { t: pretendThread({ blocking: true }) } }),
  pretendCampaign('b', 'Spring renewal', { versions: [pretendVersion(7)] }),
  pretendCampaign('c', 'Wine cellars', { versions: signed }),
  pretendCampaign('d', 'Hop harvest', {
    versions: [pretendVersion(2, { signatures: [signedBy('lena')] }), ...signed],
    schedule: {
      version: 2,
      digest: '0'.repeat(64),
      at: '2027-05-12T10:00',
      timeZone: 'Europe/London',
      instant: '2027-05-12T09:00:00.000Z',
      graceMinutes: 15,
      by: 'mia',
      sequence: 9,
      missed: false,
      missedFor: [],
    },
  }),
  pretendCampaign('e', 'Audit season', { versions: signed, launches: [launch('live')] }),
  pretendCampaign('f', 'Frozen freight', { versions: signed, launches: [launch('halted')] }),
  pretendCampaign('g', 'K4 launch', { versions: signed, launches: [launch('done')] }),
];
const state = pretendWorkspace(...campaigns);
const summaries = campaigns.map((campaign) => summaryOf(state, campaign, now));
const props = { state, summaries, waiting: new Set(['b']), pending: new Set(['a']) };

describe('the board', () => {
  it('puts each campaign under its stage with the one thing to know', async () => {
    await drawn(<Board {...props} />);
    const columns = Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-column]')].map((column) => [
        column.dataset['column'],
        [...column.querySelectorAll('[data-campaign]')].map((tile) => tile.textContent).join(),
      ]),
    );
    expect(columns['drafting']).toContain('Price hold');
    expect(columns['drafting']).toContain('facts 0 of 8');
    expect(columns['in review']).toContain('asked 14 min ago');
    expect(columns['in review']).toContain('v7');
    expect(columns['signed']).toContain('Lena');
    expect(columns['scheduled']).toContain('12 May, 10:00');
    expect(columns['scheduled']).toContain('v2');
    expect(columns['live']).toContain('since 14 min');
    expect(columns['halted']).toContain('bounces 3.1 %');
    expect(columns['done']).toContain('K4 launch');
  });

  it('marks what is only on this laptop and what waits for me, in words', async () => {
    const page = await drawn(<Board {...props} />);
    expect(page.pressable('Price hold').textContent).toContain('on this laptop');
    expect(page.pressable('Spring renewal').textContent).toContain('you');
    expect(page.pressable('Wine cellars').textContent).not.toContain('you');
  });

  it('keeps the place of a stage nobody is at, with its number', async () => {
    await drawn(<Board {...props} summaries={[]} />);
    expect([...document.querySelectorAll('h3')].map((head) => head.textContent)).toContain('In review0');
  });

  it('is walked by arrows: down a column, then to the one beside it', async () => {
    await drawn(<Board {...props} />);
    walk(document, 'down');
    expect(document.activeElement?.textContent).toContain('Price hold');
    walk(document, 'right');
    expect(document.activeElement?.textContent).toContain('Spring renewal');
    walk(document, 'left');
    walk(document, 'left');
    expect(document.activeElement?.textContent).toContain('Price hold');
    walk(document, 'down');
    expect(document.activeElement?.textContent).toContain('Spring renewal');
  });

  it('draws five hundred campaigns', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...summaries[index % 7]!, id: `m${index}` }));
    await drawn(<Board {...props} summaries={many} />);
    expect(document.querySelectorAll('[data-campaign]')).toHaveLength(500);
  });
});

describe('the list', () => {
  it('says who signed, and that a blocking thread is open', async () => {
    await drawn(pretendOpen(state, 'mia', 'a').around(<List {...props} />));
    const rows = [...document.querySelectorAll('tr')].map((row) => row.textContent);
    expect(rows.find((row) => row?.includes('Hop harvest'))).toContain('signed by Lena');
    expect(rows.find((row) => row?.includes('Price hold'))).toContain('1 blocking thread');
  });
});

describe('searching the board', () => {
  const names = (query: string) => found(query, state, summaries).map((summary) => summary.name);
  it('looks in names, stages, owners and comments', () => {
    expect(names('wine')).toEqual(['Wine cellars']);
    expect(names('halted')).toEqual(['Frozen freight']);
    expect(names('okonjo')).toHaveLength(7);
    expect(names('24 months')).toEqual(['Price hold']);
    expect(names('24 wine')).toEqual([]);
    expect(names('  ')).toHaveLength(7);
  });
});

describe('which campaigns are shown', () => {
  const [one, two, three] = [
    { ...summaries[0]!, id: '1', name: 'Barley', changedAt: '2027-05-03', launchAt: null, archived: false },
    { ...summaries[0]!, id: '2', name: 'Apples', changedAt: '2027-05-02', launchAt: '2027-06-02', archived: false },
    { ...summaries[0]!, id: '3', name: 'Cider', changedAt: '2027-05-01', launchAt: '2027-06-01', archived: true },
  ];
  const all = [one, two, { ...three, owner: null }];
  const ids = (list: { id: string }[]) => list.map(({ id }) => id).join('');
  it('is a choice of owner; what is archived is shown only when it is asked for', () => {
    expect(ids(shownTo('mia', 'all', all))).toBe('12');
    expect(ids(shownTo('mia', 'mine', all))).toBe('12');
    expect(ids(shownTo('sam', 'mine', all))).toBe('');
    expect(ids(shownTo('sam', 'mia', all))).toBe('12');
    expect(ids(shownTo('mia', 'archived', all))).toBe('3');
  });
  it('is put in order by change, name, or launch, without a date last', () => {
    expect([sorted('change', all), sorted('name', all), sorted('launch', all)].map(ids)).toEqual(['123', '213', '321']);
  });
});
