import type { Role } from '../../domain/people/member.ts';
import type { ServerInfo } from '../../domain/wire/http.ts';
import { addressOf } from '../app/paths.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { classes } from '../ui/classes.ts';
import { firstName, roleWord } from '../ui/format.ts';
import { StartHead } from './StartHead.tsx';
import styles from './Start.module.css';

const c = classes(styles);
type Sample = NonNullable<ServerInfo['sample']>;

const does: Record<Role, string> = {
  marketing: 'Writes the copy, asks for sign-off, schedules the launch.',
  sales: 'Writes the brief, comments and suggests.',
  'sales-lead': 'Reads what changed, and signs.',
  viewer: 'Only reads.',
};
const walk: readonly Role[] = ['marketing', 'sales', 'sales-lead'];

/** The chairs that take one campaign the whole way, each a page of its own; everybody else stands below. */
export const SampleSeats = ({ sample, onBack }: { sample: Sample | null; onBack: () => void }) => {
  return (
    <div className={c('form')}>
      <StartHead title="Look at the sample" />
      {sample && <Seats sample={sample} />}
      <div className={c('acts')}>
        <Button size="large" onPress={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
};

const Seats = ({ sample }: { sample: Sample }) => {
  const main = walk.flatMap((role) => sample.members.find((member) => member.role === role) ?? []);
  const others = sample.members.filter((member) => !main.includes(member));
  const hue = (id: string): number => sample.members.findIndex((member) => member.id === id);
  return (
    <>
      <p className={c('lead')}>Each opens in a window of its own, so that one person can be all three.</p>
      <ul className={c('ways')}>
        {main.map((member) => (
          <li key={member.id}>
            <a
              className={c('way', 'seat')}
              href={addressOf(sample.workspace, member.id)}
              target="_blank"
              rel="noreferrer"
            >
              <Avatar name={member.name} role={member.role} hue={hue(member.id)} />
              <span className={c('wayTitle')}>
                Open as {firstName(member.name)}, {roleWord(member.role)}
              </span>
              <Icon name="right" small />
              <span className={c('waySays')}>{does[member.role]}</span>
            </a>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className={c('others')}>
          Or as{' '}
          {others.map((member, index) => (
            <span key={member.id}>
              {index > 0 && ', '}
              <a href={addressOf(sample.workspace, member.id)} target="_blank" rel="noreferrer">
                {firstName(member.name)}
              </a>{' '}
              ({roleWord(member.role)})
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
};
