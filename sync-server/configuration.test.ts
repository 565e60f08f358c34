import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration, settingNames, unknownSettings } from './configuration.ts';

describe('the settings', () => {
  it('have defaults that a person alone can start with', () => {
    expect(readConfiguration({})).toEqual({
      data: resolve('.data'),
      host: '127.0.0.1',
      port: 4777,
      tls: null,
      app: null,
      origins: [],
      mayFound: true,
      localWebhooks: false,
      behindTls: false,
      metricsToken: null,
      maxConnections: 20_000,
      offersSample: true,
      logs: null,
    });
  });

  it('take an address that others reach only behind TLS', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.4', 'team.example', '127.0.0.1.evil.example', 'localhost.evil'])
      expect(() => readConfiguration({ COUNTERSIGN_HOST: host })).toThrow(/speaks no TLS.*COUNTERSIGN_BEHIND_TLS=1/);
    expect(readConfiguration({ COUNTERSIGN_HOST: '0.0.0.0', COUNTERSIGN_BEHIND_TLS: '1' }).host).toBe('0.0.0.0');
    for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
      expect(readConfiguration({ COUNTERSIGN_HOST: host }).host).toBe(host);
  });

  it('offer the sample to strangers only on purpose', () => {
    expect(readConfiguration({ COUNTERSIGN_BEHIND_TLS: 'on' }).offersSample).toBe(false);
    expect(readConfiguration({ COUNTERSIGN_BEHIND_TLS: 'on', COUNTERSIGN_SAMPLE: 'on' }).offersSample).toBe(true);
  });

  it.each([
    [{ COUNTERSIGN_PORT: '99999' }, /is no port/],
    [{ COUNTERSIGN_PORT: '80a' }, /is no port/],
    [{ COUNTERSIGN_TLS_CERT: '/nowhere.pem' }, /COUNTERSIGN_TLS_CERT=.* cannot be read/],
    [{ COUNTERSIGN_TLS_KEY: '/nowhere.pem' }, /set both or neither/],
    [{ COUNTERSIGN_TLS_PORT: 'abc' }, /COUNTERSIGN_TLS_PORT does nothing without a certificate/],
    [{ COUNTERSIGN_TLS_HOST: '0.0.0.0' }, /COUNTERSIGN_TLS_HOST does nothing without a certificate/],
    [{ COUNTERSIGN_TLS_INVITE_ONLY: 'on' }, /COUNTERSIGN_TLS_INVITE_ONLY does nothing without a certificate/],
    [{ COUNTERSIGN_FOUNDING: 'maybe' }, /Set it to on or off/],
    [{ COUNTERSIGN_APP: '/nowhere' }, /Build the app first/],
    [{ COUNTERSIGN_ORIGINS: 'https://a.example,nonsense' }, /nonsense is no origin/],
    [{ COUNTERSIGN_MAX_CONNECTIONS: '3' }, /from 10 to 1000000/],
    [{ COUNTERSIGN_LOG: 'loud' }, /Set it to info, warn or error/],
  ])('that cannot be are refused with a sentence: %o', (env, says) => {
    expect(() => readConfiguration(env)).toThrow(says);
  });

  it('that cannot be are all told at once, and a secret among them is not repeated', () => {
    const env = { COUNTERSIGN_PORT: 'x', COUNTERSIGN_FOUNDING: 'x', COUNTERSIGN_METRICS_TOKEN: 'hunter2' };
    let says = '';
    try {
      readConfiguration(env);
    } catch (error) {
      says = String(error);
    }
    expect(says.split('\n')).toHaveLength(3);
    for (const name of Object.keys(env)) expect(says).toContain(name);
    expect(says).not.toContain('hunter2');
  });

  it('are known by name, so that a misspelt one is told', () => {
    expect(unknownSettings({ COUNTERSIGN_PROT: '1', COUNTERSIGN_PORT: '1', COUNTERSIGN_OPEN: 'no', PATH: '' })).toEqual(
      ['COUNTERSIGN_PROT'],
    );
    const source = readFileSync(join(import.meta.dirname, 'configuration.ts'), 'utf8').replace(
      /^const notOurs.*$/m,
      '',
    );
    const read = new Set([...source.matchAll(/'(COUNTERSIGN_[A-Z_]+)'\]?[,)\]]/g)].map(([, name]) => name!));
    expect([...settingNames].sort()).toEqual([...read].sort());
  });

  it('list further origins', () => {
    const { origins } = readConfiguration({ COUNTERSIGN_ORIGINS: 'app://countersign, https://a.example:8443' });
    expect(origins).toEqual(['app://countersign', 'https://a.example:8443']);
  });
});
