import { describe, expect, it } from 'vitest';
import { WorkspaceUnderTest } from '../gate/workspace-under-test.ts';

const set = (webhook: string, url: string | null = 'https://hooks.example.com/secret') => ({
  kind: 'set webhook' as const,
  webhook,
  name: 'The sending tool',
  url,
  on: ['halted' as const, 'halted' as const],
  active: true,
});

describe('a webhook', () => {
  it('is an admin’s to set and to remove, and the record has its host and no more of its address', () => {
    const at = new WorkspaceUnderTest();
    expect(at.refuses('lena', set('one'))).toEqual(['not allowed']);
    at.must('mia', set('one', 'https://me@Hooks.Example.com:8443/secret?key=1'));
    expect(at.state.webhooks['one']).toEqual({
      id: 'one',
      name: 'The sending tool',
      host: 'hooks.example.com:8443',
      on: ['halted'],
      active: true,
    });
    expect(JSON.stringify(at.rows)).not.toContain('secret?');
    at.must('mia', { ...set('one', null), name: 'Renamed', active: false });
    expect(at.state.webhooks['one']).toMatchObject({ name: 'Renamed', host: 'hooks.example.com:8443', active: false });
    expect(at.refuses('sam', { kind: 'remove webhook', webhook: 'one' })).toEqual(['not allowed']);
    at.must('mia', { kind: 'remove webhook', webhook: 'one' });
    expect(at.state.webhooks).toEqual({});
  });

  it('needs an address that the server would call, and there are no more than twenty', () => {
    const at = new WorkspaceUnderTest();
    expect(at.refuses('mia', set('one', null))).toEqual(['unknown webhook']);
    expect(at.refuses('mia', set('one', 'http://hooks.example.com/'))).toEqual(['bad value']);
    for (let each = 0; each < 20; each += 1) at.must('mia', set(`w${each}`));
    expect(at.refuses('mia', set('w20'))).toEqual(['bad value']);
    at.must('mia', set('w19'));
  });

  it('is not set in the sample, where anybody sits', () => {
    const at = new WorkspaceUnderTest();
    at.state = { ...at.state, sample: true };
    expect(at.refuses('mia', set('one'))).toEqual(['not allowed']);
  });
});
