import type { z } from 'zod';
import { kpis, type FactKey, type Facts, type Kpi, type Metric, type Rule } from '../../../domain/campaign/facts.ts';
import { ownZone } from './forms/zones.ts';

type MetricName = z.infer<typeof Metric>;
export type WindowDraft = { opens: string; closes: string; timeZone: string };
export type ReachDraft = { contacts: number | null; firstBatch: number | null };
export type SenderDraft = Record<'name' | 'email' | 'company' | 'phone' | 'address' | 'optOutUrl', string>;
/** Amounts in the currency's smallest unit. */
export type BudgetDraft = {
  amount: number | null;
  currency: string;
  lines: { what: string; amount: number | null }[];
};
export type TargetDraft = {
  kpi: Kpi;
  value: number | null;
  unit: 'percent' | 'count' | 'money';
  atMost: boolean;
  due: string;
  owners: string[];
};
export type RuleDraft = {
  metric: MetricName;
  per: MetricName | null;
  compare: Rule['compare'];
  value: number | null;
  minimum: { metric: MetricName; value: number | null };
};

/** What the form of each fact holds while somebody fills it: numbers, dates and names may still be missing. */
type Drafts = {
  owner: string | null;
  window: WindowDraft;
  reach: ReachDraft;
  sender: SenderDraft;
  budget: BudgetDraft;
  targets: TargetDraft[];
  ramp: RuleDraft[];
  halt: RuleDraft[];
};
/** A fact with what its form holds. */
export type Draft = { [K in FactKey]: { fact: K; value: Drafts[K] } }[FactKey];

/** Where a form begins: with the fact as it is, else with fields to fill. */
export const draftOf = (fact: FactKey, facts: Facts): Draft => {
  switch (fact) {
    case 'owner':
      return { fact, value: facts.owner };
    case 'window':
      return { fact, value: facts.window ?? { opens: '', closes: '', timeZone: ownZone() } };
    case 'reach':
      return { fact, value: facts.reach ?? { contacts: null, firstBatch: null } };
    case 'sender':
      return {
        fact,
        value: facts.sender ?? { name: '', email: '', company: '', phone: '', address: '', optOutUrl: '' },
      };
    case 'budget':
      return { fact, value: facts.budget ?? { amount: null, currency: 'GBP', lines: [] } };
    case 'targets':
      return { fact, value: facts.targets ?? kpis.map(newTarget) };
    case 'ramp':
      return { fact, value: facts.ramp ?? [newRule('ramp')] };
    default:
      return { fact, value: facts.halt ?? [newRule('halt')] };
  }
};

export const newTarget = (kpi: Kpi): TargetDraft => ({
  kpi,
  value: null,
  unit: kpi === 'cost per lead' ? 'money' : 'count',
  atMost: kpi === 'cost per lead',
  due: '',
  owners: [],
});
export const newRule = (fact: 'ramp' | 'halt'): RuleDraft =>
  fact === 'ramp'
    ? {
        metric: 'positive replies',
        per: 'delivered',
        compare: '>=',
        value: null,
        minimum: { metric: 'delivered', value: 100 },
      }
    : { metric: 'bounced', per: 'sent', compare: '>', value: null, minimum: { metric: 'sent', value: 50 } };
