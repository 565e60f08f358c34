import { useState } from 'react';
import { channels } from '../../../domain/campaign/rooms.ts';
import { setStep, type Step } from '../../../domain/campaign/sequence.ts';
import { LAST_DAY } from '../../../domain/campaign/values.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { classes } from '../../ui/classes.ts';
import styles from './StepSheet.module.css';

const c = classes(styles);
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ');

/** Name, channel, day and goal. Each goes into the copy when its field is left, and only where it was changed. */
export const StepForm = ({ step }: { step: Step }) => {
  const { copy } = useOpenCampaign();
  const [open, setOpen] = useState(false);
  return (
    <details
      className={c('details')}
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>Step details</summary>
      {open && (
        <div className={c('form')}>
          <Typed
            label="Name"
            value={step.name}
            onValue={(name) => setStep(copy.doc, step.id, { name: oneLine(name).trim().slice(0, 200) })}
          />
          <SelectField
            label="Channel"
            options={channels.map((value) => ({ value, label: channelWords[value].title }))}
            value={step.channel}
            onChange={(channel) => setStep(copy.doc, step.id, { channel })}
          />
          <NumberField
            label="Day"
            description="Day 1 is the launch’s."
            min={0}
            max={LAST_DAY}
            value={step.day}
            onChange={(day) => {
              if (day !== null) setStep(copy.doc, step.id, { day });
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
    </details>
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
