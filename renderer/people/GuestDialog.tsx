import { useState } from 'react';
import { newId } from '../app/new-id.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { dayTime } from '../ui/format.ts';
import { endAfter, lasts, type Days } from './lasts.ts';
import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';

/** A link for somebody from outside: one campaign, comments only, until a day. */
export const GuestDialog = ({ campaign: first, onClose }: { campaign: string | null; onClose: () => void }) => {
  const workspace = useWorkspace();
  const campaigns = useWorkspaceState((state) => state.campaigns);
  const options = Object.values(campaigns)
    .toSorted((one, other) => other.changedAt.localeCompare(one.changedAt))
    .map(({ id, name }) => ({ value: id, label: name }));
  const [campaign, setCampaign] = useState(first ?? options[0]?.value ?? '');
  const [days, setDays] = useState<Days>('7');
  const [made, setMade] = useState<{ link: string; until: string; onlyHere: boolean } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = campaigns[campaign]?.name ?? 'the campaign';
  const invite = async () => {
    setBusy(true);
    setWrong(null);
    const expires = endAfter(days);
    const outcome = await workspace.send({ kind: 'invite guest', invite: newId(), campaign, expires });
    setBusy(false);
    if (outcome.kind === 'done' && outcome.secret !== undefined)
      setMade({ ...(await workspace.inviteLink(outcome.secret)), until: expires });
    else setWrong(whyNot(outcome) ?? 'The server sent no link. Take this invite back and make another.');
  };
  if (made !== null)
    return (
      <SecretDialog
        title={`Send this link to your guest of ${name}`}
        label="Guest link"
        value={made.link}
        copied="Guest link copied."
        action="Copy the link"
        onClose={onClose}
        note={made.onlyHere && <OnlyHere />}
      >
        {`It is shown only now and lets one person in, who reads and comments on this campaign alone until ${dayTime(made.until)}.`}
      </SecretDialog>
    );
  return (
    <Dialog
      title="Invite a guest"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={busy || campaign === ''} onPress={() => void invite()}>
            Make the link
          </Button>
        </>
      }
    >
      <p>A guest reads one campaign and comments on it. Everything else in the workspace stays out of their sight.</p>
      <SelectField label="Campaign" options={options} value={campaign} onChange={setCampaign} />
      <SelectField label="Link and access end after" options={lasts} value={days} onChange={setDays} />
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </Dialog>
  );
};
