import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { noFacts } from '../../../domain/campaign/facts.ts';
import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import { addStep, readSteps } from '../../../domain/campaign/sequence.ts';
import { parseCampaignMarkdown } from '../../../domain/import/campaign-markdown.ts';
import { readBlocks, readLine } from '../../../domain/text/read.ts';
import { factsToSet, placeBrief, placeSteps } from './place-plan.ts';

const plan = parseCampaignMarkdown(`# Spring renewal

## Objective
Keep **all** of them.

## Day 5: Phone call
Good morning.

## Day 1: First e-mail
### Variant A
Subject: Your kiln
Hello.
### Variant B
Hi.
`);

it('places the brief behind words that stand there already, and takes none away', () => {
  const brief = new Y.Doc();
  Y.applyUpdate(brief, foundingUpdate('brief'));
  brief.getText('objective').insert(1, 'Written before.');
  placeBrief(brief, plan);
  expect(readBlocks(brief.getText('objective'))).toEqual([
    { kind: 'paragraph', runs: [{ text: 'Written before.' }] },
    { kind: 'paragraph', runs: [{ text: 'Keep ' }, { text: 'all', bold: true }, { text: ' of them.' }] },
  ]);
});

it('places steps by their day, with shares that come to all', () => {
  const copy = new Y.Doc();
  let next = 0;
  placeSteps(copy, plan, () => `id${(next += 1)}`);
  const steps = readSteps(copy);
  expect(steps.map(({ day, channel, variants }) => [day, channel, variants.map(({ share }) => share)])).toEqual([
    [1, 'email', [50, 50]],
    [5, 'call', [100]],
  ]);
  expect(readLine(steps[0]!.variants[0]!.subject)).toBe('Your kiln');
});

it('sets only facts that nobody has decided', () => {
  const stated = { ...plan, facts: { reach: { contacts: 480, firstBatch: 160 }, owner: null } };
  expect(factsToSet(stated, noFacts())).toEqual(['reach']);
  expect(factsToSet(stated, { ...noFacts(), reach: { contacts: 1, firstBatch: 1 } })).toEqual([]);
});

it('is taken back without a word that was there, or came meanwhile', () => {
  const brief = new Y.Doc();
  Y.applyUpdate(brief, foundingUpdate('brief'));
  brief.getText('objective').insert(1, 'Written before.');
  const undo = placeBrief(brief, plan);
  brief.getText('objective').insert(1, 'And meanwhile. ');
  undo();
  expect(readBlocks(brief.getText('objective'))).toEqual([
    { kind: 'paragraph', runs: [{ text: 'And meanwhile. Written before.' }] },
  ]);
  const copy = new Y.Doc();
  addStep(copy, { id: 'there', channel: 'call', day: 3, name: 'There before' });
  let next = 0;
  const takeOut = placeSteps(copy, plan, () => `id${(next += 1)}`);
  const standing = () => readSteps(copy).filter(({ removed }) => !removed);
  expect(standing().map(({ day }) => day)).toEqual([1, 3, 5]);
  takeOut();
  expect(standing().map(({ id }) => id)).toEqual(['there']);
  // Out of the sequence, with its words.
  expect(readLine(readSteps(copy).find(({ day }) => day === 1)!.variants[0]!.subject)).toBe('Your kiln');
});
