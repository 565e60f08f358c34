import type { Facts, Rule } from '../campaign/facts.ts';
import type { CanonicalForm } from '../canonical/form.ts';
import { escapeHtml } from '../text/html.ts';

/** A text somebody wrote, safe in HTML; isolated, so that a character that turns the direction of writing turns nothing around it. */
export const written = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2027-05-11T12:00:00.000Z` or `2027-05-11T09:00` as a person writes it; the zone is the caller's to name. */
export const dayAndTime = (at: string): string => {
  const [year = '', month = '', day = ''] = at.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}, ${at.slice(11, 16)}`;
};
export const instant = (at: string): string =>
  `<time datetime="${escapeHtml(at)}">${escapeHtml(dayAndTime(at))} UTC</time>`;

/** "Mia, Sam and Lena". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const money = (minor: number, currency: string): string => `${currency} ${(minor / 100).toFixed(2)}`;
const metric = (of: string, per: string | null): string => (per === null ? of : `${of} per ${per}`);
const ruleWords = ({ metric: of, per, compare, value, minimum }: Rule): string =>
  `${metric(of, per)} ${compare} ${value}${per === null ? '' : ' %'}, decided from ${minimum.value} ${minimum.metric} on`;
type Target = NonNullable<Facts['targets']>[number];
const targetWords = ({ kpi, value, unit, atMost, due, owners }: Target, name: (id: string) => string): string => {
  const worth = unit === 'percent' ? `${value} %` : unit === 'money' ? (value / 100).toFixed(2) : String(value);
  const owned = owners.length > 0 ? `, owned by ${listed(owners.map(name))}` : '';
  return `${kpi}: ${atMost ? 'at most' : 'at least'} ${worth} by ${due}${owned}`;
};

/** The facts of a version as lines of a table: what, and the lines that say it. Plain text. */
export const factLines = (form: CanonicalForm, name: (id: string) => string): [string, string[]][] => {
  const facts: Facts = { ...form.facts, sender: form.sender };
  const lines: [string, string[] | null][] = [
    ['Owner', facts.owner === null ? null : [name(facts.owner)]],
    [
      'Launch window',
      facts.window && [
        `${dayAndTime(facts.window.opens)} to ${dayAndTime(facts.window.closes)}, ${facts.window.timeZone}`,
      ],
    ],
    ['Reach', facts.reach && [`${facts.reach.contacts} contacts, ${facts.reach.firstBatch} in the first batch`]],
    [
      'Sender',
      facts.sender && [
        `${facts.sender.name} <${facts.sender.email}>`,
        facts.sender.company,
        facts.sender.phone,
        facts.sender.address,
        facts.sender.optOutUrl,
      ],
    ],
    [
      'Budget',
      facts.budget && [
        money(facts.budget.amount, facts.budget.currency),
        ...facts.budget.lines.map(({ what, amount }) => `${what}: ${money(amount, facts.budget?.currency ?? '')}`),
      ],
    ],
    ['Targets', facts.targets?.map((target) => targetWords(target, name)) ?? null],
    ['Ramp up when all hold', facts.ramp?.map(ruleWords) ?? null],
    ['Halt when any holds', facts.halt?.map(ruleWords) ?? null],
    ['Merge fields', form.mergeFields.map((field) => `${field.name} (${field.from}), otherwise “${field.fallback}”`)],
  ];
  return lines.map(([what, says]) => {
    const said = (says ?? []).filter((line) => line !== '');
    return [what, said.length > 0 ? said : ['not decided']];
  });
};
