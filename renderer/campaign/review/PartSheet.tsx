import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Thread } from '../../../domain/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { partTitle } from '../text-title.ts';
import { longChange } from './changed-words.ts';
import { FactRows } from './FactRows.tsx';
import type { NamedStep } from './named-steps.ts';
import { PartBody } from './PartBody.tsx';
import { SettledThread } from './SettledThread.tsx';
import { changedIn, isChanged, type Sheet } from './sheets.ts';
import { ViewMark } from './ViewMark.tsx';
import type { WroteIn } from './wrote.ts';
import { WroteHere } from './WroteHere.tsx';
import styles from './Review.module.css';

const c = classes(styles);

/** One part of the version on its own sheet, with the tick that it was looked at. */
export const PartSheet = ({
  sheet,
  steps,
  plain,
  whole,
  before,
  after,
  current,
  marks,
  viewed,
  reached,
  wrote,
  threads,
  onFocus,
  onView,
}: {
  sheet: Sheet;
  steps: readonly NamedStep[];
  plain: boolean;
  whole: boolean;
  before: Frozen | null;
  after: Frozen;
  current: boolean;
  /** Whether this reader ticks it. */
  marks: boolean;
  viewed: boolean;
  /** Whether its end was on the screen. */
  reached: boolean;
  wrote: WroteIn | null;
  /** Threads on its words that were closed since the version it is compared with. */
  threads: readonly Thread[];
  onFocus: () => void;
  onView: () => void;
}) => {
  const { title } = sheet;
  const said = plain ? '' : longChange(sheet.parts);
  const parts = whole ? sheet.parts : changedIn(sheet);
  return (
    // Focus on anything in it makes it the part that J, K and V are about.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={c('part', current && 'now')}
      data-sheet={sheet.id}
      tabIndex={-1}
      aria-label={said === '' ? title : `${title}, ${said}`}
      onFocus={onFocus}
    >
      <header>
        <Icon name={sheet.icon} />
        <h3>{title}</h3>
        <span className={c('quiet')}>{said}</span>
        <span className={c('grow')} />
        {wrote && <WroteHere sheet={sheet} wrote={wrote} />}
        {marks && isChanged(sheet) && (
          <ViewMark title={title} viewed={viewed} reached={reached} current={current} onPress={onView} />
        )}
      </header>
      <div className={c('body')}>
        {sheet.id === 'facts' ? (
          <FactRows parts={parts} plain={plain} before={before} after={after} />
        ) : (
          parts.map((part) => (
            <section key={part.part} data-part={part.part} className={c('piece')}>
              {sheet.id === 'brief' && <h4 className={c('of')}>{partTitle(part.part, steps)}</h4>}
              <PartBody part={part} plain={plain} whole={whole} before={before} after={after} />
            </section>
          ))
        )}
        {threads.map((thread) => (
          <SettledThread key={thread.id} thread={thread} />
        ))}
      </div>
    </article>
  );
};
