import { useState } from 'react';
import { channels, type Channel } from '../../../domain/campaign/rooms.ts';
import { addStep, addVariant, type Step } from '../../../domain/campaign/sequence.ts';
import { LAST_DAY } from '../../../domain/campaign/values.ts';
import { newId } from '../../app/new-id.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useGo, useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { beforeOf } from './step-days.ts';

/** A step with one empty variant, put where its day belongs. Needs no connection. */
export const NewStep = ({ steps, onClose }: { steps: Step[]; onClose: () => void }) => {
  const { copy } = useOpenCampaign();
  const go = useGo();
  const [channel, setChannel] = useState<Channel>('email');
  const [day, setDay] = useState<number | null>((steps.at(-1)?.day ?? -2) + 3);
  const [name, setName] = useState('');
  const right = day !== null && Number.isInteger(day) && day >= 1 && day <= LAST_DAY;
  const add = () => {
    if (!right) return;
    const id = newId();
    const title = name.trim() || `${channelWords[channel].title} on day ${day}`;
    addStep(copy.doc, { id, channel, day, name: title }, beforeOf(steps, day));
    addVariant(copy.doc, id, { id: newId(), name: 'A' });
    onClose();
    go({ at: 'step', step: id, variant: null });
  };
  return (
    <FormDialog title="Add a step" action="Add the step" onSubmit={add} onClose={onClose}>
      <TextField label="Name" value={name} onChange={setName} maxLength={200} takesFocus size="large" />
      <SelectField
        label="Channel"
        options={channels.map((value) => ({ value, label: channelWords[value].title }))}
        value={channel}
        onChange={setChannel}
      />
      <NumberField
        label="Day"
        description="Day 1 is launch day."
        value={day}
        onChange={setDay}
        min={1}
        max={LAST_DAY}
        error={day === null ? 'Enter a day.' : Number.isInteger(day) ? null : 'Enter a whole day.'}
      />
    </FormDialog>
  );
};
