import { describe, expect, it } from 'vitest';
import { WorkspaceUnderTest } from '../gate/workspace-under-test.ts';

const anchor = { text: 'brief/objective' as const, start: '', end: '', quote: 'q', before: '', after: '' };

describe('the key', () => {
  it('is changed by an admin, and the next event is signed by the new one', () => {
    const at = new WorkspaceUnderTest();
    expect(at.refuses('lena', { kind: 'rotate key' })).toEqual(['not allowed']);
    expect(at.state.key).toBe('k');
    at.must('mia', { kind: 'rotate key' });
    expect(at.state.key).toBe('k2');
    expect(at.rows.at(-1)!.event).toMatchObject({ kind: 'key rotated', campaign: null, key: 'k', data: { key: 'k2' } });
  });
});

describe('a text beside the record', () => {
  const discussed = () => {
    const at = new WorkspaceUnderTest().complete();
    const thread = { kind: 'start thread' as const, campaign: 'c', thread: 't', anchor, blocking: false };
    at.must('sam', { ...thread, comment: 'Private words', replacement: 'Other private words' });
    const number = at.rows.length;
    at.must('lena', { kind: 'reply', campaign: 'c', thread: 't', reply: 'r', comment: 'These stay' });
    return { at, number };
  };

  it('is erased by whoever wrote it or by an admin, and by nobody else', () => {
    const { at, number } = discussed();
    expect(at.refuses('lena', { kind: 'erase text', number, name: 'comment' })).toEqual(['not allowed']);
    at.must('sam', { kind: 'erase text', number, name: 'comment' });
    at.must('mia', { kind: 'erase text', number, name: 'replacement' });
    const [thread] = Object.values(at.campaign.threads);
    expect([thread!.comment.body, thread!.replacement!.body]).toEqual([null, null]);
    expect(thread!.comment.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(thread!.replies[0]!.comment.body?.text).toBe('These stay');
    const { data } = at.rows[number + 1]!.event;
    expect(data).toEqual({
      number,
      sequence: at.rows[number - 1]!.event.sequence,
      name: 'comment',
      hash: thread!.comment.hash,
    });
  });

  it('that was never there cannot be erased, and one that is gone is gone once', () => {
    const { at, number } = discussed();
    for (const said of [
      { number, name: 'reason' },
      { number, name: 'toString' },
      { number: 9_999, name: 'comment' },
    ])
      expect(at.refuses('mia', { kind: 'erase text', ...said })).toEqual(['unknown text']);
    at.rows[number - 1]!.bodies['comment'] = null;
    const before = at.rows.length;
    at.must('sam', { kind: 'erase text', number, name: 'comment' });
    expect(at.rows).toHaveLength(before);
  });

  it('is forgotten in field notes and in the reasons of a launch, too, and nothing else changes', () => {
    const { at } = discussed();
    at.must('sam', {
      kind: 'log field note',
      note: 'n',
      campaign: null,
      quote: 'Private quote',
      who: 'Private name',
      channel: 'call',
      mayBeQuoted: false,
    });
    const number = at.rows.length;
    const threads = at.campaign.threads;
    at.must('sam', { kind: 'erase text', number, name: 'who' });
    expect(at.state.notes['n']).toMatchObject({ who: { body: null }, quote: { body: { text: 'Private quote' } } });
    expect(at.campaign.threads).toBe(threads);
  });
});
