import type { Facts, Rule } from '../campaign/facts.ts';
import type { Channel } from '../campaign/rooms.ts';
import type { CanonicalForm } from '../canonical/form.ts';
import { dayAndTime, dayOf, listed } from './certificate-words.ts';

// The words are the screen's. Its formats are not used: they follow the reader's language and the browser's age, and a page must come out
// the same, to the byte, wherever and whenever it is checked.

/** What a step is, in words. */
export const channelNames: Record<Channel, string> = {
  email: 'E-mail',
  linkedin: 'LinkedIn message',
  call: 'Call script',
  other: 'Other touch',
};

const number = (value: number): string => {
  const [whole = '', part] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
};
const percent = (value: number): string => `${number(value)} %`;
const symbols: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$' };
const money = (minor: number, currency: string): string => {
  const rest = minor % 100;
  const amount = `${number(Math.trunc(minor / 100))}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
  return `${symbols[currency] ?? `${currency} `}${amount}`;
};
const zoneWords = (zone: string): string => `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;

const compares: Record<Rule['compare'], string> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
};
const ruleWords = ({ metric, per, compare, value, minimum }: Rule): string =>
  `${metric} ${compares[compare]} ${per === null ? number(value) : `${percent(value)} of ${per}`}${onceWords(minimum)}`;
const onceWords = ({ metric, value }: Rule['minimum']): string => {
  if (value === 0) return '';
  const done = metric === 'sent' || metric === 'delivered' || metric === 'bounced';
  return done ? `, once ${number(value)} are ${metric}` : `, once there are ${number(value)} ${metric}`;
};
const targetWords = (
  { kpi, value, unit, atMost, due, owners }: NonNullable<Facts['targets']>[number],
  currency: string,
  name: (id: string) => string,
): string => {
  const worth = unit === 'percent' ? percent(value) : unit === 'money' ? money(value, currency) : number(value);
  const owned = owners.length > 0 ? `, ${listed(owners.map(name))}` : '';
  return `${kpi} ${worth}${atMost ? ' or less' : ''} by ${dayOf(due)}${owned}`;
};
/** A launch window on its own clock: `12 May 2027, 09:00 to 11:30, London time`. */
export const windowWords = ({ opens, closes, timeZone }: NonNullable<Facts['window']>): string => {
  const until = closes.slice(0, 10) === opens.slice(0, 10) ? closes.slice(11, 16) : dayAndTime(closes);
  return `${dayAndTime(opens)} to ${until}, ${zoneWords(timeZone)}`;
};
const senderLines = ({ name, company, email, phone, address, optOutUrl }: NonNullable<Facts['sender']>): string[] => [
  name,
  company,
  email,
  phone,
  address,
  optOutUrl && `opt-out at ${optOutUrl}`,
];
const budgetLines = ({ amount, currency, lines }: NonNullable<Facts['budget']>): string[] => [
  money(amount, currency),
  ...lines.map((line) => `${money(line.amount, currency)} for ${line.what}`),
];

/** The facts of a version as lines of a table: what, and the lines that say it. Plain text. */
export const factLines = (
  { facts, sender, mergeFields }: CanonicalForm,
  name: (id: string) => string,
): [string, string[]][] => {
  const { owner, window, reach, budget, targets, ramp, halt } = facts;
  const currency = budget?.currency ?? 'GBP';
  const lines: [string, string[] | null][] = [
    ['Owner', owner === null ? null : [name(owner)]],
    ['Launch window', window && [windowWords(window)]],
    ['Reach', reach && [`${number(reach.contacts)} contacts, first batch ${number(reach.firstBatch)}`]],
    ['Sender', sender && senderLines(sender)],
    ['Budget', budget && budgetLines(budget)],
    ['KPI targets', targets?.map((target) => targetWords(target, currency, name)) ?? null],
    ['Ramp up, once all of these hold', ramp?.map(ruleWords) ?? null],
    ['Halt, at any one of these', halt?.map(ruleWords) ?? null],
    [
      'Merge fields',
      mergeFields.map(
        (field) =>
          `${field.name}, from the ${field.from}${field.fallback === '' ? '' : `, otherwise “${field.fallback}”`}`,
      ),
    ],
  ];
  return lines.map(([what, says]) => {
    const said = (says ?? []).filter((line) => line !== '');
    return [what, said.length > 0 ? said : ['not set']];
  });
};
