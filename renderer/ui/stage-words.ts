import type { Stage } from '../../domain/state.ts';
import type { GlyphName } from './glyphs.tsx';

/** In the order a campaign goes through them. */
export const stages: readonly Stage[] = ['drafting', 'in review', 'signed', 'scheduled', 'live', 'halted', 'done'];

const drawn: Record<Stage, readonly [GlyphName, string]> = {
  drafting: ['st-draft', 'Drafting'],
  'in review': ['st-review', 'In review'],
  signed: ['st-signed', 'Signed'],
  scheduled: ['st-scheduled', 'Scheduled'],
  live: ['st-live', 'Live'],
  halted: ['st-halted', 'Halted'],
  done: ['st-done', 'Done'],
};
export const stageGlyph = (stage: Stage): GlyphName => drawn[stage][0];
export const stageWord = (stage: Stage): string => drawn[stage][1];
