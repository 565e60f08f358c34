import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_SERVERS, Servers } from '../../electron/servers.ts';

// The system asks about a certificate by host alone, so what is trusted at one port is trusted at every other.
const [one, two] = ['a'.repeat(43), 'b'.repeat(43)];
const at = (url: string, fingerprint: string | null = null) => ({ url, hosted: false, fingerprint });
let folder: string;
let count = 0;
const file = (): string => join(folder, `${(count += 1)}.json`);
const knows = (...list: ReturnType<typeof at>[]): Servers => {
  const path = file();
  writeFileSync(path, JSON.stringify({ format: 1, servers: list }));
  return new Servers(path, null);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'servers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('one host has one trust', () => {
  it('an invite for another port cannot bring a certificate to a host that the system trusts', () => {
    const servers = knows(at('https://plan.example.com'));
    expect(servers.add(at('https://plan.example.com:4443', one))).toBe('another trust');
    expect(servers.pinsOf('plan.example.com')).toEqual([]);
    expect(servers.urls()).toEqual(['https://plan.example.com']);
  });

  it('an invite for another port cannot add a second certificate', () => {
    const servers = knows(at('https://10.0.0.7:4778', one));
    expect(servers.add(at('https://10.0.0.7:9999', two))).toBe('another certificate');
    expect(servers.pinsOf('10.0.0.7')).toEqual([one]);
    expect(servers.urls()).toEqual(['https://10.0.0.7:4778']);
  });

  it('an address without a certificate does not loosen one', () => {
    const servers = knows(at('https://10.0.0.7:4778', one));
    expect(servers.add(at('https://10.0.0.7'))).toBe('another trust');
    expect(servers.pinsOf('10.0.0.7')).toEqual([one]);
  });

  it('another port with the same trust is a new server', () => {
    const servers = knows(at('https://10.0.0.7:4778', one), at('https://plan.example.com'));
    expect(servers.add(at('https://10.0.0.7:9999', one))).toBe('new');
    expect(servers.add(at('https://plan.example.com:4443'))).toBe('new');
    expect(servers.pinsOf('10.0.0.7')).toEqual([one]);
  });

  it('a server without TLS, such as a hosted one, has none', () => {
    const servers = knows(at('http://127.0.0.1:4777'));
    expect(servers.add(at('https://127.0.0.1:4778', one))).toBe('new');
    expect(servers.add({ url: 'http://127.0.0.1:5000', hosted: true, fingerprint: null })).toBe('new');
    expect(servers.pinsOf('127.0.0.1')).toEqual([one]);
  });

  it('a list that an earlier app kept with two is read by its first', () => {
    expect(
      knows(at('https://plan.example.com'), at('https://plan.example.com:4443', one)).pinsOf('plan.example.com'),
    ).toEqual([]);
    expect(knows(at('https://[::1]:1', one), at('https://[::1]:2', two)).pinsOf('::1')).toEqual([one]);
  });

  it('a person who trusts another certificate trusts it at the whole host', () => {
    const servers = knows(at('https://10.0.0.7:4778', one), at('https://10.0.0.8:4778', one));
    servers.trust('https://10.0.0.7:9999', two);
    expect(servers.pinsOf('10.0.0.7')).toEqual([two]);
    expect(servers.pinsOf('10.0.0.8')).toEqual([one]);
    expect(servers.urls()).toContain('https://10.0.0.7:9999');
  });

  it('a server named on the command line keeps the certificate it had', () => {
    const path = file();
    new Servers(path, null).add(at('https://10.0.0.7:4778', one));
    expect(new Servers(path, 'https://10.0.0.7:4778').pinsOf('10.0.0.7')).toEqual([one]);
  });
});

it('the list never grows past what is read again', () => {
  const path = file();
  const servers = new Servers(path, null);
  const found = Array.from({ length: MAX_SERVERS + 2 }, (_, each) => servers.add(at(`https://s${each}.example`)));
  expect(found.slice(-3)).toEqual(['new', 'too many', 'too many']);
  expect(new Servers(path, null).urls()).toHaveLength(MAX_SERVERS);
});
