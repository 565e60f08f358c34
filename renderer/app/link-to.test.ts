import { afterEach, expect, it, vi } from 'vitest';
import { parseDeepLink, pathOf } from '../../electron/deep-link.ts';
import { placeAddress, type Place } from '../campaign/place.ts';
import { linkTo } from './link-to.ts';
import { pathTo } from './paths.ts';

afterEach(() => vi.unstubAllGlobals());

const places: Place[] = [
  { at: 'brief', part: 'offer' },
  { at: 'facts', fact: 'reach' },
  { at: 'step', step: 'a1b2', variant: 'c3-d4' },
  { at: 'version', version: 3 },
  { at: 'panel', tab: 'gate' },
  { at: 'thread', thread: crypto.randomUUID() },
];

it.each(places)('of the desktop app opens there what it was made at: $at', (place) => {
  vi.stubGlobal('desktop', {});
  const path = pathTo.campaign('spring-renewal', placeAddress(place));
  const link = parseDeepLink(linkTo(path));
  expect(link && pathOf(link)).toBe(path);
});

it('of a browser is its own address', () => {
  vi.stubGlobal('location', { href: 'https://plan.example/?workspace=w1&seat=me#/people' });
  expect(linkTo('/campaign/spring')).toBe('https://plan.example/?workspace=w1&seat=me#/campaign/spring');
});
