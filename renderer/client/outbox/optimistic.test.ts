import { describe, expect, it } from 'vitest';
import type { Command } from '../../../domain/command.ts';
import type { Pending } from '../contract.ts';
import { pretendCampaign, pretendThread, pretendWorkspace } from '../../ui/pretend.ts';
import { foresee } from './optimistic.ts';

const at = '2027-05-12T08:00:00.000Z';
const waits = (command: Command): Pending => ({ command, at, state: 'waits' });
const refused = (command: Command): Pending => ({ command, at, state: 'refused', reasons: [] });
const spring = pretendCampaign('spring', 'Spring', { threads: { t1: pretendThread() } });
const state = pretendWorkspace(spring);
const create: Command = { id: 'c1', kind: 'create campaign', campaign: 'autumn', name: 'Autumn' };
const fact: Command = { id: 'c2', kind: 'set fact', campaign: 'autumn', fact: 'owner', was: null, value: 'mia' };

describe('foreseen', () => {
  it('is the state itself where nothing waits', () => {
    expect(foresee(state, [], 'mia').state).toBe(state);
  });
  it('is a campaign that was started here, and what was decided on it', () => {
    const { state: seen, pendingIds } = foresee(state, [waits(create), waits(fact)], 'mia');
    expect(seen.campaigns['autumn']).toMatchObject({
      name: 'Autumn',
      createdBy: 'mia',
      createdAt: at,
      facts: { owner: 'mia' },
    });
    expect([...pendingIds]).toEqual(['autumn', 'autumn/owner']);
  });
  it('is a comment with a suggestion, and a reply, under their writer’s name', () => {
    const anchor = {
      text: 'brief/offer' as const,
      start: 'AA==',
      end: 'AQ==',
      quote: 'twelve',
      before: 'b',
      after: 'a',
    };
    const thread: Command = {
      id: 'c3',
      kind: 'start thread',
      campaign: 'spring',
      thread: 't2',
      anchor,
      comment: 'Longer?',
      blocking: true,
      replacement: 'twenty-four',
    };
    const reply: Command = {
      id: 'c4',
      kind: 'reply',
      campaign: 'spring',
      thread: 't1',
      reply: 'r1',
      comment: 'Right.',
    };
    const { state: seen, pendingIds } = foresee(state, [waits(thread), waits(reply)], 'sam');
    const { t1, t2 } = seen.campaigns['spring']!.threads;
    expect(t2).toMatchObject({ by: 'sam', at, blocking: true, state: 'open', anchor: { text: 'brief/offer' } });
    expect([t2?.comment, t2?.quote, t2?.replacement].map((said) => said?.body?.text)).toEqual([
      'Longer?',
      'twelve',
      'twenty-four',
    ]);
    expect(t1?.replies).toMatchObject([{ id: 'r1', by: 'sam', comment: { body: { text: 'Right.' } } }]);
    expect([...pendingIds]).toEqual(['t2', 'r1']);
    expect(state.campaigns['spring']?.threads['t2']).toBeUndefined();
  });
  it('is a field note, with its link', () => {
    const note: Command = {
      id: 'c5',
      kind: 'log field note',
      campaign: 'spring',
      note: 'n1',
      quote: 'Too dear.',
      who: 'Havbruk',
      channel: 'call',
      mayBeQuoted: false,
    };
    const link: Command = {
      id: 'c6',
      kind: 'link field note',
      note: 'n1',
      campaign: 'spring',
      part: 'brief/offer',
      linked: true,
    };
    const { state: seen } = foresee(state, [waits(note), waits(link)], 'sam');
    expect(seen.notes['n1']).toMatchObject({
      by: 'sam',
      quote: { body: { text: 'Too dear.' } },
      links: [{ campaign: 'spring', part: 'brief/offer' }],
    });
  });
  it('moves neither the feed’s number and head nor the record', () => {
    const { state: seen } = foresee(state, [waits(create)], 'mia');
    expect(seen).toMatchObject({ number: state.number, head: state.head, record: state.record, done: state.done });
  });
  it('leaves out what the server has taken, and what it refused', () => {
    const taken = { ...state, done: [{ c1: 2 }] };
    expect(foresee(taken, [waits(create)], 'mia').state).toBe(taken);
    expect(foresee(state, [refused({ ...fact, campaign: 'spring' })], 'mia').state).toBe(state);
  });
  it('keeps a refused new campaign within reach, since its words are only here', () => {
    expect(foresee(state, [refused(create)], 'mia').state.campaigns['autumn']?.name).toBe('Autumn');
  });
  it('says nothing of what the gate decides', () => {
    const resolve: Command = { id: 'c7', kind: 'resolve thread', campaign: 'spring', thread: 't1' };
    expect(foresee(state, [waits(resolve)], 'mia').state).toBe(state);
  });
});
