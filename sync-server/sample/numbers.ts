import { Metric, type Facts, type Rule } from '../../domain/campaign/facts.ts';
import type { Calendar } from './calendar.ts';
import type { Story, StoryBrief, StoryRule } from './story.ts';

const metricNames: Readonly<Record<string, string>> = {
  'replies.positive': 'positive replies',
  'replies.negative': 'negative replies',
  optOuts: 'opt-outs',
};
const metric = (name: string): Rule['metric'] => Metric.parse(metricNames[name] ?? name);
const MINOR = 100;

/** The facts of one campaign in the story, the owner and the sender (the same person everywhere) included. */
export const factsOf = (
  { brief, owner, contacts }: { brief: StoryBrief; owner: string; contacts: number },
  { campaign: { brief: first } }: Story,
  dates: Calendar,
): Facts => {
  const { launchWindow, budget, kpiTargets } = brief;
  const { sender } = first;
  return {
    owner,
    window: {
      opens: dates.local(launchWindow.start),
      closes: dates.local(launchWindow.end),
      timeZone: launchWindow.timeZone,
    },
    reach: { contacts, firstBatch: launchWindow.firstBatch },
    sender: {
      name: sender.name,
      email: sender.email,
      company: sender.company,
      phone: sender.phone,
      address: sender.postalAddress,
      optOutUrl: sender.optOutUrl,
    },
    budget: budget
      ? {
          amount: budget.amount * MINOR,
          currency: budget.currency,
          lines: budget.lines.map(({ what, amount }) => ({ what, amount: amount * MINOR })),
        }
      : null,
    targets: kpiTargets
      ? kpiTargets.map(
          ({ kpi, target, unit, atMost, due, owners }) => ({
            kpi,
            value: unit === 'GBP' ? target * MINOR : target,
            unit: unit === 'GBP' ? 'money' : unit === 'percent' ? 'percent' : 'count',
            atMost: atMost ?? false,
            due: dates.local(due),
            owners,
          }),
        )
      : null,
    ramp: kpiTargets ? first.rampThresholds.rules.map(rule) : null,
    halt: kpiTargets ? first.haltThresholds.rules.map(rule) : null,
  };
};

const rule = ({ metric: counted, per, compare, value, minimumSample }: StoryRule): Rule => ({
  metric: metric(counted),
  per: per === undefined ? null : metric(per),
  compare,
  value,
  minimum: { metric: metric(minimumSample.metric), value: minimumSample.value },
});

/** The thresholds as version 1 of the story had them. */
export const withoutMinimums = (rules: readonly Rule[]): Rule[] =>
  rules.map((one) => ({ ...one, minimum: { ...one.minimum, value: 0 } }));
