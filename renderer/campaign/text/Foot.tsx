import type * as Y from 'yjs';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { languageOf } from '../../../domain/gate/language.ts';
import { readingGrade } from '../../../domain/gate/reading-grade.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import { useYText } from '../../client/hooks.ts';
import { wordCount } from '../counts.ts';
import { useDraft } from '../draft/draft.ts';
import { unwrittenIn } from '../gate/to-do.ts';
import { openPanel } from '../open-campaign.ts';
import { showWriters, useWriters } from './writers.ts';
import styles from './Foot.module.css';

const c = classes(styles);

/** Under a text: how long it is, how hard it reads, what the checks say of it, and whose words it is made of. */
export const Foot = ({ text, of }: { text: Y.Text; of: (text: TextId) => boolean }) => {
  const words = useYText(text).replaceAll('\u2029', '\n');
  const { findings } = useDraft();
  const writers = useWriters((all) => all.shown);
  const language = languageOf(words);
  const grade = language && readingGrade(words, language);
  const here = findings.filter(({ at }) => at !== null && 'text' in at && of(at.text));
  const toDo = unwrittenIn(here).length;
  const blocking = here.filter((finding) => finding.blocking).length - toDo;
  const advisory = here.length - blocking - toDo;
  return (
    <p className={c('foot')}>
      <span>{count(wordCount(words), 'word')}</span>
      {grade !== null && <span>reading grade {Math.max(1, Math.round(grade))}</span>}
      {here.length > 0 && (
        <button
          type="button"
          onClick={() => {
            openPanel('gate');
          }}
        >
          {toDo > 0 && <span className={c('todo')}>{toDo} to do</span>}
          {blocking > 0 && (
            <Badge tone="stop" icon="block">
              {blocking} blocking
            </Badge>
          )}
          {advisory > 0 && (
            <Badge tone="care" icon="alert-fill">
              {advisory} advisory
            </Badge>
          )}
        </button>
      )}
      <button
        type="button"
        className={c('who')}
        aria-pressed={writers}
        onClick={() => {
          showWriters(!writers);
        }}
      >
        {writers ? 'Hide who wrote what' : 'Who wrote what'}
      </button>
    </p>
  );
};
