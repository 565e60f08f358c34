import { Avatar } from '../../ui/Avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName, listed } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { useTeam } from '../open-campaign.ts';
import type { Sheet } from './sheets.ts';
import type { WroteIn } from './wrote.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** Who wrote the new words of one sheet, whoever wrote most first. */
export const WroteHere = ({ sheet, wrote }: { sheet: Sheet; wrote: WroteIn }) => {
  const team = useTeam();
  const words = new Map<string, number>();
  for (const { part } of sheet.parts)
    for (const [member, { words: here }] of wrote.parts.get(part) ?? [])
      words.set(member, (words.get(member) ?? 0) + here);
  if (words.size === 0) return null;
  const writers = [...words].toSorted(([, one], [, other]) => other - one);
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const says = listed(writers.map(([id, number]) => `${firstName(name(id))}, ${count(number, 'new word')}`));
  return (
    <span className={c('writers')}>
      <span className="sr">Written by {says}</span>
      <span aria-hidden="true">
        {writers.map(([id]) => (
          <Avatar
            key={id}
            name={name(id)}
            role={team.members[id]?.role ?? 'viewer'}
            hue={hueOf(team, id)}
            size="small"
          />
        ))}
      </span>
    </span>
  );
};
