import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Thread } from '../../../domain/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { dayTime, firstName } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { useTeam } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import { longChange } from './changed-words.ts';
import { FactRows } from './FactRows.tsx';
import type { NamedStep } from './named-steps.ts';
import { PartBody } from './PartBody.tsx';
import { changedIn, isChanged, type Sheet } from './sheets.ts';
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
  threads,
  onFocus,
  onViewed,
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
  /** Threads on its words that were closed since the version it is compared with. */
  threads: readonly Thread[];
  onFocus: () => void;
  onViewed: (viewed: boolean) => void;
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
        {marks && isChanged(sheet) && (
          <Button
            size="small"
            kind={viewed ? 'quiet' : 'plain'}
            icon={viewed ? 'check' : 'eye'}
            kbd={current ? 'V' : undefined}
            aria-pressed={viewed}
            onPress={() => {
              onViewed(!viewed);
            }}
          >
            {viewed ? (
              <span>
                <span className="sr">{title} is </span>viewed
              </span>
            ) : (
              <span>
                Mark <span className="sr">{title} </span>as viewed
              </span>
            )}
          </Button>
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

const endings: Record<Exclude<Thread['state'], 'open'>, string> = {
  resolved: 'resolved',
  accepted: 'took the suggestion',
  declined: 'declined the suggestion',
};

/** Who settled what was said about these words, and with which last word. */
const SettledThread = ({ thread }: { thread: Thread }) => {
  const team = useTeam();
  const { closed, state } = thread;
  if (!closed || state === 'open') return null;
  const name = team.members[closed.by]?.name ?? 'Someone';
  const last = (thread.replies.at(-1)?.comment ?? thread.comment).body?.text;
  return (
    <p className={c('settled')}>
      <Avatar name={name} role={team.members[closed.by]?.role ?? 'viewer'} hue={hueOf(team, closed.by)} size="small" />
      <span>
        <strong>{firstName(name)}</strong> {endings[state]}, {dayTime(closed.at)}
        {last === undefined ? '. The words were erased.' : `: “${last}”`}
      </span>
    </p>
  );
};

/** Threads on a sheet's words that were closed between two moments. */
export const settledOn = (sheet: Sheet, threads: readonly Thread[], from: string | null, to: string): Thread[] => {
  const of = (part: PartDiff): string[] => part.texts.map(({ text }) => text);
  const texts = new Set<string>(sheet.parts.flatMap(of));
  return threads.filter(
    ({ anchor, closed }) =>
      closed !== null && texts.has(anchor.text) && closed.at <= to && (from === null || closed.at > from),
  );
};
