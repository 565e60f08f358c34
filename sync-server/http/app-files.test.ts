import { describe, expect, it } from 'vitest';
import { contentSecurity, placeOf } from './app-files.ts';

describe('the app’s files', () => {
  it.each([
    ['/', '/srv/app/index.html'],
    ['/assets/main-Ab12Cd34.js', '/srv/app/assets/main-Ab12Cd34.js'],
    ['/a%20b.svg', '/srv/app/a b.svg'],
  ])('%s is a file of the folder', (path, place) => {
    expect(placeOf('/srv/app', path)).toBe(place);
  });

  it.each([
    '/../secret',
    '/assets/../../secret',
    '/..%2fsecret',
    '/%2e%2e/secret',
    '/%252e%252e/secret',
    '/..\\secret',
    '/%5c..%5csecret',
    '/./index.html',
    '/\0',
    '/%00',
    '/%zz',
    '//',
  ])('%s leads nowhere', (path) => {
    const place = placeOf('/srv/app', path);
    expect(place === null || place.startsWith('/srv/app/')).toBe(true);
    expect(place ?? '').not.toContain('secret');
  });

  it('open the page only to its own host', () => {
    const policy = contentSecurity('127.0.0.1:4777');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:4777 wss://127.0.0.1:4777");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|data:|\*)/);
  });
});
