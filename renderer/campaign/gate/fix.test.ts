import { describe, expect, it } from 'vitest';
import { askedIn, mendOf, questionsIn } from './fix.ts';

describe('what mends a reason', () => {
  it('leads to the fact, the words, the thread, the version or the people', () => {
    expect(mendOf({ go: 'fact', fact: 'window' })).toEqual({
      label: 'Go to launch window',
      to: { place: { at: 'facts', fact: 'window' } },
    });
    expect(mendOf({ go: 'fact', fact: 'of tomorrow' })?.to).toEqual({ place: { at: 'facts', fact: null } });
    expect(mendOf({ go: 'text', text: 'step/s/v/body', block: 0, from: 0, to: 4 })?.to).toEqual({
      place: { at: 'step', step: 's', variant: 'v' },
    });
    expect(mendOf({ go: 'thread', thread: 't' })?.to).toEqual({ place: { at: 'thread', thread: 't' } });
    expect(mendOf({ go: 'part', part: 'brief/offer', version: 7 })?.to).toEqual({
      place: { at: 'version', version: 7 },
    });
    expect(mendOf({ go: 'members' })?.to).toEqual({ people: true });
  });

  it('has no button of its own for a question or for nothing', () => {
    expect(mendOf(null)).toBeNull();
    expect(mendOf({ go: 'ask', code: 'a newer version is signed' })).toBeNull();
    expect(mendOf({ go: 'digest', digest: '0'.repeat(64) })).toBeNull();
  });

  it('takes a refusal for a question only when it holds nothing else', () => {
    const ask = { fix: { go: 'ask', code: 'a newer version is signed' } as const };
    expect(questionsIn([ask])).toEqual(['a newer version is signed']);
    expect(questionsIn([ask, { fix: null }])).toBeNull();
    expect(questionsIn([])).toBeNull();
    expect(askedIn([ask, { fix: null }])).toEqual(['a newer version is signed']);
  });
});
