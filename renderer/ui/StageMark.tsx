import type { Stage } from '../../domain/state.ts';
import { Icon } from './Icon.tsx';
import { stageGlyph, stageWord } from './stage-words.ts';
import { classes } from './classes.ts';
import styles from './StageMark.module.css';

const c = classes(styles);

const tones: Record<Stage, string> = {
  drafting: 'drafting',
  'in review': 'review',
  signed: 'signed',
  scheduled: 'signed',
  live: 'live',
  halted: 'halted',
  done: 'done',
};

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
  const word = stageWord(stage);
  return (
    <span className={c('stage', tones[stage], boxed && 'boxed')}>
      <Icon name={stageGlyph(stage)} />
      {version === undefined ? word : `${word}: v${version}`}
    </span>
  );
};
