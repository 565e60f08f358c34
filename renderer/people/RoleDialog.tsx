import { needsLead } from '../../domain/people/leads.ts';
import type { Member, Role } from '../../domain/people/member.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { firstName, listed, roleWord } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { leadsBesides } from './leads.ts';

export type RoleChange = { role: Role; admin: boolean };

const can: Record<Role, string> = {
  marketing: 'can write brief and copy, and ask for sign-off',
  sales: 'can write the brief, and comment and suggest in the copy',
  'sales-lead': 'can sign versions',
  viewer: 'can only read',
};

/** What another role, or being an admin or not, means for this member, before it is so. */
export const RoleDialog = ({ member, to, onClose }: { member: Member; to: RoleChange; onClose: () => void }) => {
  const workspace = useWorkspace();
  const { id: me } = workspace.me();
  const waits = useWorkspaceState(
    (state) => to.role === 'sales-lead' && member.role !== to.role && needsLead(state, me),
  );
  const leads = useWorkspaceState((state) =>
    listed(leadsBesides(state, [me, member.id]).map(({ name }) => firstName(name))),
  );
  const who = member.id === me ? 'You' : firstName(member.name);
  const own = member.id === me;
  const change = async (): Promise<string | null> => {
    const { id, role: was } = member;
    const why = whyNot(await workspace.send({ kind: 'change role', member: id, was, ...to }));
    if (why === null)
      toast(waits ? `Proposed. A sales lead has to confirm it.` : `${who} ${own ? 'are' : 'is'} ${nowIs(member, to)}.`);
    return why;
  };
  return (
    <ConfirmDialog
      kind="primary"
      title={asks(member, to, own ? 'your' : `${firstName(member.name)}’s`)}
      action={member.role === to.role ? (to.admin ? 'Make admin' : 'Remove as admin') : 'Change the role'}
      onConfirm={change}
      onClose={onClose}
    >
      <p>
        {member.role === to.role
          ? to.admin
            ? `${who} can then manage members, invites and rules. That gives no right to sign.`
            : `${who} can then no longer manage members, invites and rules.`
          : `${who} ${can[to.role]} from then on.${member.role === 'sales-lead' ? ` ${who} can no longer sign.` : ''}`}
      </p>
      {waits && <p>A sales lead confirms it first{leads === '' ? '' : `: ${leads}`}.</p>}
      {own && member.role === to.role && <p>You cannot undo this yourself.</p>}
    </ConfirmDialog>
  );
};

const asks = (member: Member, to: RoleChange, whose: string): string =>
  member.role === to.role
    ? `${to.admin ? 'Make' : 'Remove'} ${member.name} ${to.admin ? 'an' : 'as'} admin?`
    : `Change ${whose} role to ${roleWord(to.role)}?`;
const nowIs = (member: Member, to: RoleChange): string =>
  member.role === to.role ? (to.admin ? 'an admin now' : 'no longer an admin') : `${roleWord(to.role)} now`;
