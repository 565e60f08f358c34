import { describe, expect, it } from 'vitest';
import { isOnDesk, panelIn, parsePlace, placeAddress, placeOfText, withPanel, type Place } from './place.ts';

describe('places of a campaign', () => {
  it.each<[string, Place]>([
    ['brief', { at: 'brief', part: null }],
    ['brief/offer', { at: 'brief', part: 'offer' }],
    ['facts', { at: 'facts', fact: null }],
    ['facts/window', { at: 'facts', fact: 'window' }],
    ['step/s1', { at: 'step', step: 's1', variant: null }],
    ['step/s1/v2', { at: 'step', step: 's1', variant: 'v2' }],
    ['version/7', { at: 'version', version: 7 }],
    ['gate', { at: 'panel', tab: 'gate' }],
    ['thread/t1', { at: 'thread', thread: 't1' }],
  ])('%s is an address and back', (address, place) => {
    expect(parsePlace(address)).toEqual(place);
    expect(placeAddress(place)).toBe(address);
  });

  it.each([null, '', 'version/0', 'version/x', 'step', 'elsewhere', 'brief/nothing', 'thread/', '%E0%A4%A'])(
    'leads to the brief from %s',
    (address) => {
      expect(parsePlace(address)).toEqual({ at: 'brief', part: null });
    },
  );

  it('finds where a text or a part is written', () => {
    expect(placeOfText('brief/tone')).toEqual({ at: 'brief', part: 'tone' });
    expect(placeOfText('step/s/v/body')).toEqual({ at: 'step', step: 's', variant: 'v' });
    expect(placeOfText('step/s')).toEqual({ at: 'step', step: 's', variant: null });
    expect(placeOfText('fact/halt')).toEqual({ at: 'facts', fact: 'halt' });
    expect(placeOfText('fact/mergeFields')).toEqual({ at: 'facts', fact: null });
  });

  it('carries the tab of the side panel beside them', () => {
    expect(withPanel('step/s1/v2', 'gate')).toBe('step/s1/v2+gate');
    expect(withPanel('step/s1/v2', null)).toBe('step/s1/v2');
    expect(parsePlace('step/s1/v2+gate')).toEqual({ at: 'step', step: 's1', variant: 'v2' });
    expect(['brief/offer+record', 'brief', 'brief+nothing', null].map(panelIn)).toEqual(['record', null, null, null]);
    // A plus in a name is none of ours.
    expect(parsePlace(placeAddress({ at: 'thread', thread: 'a+gate' }))).toEqual({ at: 'thread', thread: 'a+gate' });
  });

  it('tells whose texts stand on the desk', () => {
    expect(isOnDesk({ at: 'brief', part: null }, 'brief/tone')).toBe(true);
    expect(isOnDesk({ at: 'step', step: 's', variant: null }, 'step/s/v/body')).toBe(true);
    expect(isOnDesk({ at: 'step', step: 's', variant: null }, 'step/s2/v/body')).toBe(false);
    expect(isOnDesk({ at: 'facts', fact: null }, 'brief/tone')).toBe(false);
  });
});
