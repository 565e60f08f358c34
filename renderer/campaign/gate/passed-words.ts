import type { blockingChecks } from '../../../domain/gate/finding.ts';

/** What a reader is told about a blocking check that found nothing. */
export const passedWords: Record<(typeof blockingChecks)[number], string> = {
  'brief incomplete': 'Brief is complete',
  'facts incomplete': 'Facts are set',
  'no halt thresholds': 'Halt rules are set',
  'no copy': 'The sequence has steps',
  'empty copy': 'Every variant has its text',
  shares: 'Shares of variants add up to 100%',
  'unknown merge tag': 'Merge tags are known',
  'empty merge tag': 'Merge tags have a name',
  'broken merge tag': 'No unclosed {{',
  link: 'Links lead to web or mail addresses',
  'no opt-out link': 'Every e-mail has its opt-out link',
  'no sender address': 'Every e-mail has the sender’s address',
  'broken character': 'No broken characters',
};
