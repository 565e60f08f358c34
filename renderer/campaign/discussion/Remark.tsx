import type { ReactNode } from 'react';
import type { Said } from '../../../domain/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { useTeam } from '../open-campaign.ts';
import styles from './Discussion.module.css';

const c = classes(styles);

export const Who = ({
  by,
  at,
  does = '',
  children,
}: {
  by: string;
  at: string;
  does?: string;
  children: ReactNode;
}) => {
  const team = useTeam();
  const member = team.members[by];
  return (
    <div className={c('who')}>
      <Avatar name={member?.name ?? 'Someone'} role={member?.role ?? 'viewer'} hue={hueOf(team, by)} size="small" />
      <b>{firstName(member?.name ?? 'Someone')}</b>
      <span>
        {does !== '' && `${does}, `}
        <TimeAgo at={at} />
      </span>
      <span className={c('badge')}>{children}</span>
    </div>
  );
};

export const Remark = ({ said }: { said: Said }) =>
  said.body ? <p className={c('words')}>{said.body.text}</p> : <p className={c('why')}>The words were erased.</p>;
