import { factSchemas } from '../../../domain/campaign/facts.ts';
import { isAllowedLink } from '../../../domain/text/link.ts';
import type { Draft } from './drafts.ts';

/** What is wrong with one field of a fact's form. `field` is its path, as `opens` or `lines.0.amount`; empty: the fact as a whole. */
export type Wrong = { field: string; says: string };

const asks: Record<string, string> = {
  owner: 'Choose who answers for it.',
  opens: 'Enter when the window opens.',
  closes: 'Enter when the window closes.',
  timeZone: 'Choose a time zone.',
  contacts: 'Enter how many contacts: a whole number from 1.',
  firstBatch: 'Enter how many go out first: a whole number from 1.',
  name: 'Enter the sender’s name.',
  email: 'Enter an e-mail address.',
  company: 'At most 200 characters.',
  phone: 'At most 40 characters.',
  address: 'At most 400 characters.',
  optOutUrl: 'At most 2,048 characters.',
  amount: 'Enter an amount.',
  currency: 'Enter three capital letters, like GBP.',
  what: 'Enter what this is for.',
  value: 'Enter a number.',
  due: 'Enter a date.',
  owners: 'Choose at most four owners.',
  targets: 'At most 20 targets.',
  ramp: 'At most 20 rules.',
  halt: 'At most 20 rules.',
};

/** Everything that is wrong with a draft before it is sent, each at its field; empty where it is right. */
export const wrongIn = ({ fact, value }: Draft): Wrong[] => {
  const read = factSchemas[fact].safeParse(value);
  const wrong = (read.error?.issues ?? []).map(({ path }): Wrong => {
    const field = path.findLast((step) => typeof step === 'string') ?? fact;
    return { field: path.join('.'), says: asks[field] ?? 'Fill this in.' };
  });
  const first = wrong.filter(({ field }, index) => wrong.findIndex((each) => each.field === field) === index);
  return [...first, ...oddIn({ fact, value } as Draft, new Set(first.map(({ field }) => field)))];
};

/** What a schema cannot see: values that fit, and do not fit together. */
const oddIn = (draft: Draft, wrong: ReadonlySet<string>): Wrong[] => {
  switch (draft.fact) {
    case 'window': {
      const { opens, closes } = draft.value;
      if (wrong.has('opens') || wrong.has('closes') || closes > opens) return [];
      return [{ field: 'closes', says: 'The window closes before it opens.' }];
    }
    case 'reach': {
      const { contacts, firstBatch } = draft.value;
      if (contacts === null || firstBatch === null || firstBatch <= contacts) return [];
      return [{ field: 'firstBatch', says: 'The first batch is larger than all contacts together.' }];
    }
    case 'budget': {
      const { amount, lines } = draft.value;
      const spent = lines.reduce((sum, line) => sum + (line.amount ?? 0), 0);
      if (amount === null || spent <= amount) return [];
      return [{ field: '', says: 'The lines come to more than the budget.' }];
    }
    case 'sender': {
      // It becomes the link that the law asks for in every e-mail.
      const { optOutUrl } = draft.value;
      if (optOutUrl === '' || (isAllowedLink(optOutUrl) && optOutUrl.startsWith('https://'))) return [];
      return [{ field: 'optOutUrl', says: 'Enter a web address that begins with https://.' }];
    }
    default:
      return [];
  }
};

/** What a form says under one of its fields. */
export type WrongAt = (field: string) => string | null;
export const wrongAt =
  (wrong: readonly Wrong[]): WrongAt =>
  (field) =>
    wrong.find((each) => each.field === field)?.says ?? null;
