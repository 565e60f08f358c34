import { moveStep, removeStep, restoreStep, type Step } from '../../../domain/campaign/sequence.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { useGo, useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';

/** Moves a step among those that stand in the sequence, and takes it out. */
export const useStepMoves = (step: Step, steps: readonly Step[]) => {
  const { copy, place } = useOpenCampaign();
  const go = useGo();
  const name = step.name || channelWords[step.channel].title;
  const index = steps.findIndex((each) => each.id === step.id);
  return {
    index,
    move: (by: -1 | 1): boolean => {
      const target = steps[index + by];
      if (!target) return false;
      moveStep(copy.doc, step.id, by < 0 ? target.id : (steps[index + 2]?.id ?? null));
      announce(`${name} is now step ${index + by + 1} of ${steps.length}.`);
      return true;
    },
    remove: (): void => {
      removeStep(copy.doc, step.id);
      if (place.at === 'step' && place.step === step.id) go({ at: 'brief', part: null }, true);
      toast(`${name} is out of the sequence. Its words are kept.`, {
        action: { label: 'Put it back', onAction: () => restoreStep(copy.doc, step.id) },
      });
    },
  };
};
