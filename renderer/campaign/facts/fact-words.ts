import type { FactKey, Facts, Rule } from '../../../domain/campaign/facts.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { count, firstName, listed, localDay, localTime, money, number, percent } from '../../ui/format.ts';

/** A fact in a word or two, for the outline. */
export const factBrief = (fact: FactKey, facts: Facts, team: WorkspaceState): string => {
  const value = facts[fact];
  if (value === null) return 'open';
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
  if (value === null || value === undefined) return 'not decided';
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
        return `${number(facts.reach!.contacts)} contacts, first ${number(facts.reach!.firstBatch)}`;
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
      ? [`of it ${listed(budget.lines.map((line) => `${money(line.amount, budget.currency)} ${line.what}`))}`]
      : []),
  ].join(', ');

/** `Europe/London` as people say it. */
export const zoneWords = (zone: string): string => `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;

const compares: Record<Rule['compare'], string> = {
  '>': 'above',
  '>=': 'from',
  '<': 'below',
  '<=': 'at most',
};
/** `bounced above 2 % of delivered, judged from 100 delivered` */
export const ruleWords = (rule: Rule): string => {
  const value = rule.per === null ? number(rule.value) : `${percent(rule.value)} of ${rule.per}`;
  const minimum = rule.minimum.value > 0 ? `, judged from ${number(rule.minimum.value)} ${rule.minimum.metric}` : '';
  return `${rule.metric} ${compares[rule.compare]} ${value}${minimum}`;
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
