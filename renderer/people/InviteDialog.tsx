import { useState } from 'react';
import type { Role } from '../../domain/people/member.ts';
import { newId } from '../app/new-id.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { endAfter, lasts, type Days } from './lasts.ts';
import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { roleWord } from '../ui/format.ts';

const roles: { value: Role; label: string }[] = [
  { value: 'marketing', label: 'Marketing: writes brief and copy' },
  { value: 'sales', label: 'Sales: writes the brief, comments on copy' },
  { value: 'sales-lead', label: 'Sales lead: signs versions' },
  { value: 'viewer', label: 'Viewer: reads along' },
];

/** Makes one invite and shows its link, once: the server keeps only a hash of the secret in it. */
export const InviteDialog = ({ onClose }: { onClose: () => void }) => {
  const workspace = useWorkspace();
  const [role, setRole] = useState<Role>('sales');
  const [admin, setAdmin] = useState(false);
  const [days, setDays] = useState<Days>('7');
  const [made, setMade] = useState<{ link: string; onlyHere: boolean } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const invite = async () => {
    setBusy(true);
    setWrong(null);
    const expires = endAfter(days);
    const outcome = await workspace.send({ kind: 'invite member', invite: newId(), role, admin, expires });
    setBusy(false);
    if (outcome.kind === 'done' && outcome.secret !== undefined) setMade(await workspace.inviteLink(outcome.secret));
    else setWrong(whyNot(outcome) ?? 'The server sent no link. Take this invite back and make another.');
  };
  if (made !== null)
    return (
      <SecretDialog
        title={`Send this link to your new ${roleWord(role)} colleague`}
        label="Invite link"
        value={made.link}
        copied="Invite link copied."
        action="Copy the link"
        onClose={onClose}
        note={made.onlyHere && <OnlyHere />}
      >
        It is shown only now, lets one person in, and whoever has it may use it.
      </SecretDialog>
    );
  return (
    <Dialog
      title="Invite someone"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={busy} onPress={() => void invite()}>
            Make the link
          </Button>
        </>
      }
    >
      <SelectField label="Role" options={roles} value={role} onChange={setRole} />
      {role === 'sales-lead' && (
        <Notice icon="gate">A sales lead has to confirm whoever joins with it, because sales leads sign.</Notice>
      )}
      <SelectField label="The link works for" options={lasts} value={days} onChange={setDays} />
      <CheckboxField
        label="Also an admin"
        description="Manages members. Gives no right at the gate."
        value={admin}
        onChange={setAdmin}
      />
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </Dialog>
  );
};
