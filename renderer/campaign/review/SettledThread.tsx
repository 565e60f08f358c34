import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Thread } from '../../../domain/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { dayTime, firstName } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { saysMore } from '../discussion/comment-for.ts';
import { useTeam } from '../open-campaign.ts';
import type { Sheet } from './sheets.ts';
import styles from './Review.module.css';

const c = classes(styles);
const endings: Record<Exclude<Thread['state'], 'open'>, string> = {
  resolved: 'resolved',
  accepted: 'took the suggestion',
  declined: 'declined the suggestion',
};

/** Who settled what was said about these words, and with which last word. */
export const SettledThread = ({ thread }: { thread: Thread }) => {
  const team = useTeam();
  const { closed, state } = thread;
  if (!closed || state === 'open') return null;
  const name = team.members[closed.by]?.name ?? 'Someone';
  const words = thread.replies.at(-1)?.comment ?? (saysMore(thread) ? thread.comment : thread.replacement);
  return (
    <p className={c('settled')}>
      <Avatar name={name} role={team.members[closed.by]?.role ?? 'viewer'} hue={hueOf(team, closed.by)} size="small" />
      <span>
        <strong>{firstName(name)}</strong> {endings[state]}, {dayTime(closed.at)}
        {words?.body ? `: “${words.body.text}”` : '. The words were erased.'}
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
