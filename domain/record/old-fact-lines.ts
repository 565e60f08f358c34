import type { Facts, Rule } from '../campaign/facts.ts';
import type { CanonicalForm } from '../canonical/form.ts';
import { dayAndTime, listed } from './certificate-words.ts';

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

/** The facts of a version as forms 1 and 2 of the page said them. */
export const oldFactLines = (form: CanonicalForm, name: (id: string) => string): [string, string[]][] => {
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
