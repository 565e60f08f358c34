import { describe, expect, it } from 'vitest';
import { parseCampaignMarkdown } from './campaign-markdown.ts';

describe('a campaign in Markdown', () => {
  it('keeps every word somewhere, whatever the text is', () => {
    expect(parseCampaignMarkdown('')).toEqual({ name: null, brief: {}, steps: [], facts: {}, unplaced: [] });
    expect(parseCampaignMarkdown('Just a thought.\n\nAnd another.').unplaced).toEqual([
      'Just a thought.\n\nAnd another.',
    ]);
    const odd = parseCampaignMarkdown(
      '# Plan\n\n## __proto__\n\nx\n\n## Day 99999: E-mail\n\ny\n\n```\n# no heading\n```',
    );
    expect(odd).toMatchObject({ name: 'Plan', brief: {}, steps: [] });
    expect(odd.unplaced.join('\n')).toMatch(/__proto__[^]*x[^]*99999[^]*y[^]*# no heading/);
  });

  it('takes a channel in brackets for the channel, and anything else in them for words without a place', () => {
    const { steps, unplaced } = parseCampaignMarkdown(
      '## Day 1: Hello again (email)\n\nHi\n\n## Day 2: Hello (Phone call)\n\nHi\n\n## Day 3: Wave (12 May)\n\nHi',
    );
    expect(steps.map(({ channel, name }) => [channel, name])).toEqual([
      ['email', 'Hello again'],
      ['call', 'Hello'],
      ['other', 'Wave'],
    ]);
    expect(unplaced).toEqual(['## Day 3\n\n12 May']);
  });

  it('takes steps without variants as one wording, and finds subject and preheader', () => {
    const { steps, brief } = parseCampaignMarkdown(
      '## Offer\n\nFree.\n\n## Offer\n\nReally.\n\n## Day 2 - Phone call\n\n### Opener\n\nHello\n\n## Day 4: Mail\n\nSubject: Hi\n\n**Preheader:** there\n\nBody',
    );
    expect(brief.offer).toHaveLength(2);
    expect(steps.map(({ channel, day, name }) => [channel, day, name])).toEqual([
      ['call', 2, 'Phone call'],
      ['email', 4, 'Mail'],
    ]);
    expect(steps[0]!.variants[0]!.body[0]).toMatchObject({ kind: 'heading', level: 2 });
    expect(steps[1]!.variants).toEqual([
      { name: 'A', subject: 'Hi', preheader: 'there', body: [{ kind: 'paragraph', runs: [{ text: 'Body' }] }] },
    ]);
  });
});
