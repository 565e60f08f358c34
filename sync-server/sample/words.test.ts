import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { calendar } from './calendar.ts';
import { readStory } from './story.ts';
import { before, fill, rewrite, Words } from './words.ts';

const story = readStory();
const words = new Words(new Map(story.workspace.mergeFields.map(({ field, label }) => [field, label])));

describe('the words of the story', () => {
  const { versions, draftSinceVersion, steps, brief } = story.campaign;
  const changes = [...versions.flatMap(({ changesSincePrevious }) => changesSincePrevious ?? []), ...draftSinceVersion.changes];
  const body = steps[2]!.variants[0]!.body;
  const ofCall = changes.filter(({ where }) => 'step' in where && where.step === 'step-3');

  it('are those of the first version with the changes taken back, and today’s with them made again', () => {
    const offer = changes.filter(({ where }) => 'brief' in where && where.brief === 'offer');
    for (const [inserts, made] of [
      [words.blocks(body), ofCall],
      [words.blocks(brief.offer!), offer],
    ] as const) {
      expect(made).toHaveLength(2);
      const text = new Y.Doc().getText();
      fill(text, inserts);
      const today = text.toJSON();
      fill(text, before(inserts, made, words));
      expect(text.toJSON()).toContain(made[0]!.was);
      expect(text.toJSON()).not.toContain(made[0]!.became);
      for (const change of made) rewrite(text, change, words);
      expect(text.toJSON()).toBe(today);
    }
  });

  it('name merge tags by their labels, with blocks and marks as formats', () => {
    expect(words.line([{ mergeTag: 'first_name', fallback: 'there' }])).toBe('{{first name | there}}');
    expect(() => words.line([{ mergeTag: 'shoe_size', fallback: '' }])).toThrow('shoe_size');
    const text = new Y.Doc().getText();
    fill(text, words.blocks(brief.proofPoints!.slice(0, 1)));
    expect(text.toDelta()).toEqual([
      { insert: '\u2029', attributes: { kind: 'item', list: 'bullet', indent: 0 } },
      { insert: expect.stringContaining('41 notice checks') as string },
      { insert: expect.stringContaining('Source: our register') as string, attributes: { italic: true } },
    ]);
  });

  it('refuse a change whose words are not there', () => {
    const text = new Y.Doc().getText();
    expect(() => rewrite(text, ofCall[0]!, words)).toThrow('How are you today?');
  });
});

describe('the calendar', () => {
  const now = Date.parse('2027-07-07T12:00:00Z');
  const dates = calendar(story.asOf, now);

  it('moves everything by whole weeks, so that the past is past and nine o’clock stays nine o’clock', () => {
    expect(dates.local('2027-01-11T09:00')).toBe('2027-08-23T09:00');
    expect(dates.local('2027-02-12')).toBe('2027-09-24');
    expect(dates.instant('2026-11-10T10:20:00+00:00')).toBe('2027-06-22T09:20:00.000Z');
    expect(Date.parse(dates.instant(story.asOf))).toBeLessThan(now);
    expect(new Date('2027-08-23').getUTCDay()).toBe(new Date('2027-01-11').getUTCDay());
  });
});
