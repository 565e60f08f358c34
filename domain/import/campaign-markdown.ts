import type { Facts } from '../campaign/facts.ts';
import type { BriefPart, Channel } from '../campaign/rooms.ts';
import { LAST_DAY } from '../campaign/values.ts';
import type { Block } from '../text/block.ts';
import { fromMarkdown } from '../text/markdown.ts';
import { contentOf, outlineOf, type Section } from './outline.ts';
import { statedBudget, statedSender, statedWindow, type Stated } from './stated-facts.ts';

export type ImportedVariant = { name: string; subject: string; preheader: string; body: Block[] };
export type ImportedStep = { channel: Channel; day: number; name: string; variants: ImportedVariant[] };
export type ImportedCampaign = {
  name: string | null;
  brief: Partial<Record<BriefPart, Block[]>>;
  steps: ImportedStep[];
  /** Only what the text states beyond doubt. */
  facts: Partial<Facts>;
  /** Everything else, as Markdown, in the order of the text: shown to the person, so that no word is lost. */
  unplaced: string[];
};

const partNames: Readonly<Record<string, BriefPart>> = {
  objective: 'objective',
  objectives: 'objective',
  goal: 'objective',
  goals: 'objective',
  audience: 'audience',
  'target audience': 'audience',
  offer: 'offer',
  'the offer': 'offer',
  'key messages': 'keyMessages',
  messages: 'keyMessages',
  messaging: 'keyMessages',
  tone: 'tone',
  'tone of voice': 'tone',
  proof: 'proof',
  'proof points': 'proof',
  evidence: 'proof',
};
const factSections: Readonly<Record<string, (text: string) => Stated>> = {
  budget: statedBudget,
  'launch window': statedWindow,
  sender: statedSender,
};
/** Headings that only hold others. */
const containers = new Set(['brief', 'sequence', 'campaign brief', 'steps']);

const own = <T>(table: Readonly<Record<string, T>>, title: string): T | undefined =>
  Object.hasOwn(table, title) ? table[title] : undefined;
const plain = (title: string): string => title.toLowerCase().replace(/[*_:]/g, '').trim();
const shortened = (name: string): string =>
  name
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ')
    .trim()
    .slice(0, 200);

/** A campaign that somebody kept as a Markdown document: a brief, facts and "Day 3: LinkedIn message" steps, wherever they stand. */
export const parseCampaignMarkdown = (markdown: string): ImportedCampaign => {
  const campaign: ImportedCampaign = { name: null, brief: {}, steps: [], facts: {}, unplaced: [] };
  const root = outlineOf(markdown);
  leave(campaign, '', root.text);
  root.sections.forEach((section, index) => place(campaign, section, index === 0));
  return campaign;
};

const leave = (campaign: ImportedCampaign, title: string, text: string): void => {
  if (text !== '') campaign.unplaced.push(title === '' ? text : `## ${title}\n\n${text}`);
};

const place = (campaign: ImportedCampaign, section: Section, first: boolean): void => {
  const title = plain(section.title);
  const part = own(partNames, title);
  if (part) {
    campaign.brief[part] = [...(campaign.brief[part] ?? []), ...fromMarkdown(contentOf(section))];
    return;
  }
  const stated = own(factSections, title)?.(contentOf(section));
  if (stated) {
    Object.assign(campaign.facts, stated.facts);
    leave(campaign, section.title, stated.rest.join('\n\n'));
    return;
  }
  const step = stepOf(campaign, section);
  if (step) {
    campaign.steps.push(step);
    return;
  }
  const holds = containers.has(title);
  if (first && section.level === 1 && !holds) campaign.name = shortened(section.title) || null;
  if (holds || (first && section.level === 1)) {
    leave(campaign, section.title, section.text);
    for (const inner of section.sections) place(campaign, inner, false);
  } else if (section.sections.some((inner) => isPlaceable(inner))) {
    leave(campaign, section.title, section.text);
    for (const inner of section.sections) place(campaign, inner, false);
  } else leave(campaign, section.title, contentOf(section) || section.title);
};

const DAY = /^day\s+(\d{1,4})\s*[:.–—-]\s*(.+)$/i;
const isPlaceable = (section: Section): boolean => {
  const title = plain(section.title);
  const known = own(partNames, title) ?? own(factSections, title) ?? DAY.exec(section.title);
  return Boolean(known) || section.sections.some((inner) => isPlaceable(inner));
};

const channelOf = (name: string): Channel => {
  if (/\blinked-?in\b/i.test(name)) return 'linkedin';
  if (/\b(?:e-?)?mail\b/i.test(name)) return 'email';
  return /\b(call|phone|voicemail)\b/i.test(name) ? 'call' : 'other';
};

const CHANNEL = /^(?:linked-?in|e-?mail|phone|call|phone call|voicemail)(?: message)?$/i;

const stepOf = (campaign: ImportedCampaign, section: Section): ImportedStep | null => {
  const found = DAY.exec(section.title);
  const day = Number(found?.[1]);
  if (!found || day > LAST_DAY) return null;
  // A date in brackets follows from the launch window and the day.
  const [, what = '', bracketed] = /^(.*?)\s*(?:\(([^()]*)\))?$/.exec(found[2]!) ?? [];
  const name = shortened(what);
  // `Hello again (email)`: what stands in the brackets is the channel, and nothing else.
  const said = bracketed && CHANNEL.test(bracketed) ? channelOf(bracketed) : 'other';
  if (bracketed && said === 'other') leave(campaign, `Day ${day}`, bracketed);
  const variants = section.sections.map((inner) => ({
    inner,
    found: /^variant\s+(\S+?)(?:\s*[:–—-]\s*(.+))?$/i.exec(inner.title),
  }));
  const named = channelOf(name);
  const step = { channel: named === 'other' ? said : named, day, name };
  if (!variants.some((variant) => variant.found)) return { ...step, variants: [variantOf('A', contentOf(section))] };
  leave(campaign, section.title, section.text);
  const placed: ImportedVariant[] = [];
  for (const variant of variants)
    if (variant.found)
      placed.push(variantOf(shortened(variant.found[2] ?? variant.found[1]!), contentOf(variant.inner)));
    else leave(campaign, variant.inner.title, contentOf(variant.inner));
  return { ...step, variants: placed };
};

/** Lines such as `**Subject:** ...` before the body become what they say. */
const variantOf = (name: string, content: string): ImportedVariant => {
  const lines = content.split('\n');
  const heads = { subject: '', preheader: '' };
  for (;;) {
    while (lines[0]?.trim() === '') lines.shift();
    const found = /^\**(subject|preheader|preview)(?: line)?\s*:\**\s*(.*)$/i.exec(lines[0] ?? '');
    if (!found) break;
    const key = found[1]!.toLowerCase() === 'subject' ? 'subject' : 'preheader';
    if (heads[key] !== '') break;
    heads[key] = found[2]!.replace(/^\*+\s*/, '').trim();
    lines.shift();
    if (heads[key] === '') break;
  }
  return { name, ...heads, body: fromMarkdown(lines.join('\n')) };
};
