import { useState } from 'react';
import { newId } from '../app/new-id.ts';
import { useWorkspaceState } from '../client/hooks.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { dayTime } from '../ui/format.ts';
import { endAfter, lasts, type Days } from './lasts.ts';
import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { useNewLink } from './use-new-link.ts';

/** A link for somebody from outside: one campaign, comments only, until a day. */
export const GuestDialog = ({ campaign: first, onClose }: { campaign: string | null; onClose: () => void }) => {
  const campaigns = useWorkspaceState((state) => state.campaigns);
  const options = Object.values(campaigns)
    .toSorted((one, other) => other.changedAt.localeCompare(one.changedAt))
    .map(({ id, name }) => ({ value: id, label: name }));
  const [campaign, setCampaign] = useState(first ?? options[0]?.value ?? '');
  const [days, setDays] = useState<Days>('7');
  const [until, setUntil] = useState('');
  const { made, wrong, busy, make } = useNewLink('join');
  const name = campaigns[campaign]?.name ?? 'the campaign';
  const invite = () => {
    const expires = endAfter(days);
    setUntil(expires);
    return make({ kind: 'invite guest', invite: newId(), campaign, expires });
  };
  if (made !== null)
    return (
      <SecretDialog
        title={`Send this link to your guest of ${name}`}
        label="Guest link"
        value={made.link}
        onClose={onClose}
        note={made.onlyHere && <OnlyHere />}
      >
        {`You will see it only once. It works for one person, who reads and comments on this campaign until ${dayTime(until)}.`}
      </SecretDialog>
    );
  return (
    <FormDialog title="Invite a guest" action="Make the link" busy={busy} onSubmit={invite} onClose={onClose}>
      <p>
        A guest reads one campaign and comments on it. They see its brief, copy, facts, comments and record, and the
        names of your members; not your field notes, and no other campaign.
      </p>
      <SelectField label="Campaign" options={options} value={campaign} onChange={setCampaign} />
      <SelectField label="Link and access end after" options={lasts} value={days} onChange={setDays} />
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </FormDialog>
  );
};
