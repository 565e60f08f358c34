import { factKeys } from '../../../domain/campaign/facts.ts';
import { usePendingIds } from '../../client/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { factBrief } from '../facts/fact-words.ts';
import { factWords } from '../part-words.ts';
import { useCampaign, useHref, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { Section } from './Section.tsx';
import styles from './Outline.module.css';

const c = classes(styles);

/** Each fact with its value in a word or two. */
export const FactLinks = () => {
  const { id, place } = useOpenCampaign();
  const { facts } = useCampaign();
  const href = useHref();
  const team = useTeam();
  const pending = usePendingIds();
  const set = factKeys.filter((fact) => facts[fact] !== null).length;
  return (
    <Section
      title="Facts"
      icon="gate"
      place={{ at: 'facts', fact: null }}
      current={place.at === 'facts' && place.fact === null}
      done={set}
      of={factKeys.length}
      complete={set === factKeys.length}
      here={place.at === 'facts'}
    >
      <ul className={c('bits')}>
        {factKeys.map((fact) => {
          const words = factBrief(fact, facts, team);
          return (
            <li key={fact}>
              <a
                href={href({ at: 'facts', fact })}
                title={`${factWords[fact].title}: ${words}`}
                aria-current={place.at === 'facts' && place.fact === fact ? 'page' : undefined}
              >
                <span className={c('clip', 'whole')}>{factWords[fact].title}</span>
                <span className={c('end', 'count', 'clip', pending.has(`${id}/${fact}`) && 'pending')}>
                  {words}
                  {pending.has(`${id}/${fact}`) && <span className="sr"> (waits to be sent)</span>}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
};
