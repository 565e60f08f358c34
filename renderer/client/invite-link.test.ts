import { expect, it } from 'vitest';
import { inviteLink, readInvite } from './invite-link.ts';

const secret = 's'.repeat(43);

it('reads what the people screen writes, with blanks around it', () => {
  const server = 'https://plan.example.com';
  for (const kind of ['join', 'device'] as const)
    for (const fingerprint of [null, 'f'.repeat(43)])
      expect(readInvite(`  ${inviteLink(server, 'w1', secret, fingerprint, kind)}\n`)).toEqual({
        kind,
        server,
        workspace: 'w1',
        secret,
        fingerprint,
      });
});
it('reads one that was followed inside the shell', () => {
  expect(readInvite(`app://countersign/index.html#/join/w1/${secret}`)).toEqual({
    kind: 'join',
    server: null,
    workspace: 'w1',
    secret,
    fingerprint: null,
  });
});
it.each([
  `https://x.example/#/join/w1/short`,
  `https://x.example/#/devices/w1/${secret}`,
  'https://x.example/',
  'hello',
  `https://x.example/#/join/../${secret}`,
  `https://x.example/#/join/w1/${secret}/half-a-fingerprint`,
  '',
])('refuses %s', (link) => {
  expect(readInvite(link)).toBeNull();
});
