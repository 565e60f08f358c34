import { expect, it, vi } from 'vitest';
import type { Desktop, KnownServer, ServerAnswer } from '../../electron/contract/desktop.ts';
import { drawn } from '../ui/drawn.ts';
import { ServerChoice } from './ServerChoice.tsx';

const at = (url: string, hosted = false): KnownServer => ({
  url,
  hosted,
  joinAt: null,
  fingerprint: null,
  trouble: null,
});
const team = at('https://plan.example.com');
const here = at('http://127.0.0.1:20001', true);

const setUp = async (servers: KnownServer[], answer: ServerAnswer = { ok: true, url: team.url }) => {
  const answers = () => Promise.resolve(answer);
  const desktop = { addServer: vi.fn(answers), removeServer: vi.fn(answers), hostServer: vi.fn(answers) };
  const chosen = vi.fn();
  const page = await drawn(
    <ServerChoice desktop={desktop as unknown as Desktop} servers={servers} onChosen={chosen} />,
  );
  const presses = (words: string) => page.click(page.pressable(words));
  return { desktop, chosen, page, presses, says: () => document.body.textContent ?? '' };
};

it('asks for a server where there is none', async () => {
  const { desktop, chosen, presses, says } = await setUp([]);
  await presses('Use this server');
  expect(says()).toContain('Enter the address of a server.');
  await presses('Host one on this laptop');
  expect(desktop.hostServer).toHaveBeenCalledOnce();
  expect(chosen).toHaveBeenCalledOnce();
});

it('says where new workspaces begin, and uses or forgets another', async () => {
  const { desktop, presses, says } = await setUp([here, team]);
  expect(says()).toContain('New workspaces begin on this laptop');
  await presses('Change');
  expect(says()).toContain('plan.example.com');
  // One is enough, and the app itself runs it.
  expect(says()).not.toContain('Host one');
  await presses('Forget');
  expect(desktop.removeServer).toHaveBeenCalledWith('https://plan.example.com');
  expect(document.querySelectorAll('li')[0]?.textContent).toBe('this laptop, used now');
  await presses('Use');
  expect(desktop.addServer).toHaveBeenCalledWith('https://plan.example.com');
});

it('says why a server is not forgotten', async () => {
  const { presses, chosen, says } = await setUp([team], { ok: false, says: 'You are signed in there.' });
  await presses('Change');
  await presses('Forget');
  expect(says()).toContain('You are signed in there.');
  expect(chosen).not.toHaveBeenCalled();
});
