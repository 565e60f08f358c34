import { useState } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { later } from '../../ui/later.tsx';
import { classes } from '../../ui/classes.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { removed, standing } from '../counts.ts';
import { useCampaign, useHref, useOpenCampaign, useSteps } from '../open-campaign.ts';
import { BriefLinks } from './BriefLinks.tsx';
import { FactLinks } from './FactLinks.tsx';
import { Prospects } from './Prospects.tsx';
import { RemovedSteps } from './RemovedSteps.tsx';
import { StepLink } from './StepLink.tsx';
import styles from './Outline.module.css';

const c = classes(styles);
const NewStep = later(async () => (await import('./NewStep.tsx')).NewStep);

/** The campaign at a glance: the brief, what was decided, the sequence on a ruler of days, what prospects said. */
export const Outline = () => {
  const { copy, place } = useOpenCampaign();
  const href = useHref();
  const { access } = useRoomStatus(copy);
  const campaign = useCampaign();
  const steps = useSteps();
  const [adding, setAdding] = useState(false);
  const shown = standing(steps);
  const gone = removed(steps);
  const writes = access === 'write';
  return (
    <nav className={c('outline')} aria-label="Outline">
      <section aria-labelledby="outline-brief">
        <h2 id="outline-brief">
          <a
            href={href({ at: 'brief', part: null })}
            className={c('head')}
            aria-current={place.at === 'brief' && place.part === null ? 'page' : undefined}
          >
            <Icon name="doc" />
            <span className={c('wide')}>Brief</span>
          </a>
        </h2>
        <BriefLinks />
      </section>
      <section aria-labelledby="outline-facts">
        <h2 id="outline-facts">
          <a
            href={href({ at: 'facts', fact: null })}
            className={c('head')}
            aria-current={place.at === 'facts' && place.fact === null ? 'page' : undefined}
          >
            <Icon name="gate" />
            <span className={c('wide')}>Facts</span>
          </a>
        </h2>
        <FactLinks facts={campaign.facts} />
      </section>
      <section aria-labelledby="outline-sequence">
        <h2 id="outline-sequence" className={c('head')}>
          <Icon name="rows" />
          <span className={c('wide')}>Sequence</span>
          <span className={c('count', 'off')}>{shown.length === 1 ? '1 step' : `${shown.length} steps`}</span>
        </h2>
        {shown.length > 0 && (
          <ol className={c('axis')}>
            {shown.map((step, index) => (
              <StepLink key={step.id} step={step} index={index} steps={shown} writes={writes} />
            ))}
          </ol>
        )}
        {writes && (
          <button
            type="button"
            className={c('add')}
            onClick={() => {
              setAdding(true);
            }}
          >
            <Icon name="plus" small />
            <span className={c('wide')}>{shown.length === 0 ? 'Add the first step' : 'Add a step'}</span>
          </button>
        )}
        {!writes && shown.length === 0 && <p className={c('none', 'off')}>No step yet.</p>}
        {gone.length > 0 && <RemovedSteps steps={gone} writes={writes} />}
      </section>
      <Prospects />
      {adding && (
        <NewStep
          steps={shown}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </nav>
  );
};
