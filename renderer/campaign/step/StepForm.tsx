import { useId, useState } from 'react';
import { channels } from '../../../domain/campaign/rooms.ts';
import { setStep, type Step } from '../../../domain/campaign/sequence.ts';
import { LAST_DAY } from '../../../domain/campaign/values.ts';
import { Icon } from '../../ui/Icon.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { classes } from '../../ui/classes.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { useStepMoves } from '../outline/step-moves.ts';
import { channelWords } from '../part-words.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { oneLine } from '../one-line.ts';
import styles from './StepSheet.module.css';

const c = classes(styles);

/** Name, channel, day and goal. Each goes into the copy when its field is left, and only where it was changed. */
export const StepForm = ({ step, steps }: { step: Step; steps: readonly Step[] }) => {
  const { id: campaign, copy } = useOpenCampaign();
  const guard = useLeadGuard(campaign);
  const { setDay } = useStepMoves(step, steps);
  const id = useId();
  const [open, setOpen] = useState(false);
  const [day, setTypedDay] = useState<number | null>(step.day);
  return (
    <div className={c('details')}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          if (open) setOpen(false);
          else
            guard(() => {
              setOpen(true);
              setTypedDay(step.day);
            });
        }}
      >
        <Icon name={open ? 'down' : 'right'} small />
        Step details
      </button>
      {open && (
        <div id={id} className={c('form')}>
          <Typed
            label="Name"
            value={step.name}
            onValue={(name) => setStep(copy.doc, step.id, { name: oneLine(name) })}
          />
          <SelectField
            label="Channel"
            options={channels.map((value) => ({ value, label: channelWords[value].title }))}
            value={step.channel}
            onChange={(channel) => setStep(copy.doc, step.id, { channel })}
          />
          <NumberField
            label="Day"
            description="Day 1 is launch day."
            min={1}
            max={LAST_DAY}
            value={day}
            onChange={setTypedDay}
            onBlur={() => {
              const right = day !== null && Number.isInteger(day) && day >= 1 && day <= LAST_DAY;
              if (right && day !== step.day) setDay(day);
              else setTypedDay(step.day);
            }}
          />
          <Typed
            label="Goal"
            long
            value={step.goal}
            onValue={(goal) => setStep(copy.doc, step.id, { goal: goal.slice(0, 2000) })}
          />
        </div>
      )}
    </div>
  );
};

/** Shows what others make of it, unless this person is typing in it. */
const Typed = ({
  label,
  value,
  long = false,
  onValue,
}: {
  label: string;
  value: string;
  long?: boolean;
  onValue: (value: string) => void;
}) => {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    if (typed !== null && typed !== value) onValue(typed);
    setTyped(null);
  };
  const props = { label, value: typed ?? value, onChange: setTyped, onBlur: leave };
  return long ? <TextArea {...props} rows={2} maxLength={2000} /> : <TextField {...props} maxLength={200} />;
};
