import { useState } from 'react';
import { newId } from '../../../app/new-id.ts';
import { CheckboxField } from '../../../ui/CheckboxField.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { announce } from '../../announce.ts';
import { useOpenCampaign } from '../../open-campaign.ts';
import { useSending } from '../../use-sending.ts';

const channels = [
  { value: 'call', label: 'Call' },
  { value: 'visit', label: 'Visit' },
  { value: 'reply', label: 'Reply to us' },
  { value: 'event', label: 'Event' },
  { value: 'other', label: 'Something else' },
] as const;

export const LogNote = ({ onClose }: { onClose: () => void }) => {
  const { id: campaign } = useOpenCampaign();
  const { busy, why, send } = useSending();
  // Of the form, not of the press: a second press is the same note.
  const [note] = useState(newId);
  const [quote, setQuote] = useState('');
  const [who, setWho] = useState('');
  const [channel, setChannel] = useState<(typeof channels)[number]['value']>('call');
  const [mayBeQuoted, setMayBeQuoted] = useState(false);
  const [tried, setTried] = useState(false);
  const log = async () => {
    setTried(true);
    if (quote.trim() === '' || who.trim() === '') return;
    const did = await send({
      kind: 'log field note',
      note,
      campaign,
      quote: quote.trim(),
      who: who.trim(),
      channel,
      mayBeQuoted,
    });
    if (!did) return;
    announce('Field note added.');
    onClose();
  };
  return (
    <FormDialog title="Add a field note" action="Save" busy={busy} onSubmit={log} onClose={onClose}>
      <TextArea
        label="In their words"
        value={quote}
        onChange={setQuote}
        takesFocus
        maxLength={10_000}
        onSubmit={() => void log()}
        error={tried && quote.trim() === '' ? 'Enter what they said.' : null}
      />
      <TextField
        label="Who"
        value={who}
        onChange={setWho}
        maxLength={120}
        description="A company or a role is enough; this can be erased later."
        error={tried && who.trim() === '' ? 'Enter who said it.' : null}
      />
      <SelectField label="How" options={channels} value={channel} onChange={setChannel} />
      <CheckboxField
        label="They may be quoted"
        description="They said that we may use these words outside the team."
        value={mayBeQuoted}
        onChange={setMayBeQuoted}
      />
      {why !== null && <Notice tone="stop">{why}</Notice>}
    </FormDialog>
  );
};
