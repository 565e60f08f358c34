import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KnownServer } from '../../electron/contract/desktop.ts';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import { drawn } from '../ui/drawn.ts';
import { pretendCampaign, pretendWorkspace } from '../ui/pretend.ts';
import { NoConnection } from './NoConnection.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const setUp = async () => {
  const open = pretendOpen(pretendWorkspace(pretendCampaign('c', 'Spring renewal')), 'sam', 'c');
  await drawn(open.around(<NoConnection />));
  return {
    isOffline: () => act(async () => open.offline()),
    waits: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)),
    says: () => document.body.textContent ?? '',
  };
};

it('says that there is no connection once that lasts, and nothing of a line that comes at once', async () => {
  const { isOffline, waits, says } = await setUp();
  await isOffline();
  expect(says()).toBe('');
  await waits(1_000);
  expect(says()).toMatch(/^No connection\. Everything you write is kept/);
});

it('says why, where this app itself runs the server and cannot', async () => {
  const here = { url: 'http://127.0.0.1:20001', hosted: true, joinAt: null, fingerprint: null };
  let known: KnownServer[] = [{ ...here, trouble: 'Another program uses port 20001.' }];
  let changed: () => void = () => undefined;
  vi.stubGlobal('desktop', {
    servers: () => Promise.resolve(known),
    onServers: (listener: () => void) => {
      changed = listener;
      return () => undefined;
    },
  });
  const { isOffline, waits, says } = await setUp();
  await isOffline();
  await waits(1_000);
  expect(says()).toContain('Another program uses port 20001.');
  known = [{ ...here, trouble: null }];
  await act(async () => changed());
  expect(says()).not.toContain('20001');
});
