import { factKeys, type FactKey } from '../campaign/facts.ts';
import type { CanonicalForm } from '../canonical/form.ts';
import { hiddenInValue } from '../canonical/hidden-in.ts';
import { isAllowedLink } from '../text/link.ts';
import { hiddenSays, type Found } from './check-text.ts';

const factNames: Record<FactKey, string> = {
  owner: 'The owner is',
  window: 'The launch window is',
  reach: 'The number of contacts is',
  sender: 'The sender is',
  budget: 'The budget is',
  targets: 'KPI targets are',
  ramp: 'Ramp-up rules are',
  halt: 'Halt rules are',
};

const factPlaces: Record<FactKey, string> = {
  owner: 'the owner',
  window: 'the launch window',
  reach: 'the number of contacts',
  sender: 'the sender',
  budget: 'the budget',
  targets: 'the KPI targets',
  ramp: 'the ramp-up rules',
  halt: 'the halt rules',
};

/** What a fact lacks, and what in one is not what it seems. */
export const checkFacts = ({ facts, sender, mergeFields }: CanonicalForm): Found[] => [
  ...factKeys.flatMap((fact): Found[] => {
    const value = fact === 'sender' ? sender : facts[fact];
    if (value !== null && !(Array.isArray(value) && value.length === 0))
      return checkHidden(value, `in ${factPlaces[fact]}`, { fact });
    const code = fact === 'halt' ? 'no halt thresholds' : 'facts incomplete';
    return [{ code, says: `${factNames[fact]} not set yet.`, at: { fact } }];
  }),
  ...checkOptOutPage(sender?.optOutUrl ?? ''),
  ...mergeFields.flatMap((field) => checkHidden(field, `in the merge field “${field.name}”`, null)),
];

/** Where every contact who wants no more is sent. Empty is found where an e-mail names it. */
const checkOptOutPage = (link: string): Found[] =>
  link === '' || isAllowedLink(link)
    ? []
    : [
        {
          code: 'link',
          says: `The opt-out page “${String(link).slice(0, 80)}” is no link that can be sent. Begin it with https://.`,
          at: { fact: 'sender' },
        },
      ];

/** What in a value is not what it seems, each kind once: it has no place to point at. `where`: how the value is called in a sentence. */
export const checkHidden = (value: unknown, where: string, at: Found['at']): Found[] =>
  [...new Set(hiddenInValue(value).map((hidden) => hiddenSays(hidden, where)))].map((says): Found => ({
    code: 'hidden character',
    says,
    at,
  }));
