import { Icon } from '../../ui/Icon.tsx';
import { later } from '../../ui/later.tsx';
import { classes } from '../../ui/classes.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { removed, standing } from '../counts.ts';
import { askForStep, useDesk } from '../desk.ts';
import { useOpenCampaign, useSteps } from '../open-campaign.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { BriefLinks } from './BriefLinks.tsx';
import { FactLinks } from './FactLinks.tsx';
import { NoteLinks } from './NoteLinks.tsx';
import { RemovedSteps } from './RemovedSteps.tsx';
import { StepLink } from './StepLink.tsx';
import styles from './Outline.module.css';

const c = classes(styles);
const NewStep = later(async () => (await import('./NewStep.tsx')).NewStep);

/** The campaign at a glance: the brief, what was decided, the sequence on a ruler of days, the field notes. */
export const Outline = () => {
  const { id, copy } = useOpenCampaign();
  const guard = useLeadGuard(id);
  const { access } = useRoomStatus(copy);
  const steps = useSteps();
  const adding = useDesk((desk) => desk.addingStep);
  const shown = standing(steps);
  const gone = removed(steps);
  const writes = access === 'write';
  return (
    <nav className={c('outline')} aria-label="Outline">
      <BriefLinks />
      <FactLinks />
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
              guard(() => {
                askForStep(true);
              });
            }}
          >
            <Icon name="plus" small />
            <span className={c('wide')}>{shown.length === 0 ? 'Add the first step' : 'Add a step'}</span>
          </button>
        )}
        {!writes && shown.length === 0 && <p className={c('none', 'off')}>No step yet.</p>}
        {gone.length > 0 && <RemovedSteps steps={gone} writes={writes} />}
      </section>
      <NoteLinks />
      {adding && (
        <NewStep
          steps={shown}
          onClose={() => {
            askForStep(false);
          }}
        />
      )}
    </nav>
  );
};
