import { expect, it } from 'vitest';
import { inviteLink } from '../app/paths.ts';
import { readInvite } from './invite-link.ts';

const secret = 's'.repeat(43);

it('reads what the people screen writes, with blanks around it', () => {
  const link = inviteLink('https://plan.example.com', 'w1', secret);
  expect(readInvite(`  ${link}\n`)).toEqual({ server: 'https://plan.example.com', workspace: 'w1', secret });
});
it('reads one that was followed inside the shell', () => {
  expect(readInvite(`app://countersign/index.html#/join/w1/${secret}`)).toEqual({
    server: null,
    workspace: 'w1',
    secret,
  });
});
it.each([
  `https://x.example/#/join/w1/short`,
  'https://x.example/',
  'hello',
  `https://x.example/#/join/../${secret}`,
  '',
])('refuses %s', (link) => {
  expect(readInvite(link)).toBeNull();
});
