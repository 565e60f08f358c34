import { Budget, LaunchWindow, Reach, Sender, type Facts } from '../campaign/facts.ts';
import { paragraphsOf } from './outline.ts';

/** Facts that a text states beyond doubt, and the paragraphs that said nothing of the kind. */
export type Stated = { facts: Partial<Facts>; rest: string[] };

const currencies: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD' };
/** Thousands by commas or spaces, pence after a point. "€3.000" and "€1,5" are other people's habits: read so they would be wrong by a thousand or by ten. */
const AMOUNT = /([£€$])\s?(\d{1,3}(?:[,\s]\d{3})*|\d+)(?:\.(\d{2}))?(?![.,]?\d)/;
const money = (text: string): { amount: number; currency: string } | null => {
  const found = AMOUNT.exec(text);
  if (!found) return null;
  const amount = Number(found[2]!.replace(/[,\s]/g, '')) * 100 + Number(found[3] ?? 0);
  return { amount, currency: currencies[found[1]!]! };
};

/** A total and lines that add up to it. Where they do not add up, somebody has to look. */
export const statedBudget = (text: string): Stated => {
  const paragraphs = paragraphsOf(text);
  const list = paragraphs.find((paragraph) => /^[-*] /.test(paragraph));
  const total = paragraphs.find((paragraph) => paragraph !== list && AMOUNT.test(paragraph));
  const sum = total === undefined ? null : money(total);
  if (!sum || list === undefined) return { facts: {}, rest: paragraphs };
  const lines = list.split('\n').map((line) => {
    const cost = money(line);
    return {
      what: line.replace(/^[-*] /, '').replace(/:?\s*[£€$].*$/, ''),
      amount: cost?.amount ?? -1,
      currency: cost?.currency,
    };
  });
  const agrees =
    lines.every(({ currency }) => currency === sum.currency) &&
    lines.reduce((added, { amount }) => added + amount, 0) === sum.amount;
  const budget = Budget.safeParse({ ...sum, lines: lines.map(({ what, amount }) => ({ what, amount })) });
  if (!agrees || !budget.success) return { facts: {}, rest: paragraphs };
  return { facts: { budget: budget.data }, rest: paragraphs.filter((one) => one !== list && one !== total) };
};

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const zones: Readonly<Record<string, string>> = {
  london: 'Europe/London',
  dublin: 'Europe/Dublin',
  paris: 'Europe/Paris',
  berlin: 'Europe/Berlin',
  helsinki: 'Europe/Helsinki',
  stockholm: 'Europe/Stockholm',
};

/** "Monday 11 January 2027, 09:00 to 11:30, London time. First 160 of 480 contacts": a weekday that does not fit its date is a doubt. */
export const statedWindow = (text: string): Stated => {
  const facts: Partial<Facts> = {};
  const rest: string[] = [];
  for (const sentence of paragraphsOf(text).flatMap((paragraph) => paragraph.split(/(?<=\.)\s+/))) {
    const window = windowIn(sentence);
    const batch = /first\s+([\d,]+)\s+of\s+([\d,]+)\s+contacts/i.exec(sentence);
    const reach =
      batch &&
      Reach.safeParse({
        firstBatch: Number(batch[1]!.replace(/,/g, '')),
        contacts: Number(batch[2]!.replace(/,/g, '')),
      });
    if (window && !facts.window) facts.window = window;
    else if (reach?.success && !facts.reach) {
      facts.reach = reach.data;
      const more = sentence.replace(batch![0], '').replace(/^[\s,]+|[\s.]+$/g, '');
      if (more !== '') rest.push(more);
    } else rest.push(sentence);
  }
  return { facts, rest: rest.length > 0 ? [rest.join(' ')] : [] };
};

const windowIn = (sentence: string): Facts['window'] => {
  const found =
    /^(?:([a-z]+),?\s+)?(\d{1,2})\s+([a-z]+)\s+(\d{4}),?\s+(\d{2}:\d{2})\s+(?:to|–|-)\s+(\d{2}:\d{2}),?\s+([a-z]+)\s+time\.?$/i.exec(
      sentence.trim(),
    );
  if (!found) return null;
  const [, weekday, day, monthName, year, from, to, place] = found as unknown as string[];
  const month = months.indexOf(monthName!.toLowerCase()) + 1;
  const date = `${year}-${String(month).padStart(2, '0')}-${day!.padStart(2, '0')}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  const timeZone = zones[place!.toLowerCase()];
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date || timeZone === undefined) return null;
  if (weekday !== undefined && weekdays.indexOf(weekday.toLowerCase()) !== new Date(at).getUTCDay()) return null;
  const window = LaunchWindow.safeParse({ opens: `${date}T${from}`, closes: `${date}T${to}`, timeZone });
  return window.success && from! < to! ? window.data : null;
};

/** "Sam Tolliver, account executive, sam@noticewren.example", a postal address and an opt-out page; nothing without an e-mail address. */
export const statedSender = (text: string): Stated => {
  const paragraphs = paragraphsOf(text);
  const who = paragraphs.find((paragraph) => /\S+@\S+/.test(paragraph));
  if (who === undefined) return { facts: {}, rest: paragraphs };
  const pieces = who.split(',').map((piece) => piece.trim());
  const postal = paragraphs.find((paragraph) => /^postal address[^:]*:/i.test(paragraph));
  const optOut = paragraphs.find((paragraph) => /^opt-?out[^:]*:/i.test(paragraph));
  const address = postal?.replace(/^[^:]*:\s*/, '') ?? '';
  const email = pieces.find((piece) => piece.includes('@'));
  const phone = pieces.find((piece) => /^\+?[\d\s()-]{6,}$/.test(piece));
  const optOutUrl = /https?:\/\/[^\s<>]+?(?=[>,.;]*(?:\s|$))/.exec(optOut ?? '')?.[0];
  const sender = Sender.safeParse({
    name: pieces[0],
    email,
    company: address.split(',')[0],
    phone: phone ?? '',
    address,
    optOutUrl: optOutUrl ?? '',
  });
  if (!sender.success) return { facts: {}, rest: paragraphs };
  const untold = pieces.slice(1).filter((piece) => piece !== email && piece !== phone);
  const afterUrl = optOutUrl === undefined ? optOut : optOut?.slice(optOut.indexOf(optOutUrl) + optOutUrl.length);
  return {
    facts: { sender: sender.data },
    rest: [
      untold.join(', '),
      ...paragraphs.filter((one) => one !== who && one !== postal && one !== optOut),
      afterUrl?.replace(/^[>,.;\s]+/, '') ?? '',
    ].filter((piece) => piece !== ''),
  };
};
