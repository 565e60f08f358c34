import type { Stage } from '../../domain/state.ts';
import { Icon, type GlyphName } from './Icon.tsx';
import { classes } from './classes.ts';
import styles from './StageMark.module.css';

const c = classes(styles);

const drawn: Record<Stage, { glyph: GlyphName; word: string; tone: string }> = {
  drafting: { glyph: 'st-draft', word: 'Drafting', tone: 'drafting' },
  'in review': { glyph: 'st-review', word: 'In review', tone: 'review' },
  signed: { glyph: 'st-signed', word: 'Signed', tone: 'signed' },
  scheduled: { glyph: 'st-scheduled', word: 'Scheduled', tone: 'signed' },
  live: { glyph: 'st-live', word: 'Live', tone: 'live' },
  halted: { glyph: 'st-halted', word: 'Halted', tone: 'halted' },
  done: { glyph: 'st-done', word: 'Done', tone: 'done' },
};
export const stageWord = (stage: Stage): string => drawn[stage].word;

/** The mark drawn as far as a campaign has come, and its word; `boxed` for the top bar, with the version it is about. */
export const StageMark = ({
  stage,
  boxed = false,
  version,
}: {
  stage: Stage;
  boxed?: boolean;
  version?: number | undefined;
}) => {
  const { glyph, word, tone } = drawn[stage];
  return (
    <span className={c('stage', tone, boxed && 'boxed')}>
      <Icon name={glyph} />
      {version === undefined ? word : `${word}: v${version}`}
    </span>
  );
};
