import { useState } from 'react';
import type { Role } from '../../domain/people/member.ts';
import { newId } from '../app/new-id.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { firstName, listed } from '../ui/format.ts';
import { needsLead } from '../../domain/people/leads.ts';
import { leadsBesides } from './leads.ts';
import { endAfter, lasts, type Days } from './lasts.ts';
import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { useNewLink } from './use-new-link.ts';

const roles: { value: Role; label: string }[] = [
  { value: 'marketing', label: 'Marketing: writes brief and copy' },
  { value: 'sales', label: 'Sales: writes the brief, comments on copy' },
  { value: 'sales-lead', label: 'Sales lead: signs versions' },
  { value: 'viewer', label: 'Viewer: only reads' },
];

/** Makes one invite and shows its link, once: the server keeps only a hash of the secret in it. */
export const InviteDialog = ({ role: first = 'sales', onClose }: { role?: Role; onClose: () => void }) => {
  const workspace = useWorkspace();
  const { id: me } = workspace.me();
  const leads = useWorkspaceState((state) => (needsLead(state, me) ? leadsBesides(state, [me]) : null));
  const [role, setRole] = useState<Role>(first);
  const [name, setName] = useState('');
  const [admin, setAdmin] = useState(false);
  const [days, setDays] = useState<Days>('7');
  const { made, wrong, busy, make } = useNewLink('join');
  const invite = () => {
    const named = name.trim() === '' ? {} : { name };
    return make({ kind: 'invite member', invite: newId(), role, admin, expires: endAfter(days), ...named });
  };
  if (made !== null)
    return (
      <SecretDialog
        title={`Send this link to ${name.trim() || 'your new colleague'}`}
        label="Invite link"
        value={made.link}
        onClose={onClose}
        note={made.onlyHere && <OnlyHere />}
      >
        You will see it only once. It works for one person, whoever opens it first.
      </SecretDialog>
    );
  return (
    <FormDialog title="Invite someone" action="Make the link" busy={busy} onSubmit={invite} onClose={onClose}>
      <TextField
        label="Name (optional)"
        description="So that you know whose invite it is until they join."
        value={name}
        onChange={setName}
        maxLength={120}
        takesFocus
      />
      <SelectField label="Role" options={roles} value={role} onChange={setRole} />
      {role === 'sales-lead' && leads !== null && (
        <Notice icon="gate">
          Sales leads sign, so one of yours confirms whoever joins with it:{' '}
          {leads.length > 0 ? listed(leads.map((lead) => firstName(lead.name))) : 'there is none who could at present'}.
        </Notice>
      )}
      <SelectField label="The link works for" options={lasts} value={days} onChange={setDays} />
      <CheckboxField
        label="Also an admin"
        description="Manages members. Gives no right to sign."
        value={admin}
        onChange={setAdmin}
      />
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </FormDialog>
  );
};
