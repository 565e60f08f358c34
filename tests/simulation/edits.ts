import * as Y from 'yjs';
import {
  addStep,
  addVariant,
  moveStep,
  readSteps,
  removeStep,
  restoreStep,
  setStep,
} from '../../domain/campaign/sequence.ts';
import type { RoomKind } from '../../domain/campaign/rooms.ts';
import type { Dice } from '../fuzz/dice.ts';

/** Every letter typed in a world is another one, so each can be found again: it stands once, was taken away, or was lost or doubled. */
export class Letters {
  readonly typed = new Set<string>();
  /** Taken away by somebody who saw them. */
  readonly taken = new Set<string>();
  #next = 0x4e00;
  #ids = 0;

  letter(): string {
    const letter = String.fromCharCode(this.#next++);
    this.typed.add(letter);
    return letter;
  }
  id(): string {
    return `step-${(this.#ids += 1)}`;
  }
}
export const isLetter = (character: string): boolean => character >= '\u4e00' && character <= '\u9fff';

/** The texts that somebody in this room may write into. */
export const textsOf = (doc: Y.Doc, kind: RoomKind): Y.Text[] =>
  kind === 'brief'
    ? [doc.getText('objective'), doc.getText('offer')]
    : readSteps(doc).flatMap(({ variants }) => variants.flatMap(({ body, subject }) => [body, subject]));

/** One edit of one person, as an editor of ours makes it. */
export const edit = (doc: Y.Doc, kind: RoomKind, dice: Dice, letters: Letters): void => {
  const texts = textsOf(doc, kind).filter((text) => text.length > 0);
  const what = dice.upTo(20);
  if (kind === 'copy' && (texts.length === 0 || what < 4)) return editSequence(doc, dice, letters);
  if (texts.length === 0) return;
  const text = dice.pick(texts);
  const at = 1 + dice.upTo(text.length);
  if (what < 10) text.insert(at, letters.letter() + (dice.chance(0.3) ? letters.letter() : ''));
  else if (what < 14) takeAway(text, at, 1 + dice.upTo(6), letters);
  else if (what < 16) text.format(1, Math.min(text.length - 1, dice.upTo(8)), { bold: dice.chance(0.5) ? true : null });
  else if (what < 17) text.insert(at, '\u2029', { kind: dice.pick(['paragraph', 'heading', 'quote']) });
  else
    doc.transact(() => {
      text.insert(at, letters.letter());
      takeAway(text, 1 + dice.upTo(text.length - 1), 2, letters);
    });
};

const takeAway = (text: Y.Text, at: number, length: number, letters: Letters): void => {
  const gone = text.toString().slice(at, at + length);
  if (gone === '') return;
  for (const character of gone) if (isLetter(character)) letters.taken.add(character);
  text.delete(at, gone.length);
};

const editSequence = (doc: Y.Doc, dice: Dice, letters: Letters): void => {
  const steps = readSteps(doc);
  if (steps.length < 2 || dice.chance(0.15)) {
    const id = letters.id();
    addStep(doc, { id, channel: 'email', day: 1 + dice.upTo(20), name: id });
    addVariant(doc, id, { id: 'a', name: 'A' });
    return;
  }
  const { id } = dice.pick(steps);
  const what = dice.upTo(4);
  if (what === 0) setStep(doc, id, { day: 1 + dice.upTo(30) });
  else if (what === 1) removeStep(doc, id);
  else if (what === 2) restoreStep(doc, id);
  else moveStep(doc, id, dice.pick(steps).id);
};
