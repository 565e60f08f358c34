import { factSchemas, type FactKey, type Facts } from '../../../domain/campaign/facts.ts';

const asks: Record<string, string> = {
  owner: 'Choose who answers for it.',
  opens: 'Say when it opens.',
  closes: 'Say when it closes.',
  timeZone: 'Choose the zone of that clock.',
  contacts: 'How many contacts? A whole number from 1.',
  firstBatch: 'How many in the first batch? A whole number from 1.',
  name: 'Give the sender’s name.',
  email: 'Give an e-mail address.',
  amount: 'Give an amount.',
  currency: 'A currency is three capital letters, like GBP.',
  what: 'Say what each line is for.',
  value: 'Give each one a number.',
  due: 'Give each target a date.',
};

/** What is wrong with a fact before it is sent, in one sentence; null where it is right. */
export const wrongIn = (fact: FactKey, value: unknown): string | null => {
  const read = factSchemas[fact].safeParse(value);
  if (!read.success) {
    const key = read.error.issues[0]?.path.findLast((step) => typeof step === 'string') ?? fact;
    return asks[key] ?? read.error.issues[0]?.message ?? 'Something is missing.';
  }
  const facts = { [fact]: read.data } as unknown as Partial<Facts>;
  if (facts.window && facts.window.closes <= facts.window.opens) return 'The window closes before it opens.';
  if (facts.reach && facts.reach.firstBatch > facts.reach.contacts)
    return 'The first batch is larger than all contacts together.';
  if (facts.budget) {
    const spent = facts.budget.lines.reduce((sum, line) => sum + line.amount, 0);
    if (spent > facts.budget.amount) return 'The lines come to more than the budget.';
  }
  return null;
};
