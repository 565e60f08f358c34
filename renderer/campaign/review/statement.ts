import type { Frozen } from '../../../domain/canonical/form.ts';
import { count, localTime } from '../../ui/format.ts';
import { zoneWords } from '../facts/fact-words.ts';

/** The sentence a sales lead signs; recorded word for word. */
export const statementOf = (name: string, version: number, { form }: Pick<Frozen, 'form'>): string => {
  const { reach, window } = form.facts;
  const to = reach ? ` to ${count(reach.contacts, 'contact')}` : '';
  const on = window ? ` on ${localTime(window.opens)}, ${zoneWords(window.timeZone)}` : '';
  return `I approve version ${version} of ${name} for launch${to}${on}.`;
};
