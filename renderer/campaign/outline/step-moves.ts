import { moveStep, removeStep, restoreStep, setStep, type Step } from '../../../domain/campaign/sequence.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { useGo, useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { beforeOf } from './step-days.ts';
import { useLeadGuard } from '../text/lead-guard.ts';

export const nameOfStep = ({ name, channel }: Pick<Step, 'name' | 'channel'>): string =>
  name || channelWords[channel].title;

/** Moves a step among those that stand in the sequence, and takes it out. Past a step of another day it takes that day. */
export const useStepMoves = (step: Step, steps: readonly Step[]) => {
  const { id: campaign, copy, place } = useOpenCampaign();
  const guard = useLeadGuard(campaign);
  const go = useGo();
  const name = nameOfStep(step);
  const index = steps.findIndex((each) => each.id === step.id);
  const setDay = (day: number): void => {
    copy.doc.transact(() => {
      if (setStep(copy.doc, step.id, { day })) moveStep(copy.doc, step.id, beforeOf(steps, day, step.id));
    });
    announce(`${name} is on day ${day} now.`);
  };
  return {
    index,
    /** The day that a move would bring; null where the step only changes places with another of its day, or cannot move. */
    dayOf: (by: -1 | 1): number | null => {
      const day = steps[index + by]?.day;
      return day === undefined || day === step.day ? null : day;
    },
    setDay,
    move: (by: -1 | 1, done = () => {}): void => {
      const target = steps[index + by];
      if (!target) return;
      guard(() => {
        if (target.day === step.day) {
          moveStep(copy.doc, step.id, by < 0 ? target.id : (steps[index + 2]?.id ?? null));
          announce(`${name} is now step ${index + by + 1} of ${steps.length}.`);
        } else setDay(target.day);
        done();
      });
    },
    remove: (): void => {
      guard(() => {
        removeStep(copy.doc, step.id);
        if (place.at === 'step' && place.step === step.id) go({ at: 'brief', part: null }, true);
        toast(`“${name}” removed. Its text is kept.`, {
          action: { label: 'Undo', onAction: () => restoreStep(copy.doc, step.id) },
        });
      });
    },
  };
};
