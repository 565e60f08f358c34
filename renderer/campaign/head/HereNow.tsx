import { useEffect, useState } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { firstName, listed } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { useHere } from '../presence.ts';
import { useTeam } from '../open-campaign.ts';
import styles from './Head.module.css';

/** Who else has the campaign open now; coming and going is said to a screen reader, at most once in a few seconds. */
export const HereNow = () => {
  const here = useHere();
  const team = useTeam();
  const members = here.flatMap(({ member }) => team.members[member] ?? []);
  const says =
    members.length === 0
      ? 'You are alone here'
      : `${listed(members.map((member) => firstName(member.name)))} ${members.length === 1 ? 'is' : 'are'} here`;
  const [said, setSaid] = useState('');
  useEffect(() => {
    // A connection that comes and goes should not chatter.
    const timer = setTimeout(() => {
      setSaid(says);
    }, 3_000);
    return () => {
      clearTimeout(timer);
    };
  }, [says]);
  return (
    <>
      {members.length > 0 && (
        <span className={styles['here']}>
          {members.map((member) => (
            <Avatar key={member.id} name={member.name} role={member.role} hue={hueOf(team, member.id)} here />
          ))}
        </span>
      )}
      <output className="sr">{said}</output>
    </>
  );
};
