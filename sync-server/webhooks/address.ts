import { BlockList, isIP } from 'node:net';

/** Addresses that lead into this machine or the network around it. An outsider must not reach them through us. */
const inside = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 128],
  ['::1', 128],
  // Addresses of the older kind in a newer dress: translated, tunnelled, relayed.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, prefix, 'ipv6');

/** Whether a numeric address is one that strangers could reach, too. */
export const isOutside = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0) return false;
  // `::ffff:10.0.0.1` is the older address; the list checks it against the older nets.
  return !inside.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why an address is not called, as a sentence; null where it may be. A name's numbers are judged again when it is looked up, since a
 * name can lead elsewhere by then. `local` is the server's own setting, for receivers on this machine and in its network.
 */
export const addressFault = (address: string, local: boolean): string | null => {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return 'Give an address that begins with https://.';
  if (url.username !== '' || url.password !== '') return 'Leave name and password out of the address.';
  if (url.protocol === 'http:' && !(local && LOCAL.has(url.hostname)))
    return 'Give an address that begins with https://: what is sent must not be read on the way.';
  const name = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const numeric = isIP(name) !== 0;
  if (
    !local &&
    (numeric ? !isOutside(name) : name === 'localhost' || name.endsWith('.localhost') || !name.includes('.'))
  )
    return 'This address leads into the server’s own network. Whoever runs the server can allow it.';
  return null;
};
