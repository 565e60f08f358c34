import { briefParts } from '../../../domain/campaign/rooms.ts';
import { count } from '../../ui/format.ts';
import { briefWords } from '../part-words.ts';
import { placeOfText, type Place } from '../place.ts';
import type { ToDo } from '../gate/to-do.ts';

/** What a draft lacks first, in words, and where it is written. Null once nothing stands in the way of asking for a signature. */
export const nextStep = ({
  unwritten,
  wrong,
}: Pick<ToDo, 'unwritten' | 'wrong'>): { label: string; to: Place | 'new step' } | null => {
  const [first] = unwritten;
  if (first) {
    const { code, at } = first;
    if (code === 'brief incomplete' && at && 'text' in at) {
      const part = briefParts.find((each) => at.text === `brief/${each}`);
      return { label: `Write the ${part ? briefWords[part].title.toLowerCase() : 'brief'}`, to: placeOfText(at.text) };
    }
    if (code === 'facts incomplete' || code === 'no halt thresholds') {
      const facts = unwritten.filter((each) => each.code === 'facts incomplete' || each.code === 'no halt thresholds');
      const fact = at && 'fact' in at ? at.fact : null;
      return { label: `Set ${count(facts.length, 'fact')}`, to: { at: 'facts', fact } };
    }
    if (at && 'text' in at) return { label: 'Write the copy', to: placeOfText(at.text) };
    return { label: 'Add a step', to: 'new step' };
  }
  return wrong > 0 ? { label: `Mend ${count(wrong, 'finding')}`, to: { at: 'panel', tab: 'gate' } } : null;
};
