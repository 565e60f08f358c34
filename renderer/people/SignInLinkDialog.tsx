import { useState } from 'react';
import type { Member } from '../../domain/people/member.ts';
import { confirmers } from '../../domain/people/sign-in-links.ts';
import { newId } from '../app/new-id.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { firstName, listed } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { endAfter, lasts, type Days } from './lasts.ts';
import { SignInLink } from './SignInLink.tsx';
import { useNewLink } from './use-new-link.ts';

/** For a member who has no device left. One for a sales lead is only asked for here; the lead who confirms it is told the link. */
export const SignInLinkDialog = ({ member, onClose }: { member: Member; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [days, setDays] = useState<Days>('1');
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const link = useNewLink('device');
  const me = workspace.me();
  const first = firstName(member.name);
  const signs = member.role === 'sales-lead';
  const others = useWorkspaceState((state) =>
    listed(confirmers(state, me.id, member.id).map((id) => firstName(state.members[id]!.name))),
  );
  const command = () => ({
    kind: 'make sign-in link' as const,
    invite: newId(),
    member: member.id,
    expires: endAfter(days),
  });
  const ask = async () => {
    setBusy(true);
    const why = whyNot(await workspace.send(command()));
    setBusy(false);
    if (why !== null) return setAsked(why);
    toast(`Asked. The link for ${first} goes to the sales lead who confirms it.`);
    return onClose();
  };
  if (link.made !== null) return <SignInLink name={first} made={link.made} onClose={onClose} />;
  const wrong = signs ? asked : link.wrong;
  return (
    <FormDialog
      title={`Sign ${member.name} in again?`}
      action={signs ? 'Ask for a link' : 'Make the link'}
      busy={busy || link.busy}
      onSubmit={signs ? ask : () => link.make(command())}
      onClose={onClose}
    >
      <p>
        The link signs one device in as {first}, who is signed in nowhere now. Be sure who asks for it: whoever opens it
        is {first} to everybody. The record says that you made it, and when it was used.
      </p>
      {signs && (
        <Notice icon="gate" title={`${first} signs, so it takes two people.`}>
          {others === ''
            ? 'Another sales lead has to confirm it, and there is none. Whoever runs your server can make a link there.'
            : `Another sales lead confirms it, and gets the link to hand it on: ${others}.`}
        </Notice>
      )}
      <SelectField label="The link works for" options={lasts} value={days} onChange={setDays} />
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </FormDialog>
  );
};
