import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { checkHost, checkOrigin, type OriginRules } from './origin.ts';

const rules: OriginRules = { origins: new Set(['app://countersign', 'https://dev.example:5173']), loopbackOnly: true };
const request = (headers: Record<string, string>): IncomingMessage => ({ headers }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  it.each([
    [{ host: '127.0.0.1:4777', origin: 'http://127.0.0.1:4777' }],
    [{ host: 'team.example', origin: 'https://team.example' }],
    [{ host: '127.0.0.1:4777', origin: 'app://countersign' }],
  ])('%o may change things', (headers) => {
    expect(() => checkOrigin(request(headers), rules)).not.toThrow();
  });

  it.each([
    [{ host: '127.0.0.1:4777', origin: 'http://evil.example' }],
    [{ host: '127.0.0.1:4777', origin: 'http://127.0.0.1:4778' }],
    [{ host: '127.0.0.1:4777', origin: 'http://127.0.0.1:4777.evil.example' }],
    [{ host: '127.0.0.1:4777', origin: 'null' }],
    [{ host: '127.0.0.1:4777', origin: 'file://' }],
    [{ host: '127.0.0.1:4777' }],
  ])('%o may not', (headers) => {
    expect(() => checkOrigin(request(headers as Record<string, string>), rules)).toThrow(
      /another site|where it comes from/,
    );
  });

  it('is no name that a page rebound to this machine', () => {
    expect(() => checkHost(request({ host: 'evil.example:4777' }), rules)).toThrow(/not reached under that name/);
    for (const host of ['127.0.0.1:4777', 'localhost:4777', '[::1]:4777', 'dev.example:5173'])
      expect(() => checkHost(request({ host }), rules)).not.toThrow();
    expect(() => checkHost(request({ host: 'team.example' }), { ...rules, loopbackOnly: false })).not.toThrow();
    expect(() => checkHost(request({}), rules)).toThrow(/names no host/);
  });
});
