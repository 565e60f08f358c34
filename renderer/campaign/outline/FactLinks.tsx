import { factKeys, type Facts } from '../../../domain/campaign/facts.ts';
import { usePendingIds } from '../../client/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { factBrief } from '../facts/fact-words.ts';
import { factWords } from '../part-words.ts';
import { useHref, useOpenCampaign, useTeam } from '../open-campaign.ts';
import styles from './Outline.module.css';

const c = classes(styles);

/** Each fact with its value in a word or two. */
export const FactLinks = ({ facts }: { facts: Facts }) => {
  const { id, place } = useOpenCampaign();
  const href = useHref();
  const team = useTeam();
  const pending = usePendingIds();
  return (
    <ul className={c('bits')}>
      {factKeys.map((fact) => (
        <li key={fact}>
          <a
            href={href({ at: 'facts', fact })}
            aria-current={place.at === 'facts' && place.fact === fact ? 'page' : undefined}
          >
            <span className={c('clip', 'whole')}>{factWords[fact].title}</span>
            <span className={c('end', 'count', 'clip', pending.has(`${id}/${fact}`) && 'pending')}>
              {factBrief(fact, facts, team)}
              {pending.has(`${id}/${fact}`) && <span className="sr"> (waits to be sent)</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
};
