import { act } from 'react';
import { expect, it } from 'vitest';
import { drawn } from '../ui/drawn.ts';
import { navigate, useLocation } from './location.ts';

const Where = () => <p>{useLocation()}</p>;
const where = () => document.querySelector('p')?.textContent;
const comes = (hash: string) =>
  act(async () => {
    window.history.replaceState(null, '', hash);
    window.dispatchEvent(new Event('hashchange'));
  });

it('is the hash, whoever changed it', async () => {
  await comes('#/campaign/c1/brief');
  const page = await drawn(<Where />);
  expect(where()).toBe('/campaign/c1/brief');
  await act(async () => {
    navigate('/people');
  });
  expect(where()).toBe('/people');
  expect(window.location.hash).toBe('#/people');
  await comes('#');
  expect(where()).toBe('/');
  await comes('#people/devices');
  expect(where()).toBe('/people/devices');
  await page.remove();
});

it('is left by Back where it was gone to, and not where it took the place of another', async () => {
  const { length } = window.history;
  navigate('/people');
  expect(window.history.length).toBe(length + 1);
  navigate('/people/devices', { replace: true });
  expect(window.history.length).toBe(length + 1);
});
