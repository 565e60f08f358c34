import { z } from 'zod';
import { Id, LocalDate, LocalTime, Name, TimeZone } from '../id.ts';

/** Money is an integer in minor units (pence, cents) with an ISO 4217 currency. */
const Minor = z.int().min(0).max(1e12);
const Currency = z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, like GBP.');

export const LaunchWindow = z.object({ opens: LocalTime, closes: LocalTime, timeZone: TimeZone });
export const Reach = z.object({ contacts: z.int().min(1).max(1e7), firstBatch: z.int().min(1).max(1e7) });
export const Sender = z.object({
  name: Name,
  email: z.email('Give an e-mail address.').max(254),
  company: z.string().trim().max(200),
  phone: z.string().trim().max(40),
  address: z.string().trim().max(400),
  optOutUrl: z.string().trim().max(2048),
});
export const Budget = z.object({
  amount: Minor,
  currency: Currency,
  lines: z.array(z.object({ what: Name, amount: Minor })).max(50),
});

export const kpis = ['shared activity', 'lead generation', 'cost per lead', 'conversions', 'sales'] as const;
export const Kpi = z.enum(kpis);
export type Kpi = z.infer<typeof Kpi>;
/** `value` is a percentage, a count, or money in the budget's minor units; `atMost` turns the target round. */
export const Target = z.object({
  kpi: Kpi,
  value: z.number().min(0).max(1e12),
  unit: z.enum(['percent', 'count', 'money']),
  atMost: z.boolean(),
  due: LocalDate,
  owners: z.array(Id).max(4),
});

export const metrics = [
  'sent',
  'delivered',
  'bounced',
  'positive replies',
  'negative replies',
  'opt-outs',
  'complaints',
] as const;
export const Metric = z.enum(metrics);
/** `value` is a percentage where `per` is given, else a count. The rule says nothing below its minimum sample. */
export const Rule = z.object({
  metric: Metric,
  per: Metric.nullable(),
  compare: z.enum(['>', '>=', '<', '<=']),
  value: z.number().min(0).max(1e9),
  minimum: z.object({ metric: Metric, value: z.int().min(0).max(1e9) }),
});
export type Rule = z.infer<typeof Rule>;
/** Ramp up when *all* rules hold; halt as soon as *any* does. */
export const Thresholds = z.array(Rule).max(20);

/** Every fact and the shape of its value. A fact not decided yet is null in the state. */
export const factSchemas = {
  owner: Id,
  window: LaunchWindow,
  reach: Reach,
  sender: Sender,
  budget: Budget,
  targets: z.array(Target).max(20),
  ramp: Thresholds,
  halt: Thresholds,
} as const;
export type FactKey = keyof typeof factSchemas;
export const factKeys = Object.keys(factSchemas) as FactKey[];
export type Facts = { [K in FactKey]: z.infer<(typeof factSchemas)[K]> | null };
export const noFacts = (): Facts => ({
  owner: null,
  window: null,
  reach: null,
  sender: null,
  budget: null,
  targets: null,
  ramp: null,
  halt: null,
});

/** One merge field of the workspace; a text names it as `{{name | fallback}}`. */
export const MergeField = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^{}|\n]+$/),
  from: z.enum(['prospect', 'sender']),
  fallback: z.string().max(400),
});
export type MergeField = z.infer<typeof MergeField>;
