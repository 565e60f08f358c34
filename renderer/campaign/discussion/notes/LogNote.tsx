import { useState } from 'react';
import { newId } from '../../../app/new-id.ts';
import { whyNot } from '../../../app/say-outcome.ts';
import { useWorkspace } from '../../../client/hooks.ts';
import { Button } from '../../../ui/Button.tsx';
import { CheckboxField } from '../../../ui/CheckboxField.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { announce } from '../../announce.ts';
import { useOpenCampaign } from '../../open-campaign.ts';

const channels = [
  { value: 'call', label: 'Call' },
  { value: 'visit', label: 'Visit' },
  { value: 'reply', label: 'Reply to us' },
  { value: 'event', label: 'Event' },
  { value: 'other', label: 'Something else' },
] as const;

export const LogNote = ({ onClose }: { onClose: () => void }) => {
  const workspace = useWorkspace();
  const { id: campaign } = useOpenCampaign();
  const [quote, setQuote] = useState('');
  const [who, setWho] = useState('');
  const [channel, setChannel] = useState<(typeof channels)[number]['value']>('call');
  const [mayBeQuoted, setMayBeQuoted] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const log = async () => {
    if (quote.trim() === '' || who.trim() === '') {
      setWrong(quote.trim() === '' ? 'What did they say?' : 'Who said it? A company or a role is enough.');
      return;
    }
    const why = whyNot(
      await workspace.send({
        kind: 'log field note',
        note: newId(),
        campaign,
        quote: quote.trim(),
        who: who.trim(),
        channel,
        mayBeQuoted,
      }),
    );
    if (why === null) {
      announce('Field note logged.');
      onClose();
    } else setWrong(why);
  };
  return (
    <Dialog
      title="What a prospect said"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => void log()}>
            Log it
          </Button>
        </>
      }
    >
      <TextArea
        label="In their words"
        value={quote}
        onChange={setQuote}
        takesFocus
        maxLength={10_000}
        onSubmit={() => void log()}
      />
      <TextField
        label="Who"
        value={who}
        onChange={setWho}
        maxLength={120}
        description="A company or a role is enough; this can be erased later."
      />
      <SelectField label="How" options={channels} value={channel} onChange={setChannel} />
      <CheckboxField
        label="They may be quoted"
        description="They said that we may use these words outside the team."
        value={mayBeQuoted}
        onChange={setMayBeQuoted}
      />
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </Dialog>
  );
};
