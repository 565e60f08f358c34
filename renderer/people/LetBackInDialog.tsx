import { useState } from 'react';
import type { Member } from '../../domain/people/member.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace } from '../client/hooks.ts';
import type { Workspace } from '../client/contract.ts';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { count, firstName } from '../ui/format.ts';

/** `devices`: on how many this member was signed in when suspended; null where nobody told. `onSignedOut`: it is none any more. */
export const LetBackInDialog = ({
  member,
  devices,
  onSignedOut,
  onClose,
}: {
  member: Member;
  devices: number | null;
  onSignedOut: () => void;
  onClose: () => void;
}) => {
  const workspace = useWorkspace();
  const [signingOut, setSigningOut] = useState(false);
  const first = firstName(member.name);
  const link = member.guest ? 'a new guest link' : 'a sign-in link';
  const them = devices === null ? 'every device' : count(devices, 'device');
  const letBackIn = async (): Promise<string | null> => {
    // Before they are let in, or a stolen one would have its moment.
    const why = signingOut ? await signOut(workspace, member.id) : null;
    if (signingOut) onSignedOut();
    return why ?? whyNot(await workspace.send({ kind: 'suspend member', member: member.id, suspended: false }));
  };
  return (
    <ConfirmDialog
      kind="primary"
      title={`Let ${member.name} back in?`}
      action="Let back in"
      onConfirm={letBackIn}
      onClose={onClose}
    >
      <p>
        {first} can do again what {first} could do before.{' '}
        {devices === 0
          ? `${first} is signed in nowhere, and needs ${link} afterwards.`
          : `Where ${first} was signed in, ${first} is in again at once: on ${them}.`}
      </p>
      {devices !== 0 && (
        <CheckboxField
          label={`Sign ${first} out of ${them} first`}
          description={`For a device that was lost or stolen. ${first} then comes back with ${link}.`}
          value={signingOut}
          onChange={setSigningOut}
        />
      )}
    </ConfirmDialog>
  );
};

/** Null once no device of this member is signed in, else why not. */
const signOut = async ({ inquiries }: Workspace, member: string): Promise<string | null> => {
  const told = await inquiries.sessions();
  if (!told.ok) return told.says;
  for (const { id } of told.value.filter((session) => session.member === member)) {
    const ended = await inquiries.endSession(id);
    if (!ended.ok) return ended.says;
  }
  return null;
};
