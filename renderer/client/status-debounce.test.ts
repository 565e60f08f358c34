import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SyncStatus } from './contract.ts';
import { StatusDebounce } from './status-debounce.ts';

let now: SyncStatus;
let told: string[];
let status: StatusDebounce;
beforeEach(() => {
  vi.useFakeTimers();
  now = { kind: 'on server' };
  told = [];
  status = new StatusDebounce(
    () => now,
    () => told.push(status.told.kind),
  );
  status.tellNow();
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});
const becomes = (kind: 'sending' | 'saved here' | 'on server') => {
  now = kind === 'saved here' ? { kind, sent: false } : { kind };
  status.look();
};

it('says the worse at once, and the better once it has been so for a moment', () => {
  becomes('sending');
  expect(told).toEqual(['sending']);
  becomes('on server');
  expect(told).toEqual(['sending']);
  vi.advanceTimersByTime(400);
  expect(told).toEqual(['sending', 'on server']);
});

it('says nothing of the better that did not last', () => {
  for (const kind of ['sending', 'on server', 'sending', 'on server', 'sending'] as const) {
    becomes(kind);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['sending']);
});

it('says what is so by then', () => {
  becomes('sending');
  becomes('on server');
  now = { kind: 'saved here', sent: false };
  vi.advanceTimersByTime(400);
  expect(told).toEqual(['sending', 'saved here']);
});

it('says nothing once it was stopped', () => {
  becomes('sending');
  becomes('on server');
  status.stop();
  becomes('saved here');
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['sending']);
});
