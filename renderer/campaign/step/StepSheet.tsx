import { useEffect, useRef } from 'react';
import { restoreStep, type Step } from '../../../domain/campaign/sequence.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { standing } from '../counts.ts';
import { PartNotes } from '../discussion/notes/PartNotes.tsx';
import { useFocusOnArrival } from '../focus-on-arrival.ts';
import { useOpenCampaign, useSteps } from '../open-campaign.ts';
import { StepMenu } from '../outline/StepMenu.tsx';
import { channelWords } from '../part-words.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { WriterNote } from '../text/WriterNote.tsx';
import { StepForm } from './StepForm.tsx';
import { Variants } from './Variants.tsx';
import bench from '../Workbench.module.css';
import styles from './StepSheet.module.css';

const c = classes(styles);
const arrivals = ['[data-text$="/body"] [contenteditable]', 'h2'];

/** One step of the sequence: what it is, and its wordings, one on the desk at a time. */
export const StepSheet = ({ step: id, variant }: { step: string; variant: string | null }) => {
  const steps = useSteps();
  const step = steps.find((each) => each.id === id);
  if (!step)
    return (
      <div className={bench['sheet']}>
        <Empty mark="apart" title="This step is not here">
          It may not have reached this laptop yet. Nothing that was written is deleted.
        </Empty>
      </div>
    );
  return <Sheet key={step.id} step={step} steps={standing(steps)} chosen={variant} />;
};

const Sheet = ({ step, steps, chosen }: { step: Step; steps: Step[]; chosen: string | null }) => {
  const { id, copy } = useOpenCampaign();
  const guard = useLeadGuard(id);
  const writes = useRoomStatus(copy).access === 'write';
  const { title, icon } = channelWords[step.channel];
  const sheet = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusOnArrival(sheet, arrivals);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <article ref={sheet} className={bench['sheet']} aria-labelledby="step-title">
      {step.removed && (
        <Notice
          icon="history"
          title="This step was removed from the sequence."
          actions={
            writes ? (
              <Button
                size="small"
                icon="undo"
                onPress={() => {
                  guard(() => restoreStep(copy.doc, step.id));
                }}
              >
                Put it back
              </Button>
            ) : undefined
          }
        >
          Its text is kept. It goes into no version while it is out.
        </Notice>
      )}
      <header className={c('head')}>
        <Icon name={icon} label={title} />
        <div className={c('names')}>
          <h2 id="step-title" ref={heading} tabIndex={-1} className={c('title')}>
            {step.name || title}
          </h2>
          <span className={c('when')}>
            {title}, day {step.day}
          </span>
        </div>
        {writes && !step.removed && <StepMenu step={step} steps={steps} />}
      </header>
      {step.goal !== '' && <p className={c('goal')}>{step.goal}</p>}
      {writes && <StepForm step={step} steps={steps} />}
      <WriterNote room={copy} />
      <Variants step={step} chosen={chosen} writes={writes} />
      <PartNotes part={`step/${step.id}`} />
    </article>
  );
};
