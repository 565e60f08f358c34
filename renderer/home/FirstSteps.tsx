import { useState, type ReactNode } from 'react';
import type { Role } from '../../domain/people/member.ts';
import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { InviteDialog } from '../people/InviteDialog.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Icon } from '../ui/Icon.tsx';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format.ts';
import styles from './Home.module.css';

const c = classes(styles);

/** A workspace without campaigns: what it takes until one can be signed, and how far that has come. */
export const FirstSteps = ({ newCampaign }: { newCampaign: ReactNode }) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const offline = useWhyOffline();
  const [inviting, setInviting] = useState<Role | null>(null);
  const { admin } = workspace.me();
  const here = Object.values(state.members).filter(({ suspended }) => !suspended);
  const open = Object.values(state.invites).filter((invite) => invite.state === 'open' && invite.member === null);
  const having = (role: Role) => ({
    there: here.filter((member) => member.role === role).length,
    invited: open.filter((invite) => invite.role === role && invite.campaign === null).length,
  });
  const invite = (role: Role) =>
    admin && offline === null ? (
      <Button
        onPress={() => {
          setInviting(role);
        }}
      >
        Invite
      </Button>
    ) : null;
  const [sales, leads] = [having('sales'), having('sales-lead')];
  return (
    <>
      <Empty title="No campaigns yet">
        A campaign starts with its brief, which marketing and sales write together. A sales lead signs the copy before
        any of it goes out.
      </Empty>
      <ol className={c('steps')} aria-label="First steps">
        <Step
          done={sales.there + leads.there > 0}
          title="Invite sales"
          says={`${standing(sales)} They write the brief with you, and comment on the copy.`}
        >
          {invite('sales')}
        </Step>
        <Step
          done={leads.there > 0}
          title="Invite a sales lead"
          says={
            leads.there > 0
              ? `${standing(leads)} A version launches once one of them has signed it.`
              : `${standing(leads)} Until there is one, nothing can be signed.`
          }
        >
          {invite('sales-lead')}
        </Step>
        <Step done={false} title="Begin a campaign" says="Its name is enough; you can begin without the others.">
          {newCampaign}
        </Step>
      </ol>
      {inviting !== null && (
        <InviteDialog
          role={inviting}
          onClose={() => {
            setInviting(null);
          }}
        />
      )}
    </>
  );
};

const standing = ({ there, invited }: { there: number; invited: number }): string => {
  if (there > 0) return `${count(there, 'is', 'are')} here.`;
  return invited > 0 ? `${invited} invited.` : 'Nobody yet.';
};

const Step = ({ done, title, says, children }: { done: boolean; title: string; says: string; children: ReactNode }) => (
  <li className={c('step')}>
    <span className={c('mark', done && 'done')}>
      <Icon name={done ? 'check' : 'st-draft'} label={done ? 'Done' : 'To do'} />
    </span>
    <span>
      <strong className={c('what')}>{title}</strong>
      <span className={c('quiet')}>{says}</span>
    </span>
    {children}
  </li>
);
