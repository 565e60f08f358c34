import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { firstName, listed } from '../../ui/format.ts';
import { useTeam } from '../open-campaign.ts';
import styles from './Gate.module.css';

/** What was signed, word for word, where somebody is about to act on it. */
export const Signed = ({ version }: { version: Version }) => {
  const team = useTeam();
  const signatures = standing(version);
  const statement = signatures.at(-1)?.statement ?? '';
  if (statement === '') return null;
  return (
    <figure>
      <figcaption className={styles['quiet']}>
        {listed(signatures.map(({ by }) => firstName(team.members[by]?.name ?? 'Someone')))} signed:
      </figcaption>
      <blockquote className={styles['signature']}>“{statement}”</blockquote>
    </figure>
  );
};
