import { useState } from 'react';
import { setStep, type Step } from '../../../domain/campaign/sequence.ts';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { later } from '../../ui/later.tsx';
import { count } from '../../ui/format.ts';
import { standing } from '../counts.ts';
import { oneLine } from '../one-line.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { nameOfStep, useStepMoves } from './step-moves.ts';

const NameDialog = later(async () => (await import('../../ui/NameDialog.tsx')).NameDialog);

/** What can be done with a step as a whole: in the outline, and on its sheet, whose details hold its name already. */
export const StepMenu = ({
  step,
  steps,
  renames = false,
}: {
  step: Step;
  steps: readonly Step[];
  renames?: boolean;
}) => {
  const { id, copy } = useOpenCampaign();
  const guard = useLeadGuard(id);
  const [renaming, setRenaming] = useState(false);
  const { index, move, dayOf, remove } = useStepMoves(step, steps);
  const last = index === steps.length - 1;
  const moves = (by: -1 | 1): MenuEntry => {
    const day = dayOf(by);
    const words = by < 0 ? 'Move up' : 'Move down';
    const end = by < 0 ? index <= 0 : last;
    return {
      id: by < 0 ? 'up' : 'down',
      label: day === null ? words : `${words}, to day ${day}`,
      icon: by < 0 ? 'up' : 'under',
      kbd: by < 0 ? 'Alt+↑' : 'Alt+↓',
      disabled: end,
      ...(end && { hint: by < 0 ? 'It is the first.' : 'It is the last.' }),
      onAction: () => {
        move(by);
      },
    };
  };
  return (
    <>
      <Menu
        label={`Actions for ${nameOfStep(step)}`}
        size="small"
        items={[
          ...(renames
            ? [
                {
                  id: 'rename',
                  label: 'Rename',
                  icon: 'suggest' as const,
                  onAction: () => {
                    guard(() => {
                      setRenaming(true);
                    });
                  },
                },
              ]
            : []),
          moves(-1),
          moves(1),
          {
            id: 'remove',
            label: 'Remove from the sequence',
            icon: 'x',
            hint: `Keeps its text: ${count(standing(step.variants).length, 'variant')}.`,
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
