import type { FactKey, Facts, Rule } from '../../../domain/campaign/facts.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { count, firstName, listed, localDay, localTime, money, number, percent } from '../../ui/format.ts';

/** A fact in a word or two, for the outline. */
export const factBrief = (fact: FactKey, facts: Facts, team: WorkspaceState): string => {
  const value = facts[fact];
  if (value === null) return 'not set';
  switch (fact) {
    case 'owner':
      return firstName(team.members[facts.owner ?? '']?.name ?? 'someone');
    case 'window':
      return facts.window ? localTime(facts.window.opens) : '';
    case 'reach':
      return facts.reach ? number(facts.reach.contacts) : '';
    case 'sender':
      return facts.sender ? firstName(facts.sender.name) : '';
    case 'budget':
      return facts.budget ? money(facts.budget.amount, facts.budget.currency) : '';
    case 'targets':
      return count(facts.targets?.length ?? 0, 'target');
    default:
      return count(facts[fact]?.length ?? 0, 'rule');
  }
};

/** A fact in whole words, for questions, diffs and the record. Takes any JSON: an older value may have another shape. */
export const factInWords = (fact: FactKey, value: unknown, team: WorkspaceState, currency = 'GBP'): string => {
  if (value === null || value === undefined) return 'not set';
  try {
    const facts = { [fact]: value } as unknown as Facts;
    switch (fact) {
      case 'owner':
        return team.members[facts.owner ?? '']?.name ?? 'someone';
      case 'window': {
        const { opens, closes, timeZone } = facts.window!;
        const until = closes.slice(0, 10) === opens.slice(0, 10) ? closes.slice(11, 16) : localTime(closes);
        return `${localTime(opens)} to ${until}, ${zoneWords(timeZone)}`;
      }
      case 'reach':
        return `${number(facts.reach!.contacts)} contacts, first batch ${number(facts.reach!.firstBatch)}`;
      case 'sender':
        return senderWords(facts.sender!);
      case 'budget':
        return budgetWords(facts.budget!);
      case 'targets':
        return (
          facts
            .targets!.map((target) => `${targetWords(target, currency)}${ownerWords(target.owners, team)}`)
            .join('; ') || 'none'
        );
      default:
        return facts[fact]!.map(ruleWords).join(fact === 'halt' ? '; or ' : '; and ') || 'none';
    }
  } catch {
    return 'a value this app cannot read';
  }
};

const senderWords = ({ name, company, email, phone, address, optOutUrl }: NonNullable<Facts['sender']>): string =>
  [name, company, email, phone, address, optOutUrl && `opt-out at ${optOutUrl}`].filter(Boolean).join(', ');

const budgetWords = (budget: NonNullable<Facts['budget']>): string =>
  [
    money(budget.amount, budget.currency),
    ...(budget.lines.length > 0
      ? [`including ${listed(budget.lines.map((line) => `${money(line.amount, budget.currency)} for ${line.what}`))}`]
      : []),
  ].join(', ');

/** `Europe/London` as people say it. */
export const zoneWords = (zone: string): string => `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;

export const compares: Record<Rule['compare'], string> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
};
/** `bounced more than 2 % of delivered, once 100 are delivered` */
export const ruleWords = (rule: Rule): string => {
  const value = rule.per === null ? number(rule.value) : `${percent(rule.value)} of ${rule.per}`;
  return `${rule.metric} ${compares[rule.compare]} ${value}${onceWords(rule.minimum)}`;
};
const onceWords = ({ metric, value }: Rule['minimum']): string => {
  if (value === 0) return '';
  const done = metric === 'sent' || metric === 'delivered' || metric === 'bounced';
  return done ? `, once ${number(value)} are ${metric}` : `, once there are ${number(value)} ${metric}`;
};
const ownerWords = (owners: readonly string[], team: WorkspaceState): string =>
  owners.length > 0 ? `, ${listed(owners.map((owner) => firstName(team.members[owner]?.name ?? 'someone')))}` : '';

/** `conversions 18 by 30 June` */
export const targetWords = (target: NonNullable<Facts['targets']>[number], currency: string): string => {
  const value =
    target.unit === 'percent'
      ? percent(target.value)
      : target.unit === 'money'
        ? money(target.value, currency)
        : number(target.value);
  return `${target.kpi} ${value}${target.atMost ? ' or less' : ''} by ${localDay(target.due)}`;
};
