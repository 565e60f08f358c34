import { describe, expect, it } from 'vitest';
import { addressFault, isOutside } from './address.ts';
import { guardedLookup } from './send-delivery.ts';

describe('an address', () => {
  it.each([
    'https://hooks.example.com/services/T0/B0/secret',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1::1]/x',
    'https://hooks.example.com:8443/',
  ])('%s is called', (url) => {
    expect(addressFault(url, false)).toBeNull();
  });

  it.each([
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'javascript:alert(1)',
    'hooks.example.com',
    'https://user:pass@hooks.example.com/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://me.localhost/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://10.1.2.3/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://１２７.0.0.1/',
  ])('%s is not, unless this server is told otherwise', (url) => {
    expect(addressFault(url, false)).toMatch(/\.$/);
  });

  it('of this machine is called where the server allows it, and then without TLS, too', () => {
    expect(addressFault('http://127.0.0.1:9000/hook', true)).toBeNull();
    expect(addressFault('https://10.1.2.3/', true)).toBeNull();
    expect(addressFault('http://10.1.2.3/', true)).toMatch(/https/);
  });
});

describe('a name', () => {
  const looked = (addresses: string[]): Promise<unknown> =>
    new Promise((resolve) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      guardedLookup((_, __, answer) => answer(null, found))('hooks.example.com', { all: true }, (error, all) =>
        resolve(error ? error.message : all),
      );
    });

  it('leads where it was found to lead, and nowhere when any of it is inside', async () => {
    expect(await looked(['93.184.216.34'])).toEqual([{ address: '93.184.216.34', family: 4 }]);
    for (const inside of ['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fe80::1%eth0', 'nonsense'])
      expect(await looked(['93.184.216.34', inside])).toMatch(/own network/);
    expect(await looked([])).toBe('not found');
  });

  it('that is no number is never outside', () => {
    expect(isOutside('hooks.example.com')).toBe(false);
  });
});
