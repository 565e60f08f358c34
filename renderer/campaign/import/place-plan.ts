import * as Y from 'yjs';
import { factKeys, type FactKey, type Facts } from '../../../domain/campaign/facts.ts';
import { briefParts } from '../../../domain/campaign/rooms.ts';
import { addStep, addVariant, readSteps, removeStep, textOf } from '../../../domain/campaign/sequence.ts';
import type { ImportedCampaign } from '../../../domain/import/campaign-markdown.ts';
import { BLOCK_START, type Block } from '../../../domain/text/block.ts';
import { writeBlocks } from '../../../domain/text/write.ts';
import { standing } from '../counts.ts';
import { beforeOf } from '../outline/step-days.ts';
import { evenShares } from '../step/shares.ts';

const hasWords = (text: Y.Text): boolean => text.toJSON().replaceAll(BLOCK_START, '').trim() !== '';
/** Behind what stands there already: an import never takes a word away. */
const append = (text: Y.Text, blocks: readonly Block[]): void => {
  if (!hasWords(text)) {
    writeBlocks(text, blocks);
    return;
  }
  const { doc } = text;
  const write = () => {
    for (const block of blocks) {
      const { runs, kind, ...rest } = block;
      text.insert(text.length, BLOCK_START, { kind, ...rest });
      for (const { text: words, bold, italic, link } of runs)
        if (words !== '')
          text.insert(text.length, words.replaceAll(BLOCK_START, '\n'), {
            bold: bold ?? null,
            italic: italic ?? null,
            link: link === undefined ? null : { href: link },
          });
    }
  };
  if (doc) doc.transact(write);
  else write();
};

/** Writes what a plan says into the brief, in one transaction. Returns how to take it back, as long as the words stand as they came. */
export const placeBrief = (brief: Y.Doc, plan: ImportedCampaign): (() => void) => {
  const texts = briefParts.flatMap((part) => textOf(brief, `brief/${part}`) ?? []);
  const here = {};
  const undo = new Y.UndoManager(texts, { trackedOrigins: new Set([here]) });
  brief.transact(() => {
    for (const part of briefParts) {
      const text = textOf(brief, `brief/${part}`);
      const blocks = plan.brief[part];
      if (text && blocks && blocks.length > 0) append(text, blocks);
    }
  }, here);
  return () => {
    undo.undo();
    undo.destroy();
  };
};

/** Writes the steps of a plan into the copy, each where its day belongs. Returns how to take them out again, with their words kept. */
export const placeSteps = (copy: Y.Doc, plan: ImportedCampaign, newId: () => string): (() => void) => {
  const ids: string[] = [];
  copy.transact(() => {
    for (const step of plan.steps.toSorted((one, other) => one.day - other.day)) {
      const id = newId();
      ids.push(id);
      const before = beforeOf(standing(readSteps(copy)), step.day);
      addStep(copy, { id, channel: step.channel, day: step.day, name: step.name }, before);
      const shares = evenShares(Math.max(1, step.variants.length));
      step.variants.forEach((variant, index) => {
        const variantId = newId();
        addVariant(copy, id, { id: variantId, name: variant.name, share: shares[index] ?? 100 });
        for (const line of ['subject', 'preheader'] as const)
          if (variant[line] !== '') textOf(copy, `step/${id}/${variantId}/${line}`)?.insert(0, variant[line]);
        const body = textOf(copy, `step/${id}/${variantId}/body`);
        if (body) writeBlocks(body, variant.body);
      });
    }
  });
  return () => {
    copy.transact(() => {
      for (const id of ids) removeStep(copy, id);
    });
  };
};

/** Facts that the plan states and the campaign has not set; what was set stays. */
export const factsToSet = (plan: ImportedCampaign, facts: Facts): FactKey[] =>
  factKeys.filter((fact) => plan.facts[fact] !== undefined && plan.facts[fact] !== null && facts[fact] === null);
