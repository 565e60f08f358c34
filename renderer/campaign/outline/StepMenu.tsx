import { useState } from 'react';
import { setStep, type Step } from '../../../domain/campaign/sequence.ts';
import { Menu } from '../../ui/Menu.tsx';
import { later } from '../../ui/later.tsx';
import { count } from '../../ui/format.ts';
import { standing } from '../counts.ts';
import { oneLine } from '../one-line.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { useStepMoves } from './step-moves.ts';

const NameDialog = later(async () => (await import('../../ui/NameDialog.tsx')).NameDialog);

/** What can be done with a step as a whole: in the outline, and on its sheet where the outline has no room. */
export const StepMenu = ({ step, steps }: { step: Step; steps: readonly Step[] }) => {
  const { copy } = useOpenCampaign();
  const [renaming, setRenaming] = useState(false);
  const { index, move, remove } = useStepMoves(step, steps);
  const last = index === steps.length - 1;
  return (
    <>
      <Menu
        label={`Actions for ${step.name || channelWords[step.channel].title}`}
        size="small"
        items={[
          { id: 'rename', label: 'Rename', icon: 'suggest', onAction: () => setRenaming(true) },
          {
            id: 'up',
            label: 'Move up',
            icon: 'up',
            kbd: 'Alt+↑',
            disabled: index <= 0,
            ...(index <= 0 ? { hint: 'It is the first.' } : {}),
            onAction: () => move(-1),
          },
          {
            id: 'down',
            label: 'Move down',
            icon: 'down',
            kbd: 'Alt+↓',
            disabled: last,
            ...(last ? { hint: 'It is the last.' } : {}),
            onAction: () => move(1),
          },
          {
            id: 'remove',
            label: 'Remove from the sequence',
            icon: 'x',
            hint: `Keeps its words: ${count(standing(step.variants).length, 'variant')}.`,
            onAction: remove,
          },
        ]}
      />
      {renaming && (
        <NameDialog
          title="Rename the step"
          action="Rename"
          name={step.name}
          maxLength={200}
          onName={(name) => {
            setStep(copy.doc, step.id, { name: oneLine(name) });
            return null;
          }}
          onClose={() => {
            setRenaming(false);
          }}
        />
      )}
    </>
  );
};
