import { useState } from 'react';
import { isSecond } from '../../domain/people/leads.ts';
import { sayOutcome } from '../app/say-outcome.ts';
import { useOnline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { Notice } from '../ui/Notice.tsx';
import { classes } from '../ui/classes.ts';
import { count, firstName } from '../ui/format.ts';
import { GuestDialog } from './GuestDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { Invites } from './Invites.tsx';
import { MemberRow } from './MemberRow.tsx';
import { MergeFields } from './MergeFields.tsx';
import { PeopleFrame } from './PeopleFrame.tsx';
import { RecordKey } from './RecordKey.tsx';
import { PolicyRules } from './PolicyRules.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Who is in the workspace, who was invited, and the rules of its gate. */
export const People = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const online = useOnline();
  const [inviting, setInviting] = useState(false);
  const [askingGuest, setAskingGuest] = useState(false);
  const me = workspace.me();
  const members = Object.values(state.members);
  const proposed = Object.entries(state.proposedLeads);
  const isLead = me.role === 'sales-lead' && !me.suspended;
  const whyNoInvite = !me.admin
    ? `Only an admin invites: ${members
        .filter((each) => each.admin && !each.suspended)
        .map((each) => firstName(each.name))
        .join(', ')}.`
    : online
      ? null
      : 'Needs a connection to the server.';
  return (
    <>
      <PeopleFrame at="members">
        <div className={c('columns')}>
          <section className={c('block')} aria-labelledby="members">
            <header className={c('head')}>
              <h1 id="members" className={c('title')}>
                People
              </h1>
              <span className={c('quiet')}>{members.length}</span>
              <span className={c('grow')} />
              {whyNoInvite === null && Object.keys(state.campaigns).length > 0 && (
                <Button
                  onPress={() => {
                    setAskingGuest(true);
                  }}
                >
                  Invite a guest
                </Button>
              )}
              {whyNoInvite === null ? (
                <Button
                  kind="primary"
                  icon="plus"
                  onPress={() => {
                    setInviting(true);
                  }}
                >
                  Invite someone
                </Button>
              ) : (
                <NotPossible reason={whyNoInvite}>Invite someone</NotPossible>
              )}
            </header>
            {proposed.map(([id, { by, admin }]) => {
              const name = state.members[id]?.name ?? 'Someone';
              const proposer = state.members[by]?.name ?? 'someone';
              return (
                <Notice
                  key={id}
                  icon="gate"
                  title={`${name} is proposed as a sales lead${admin ? ' and admin' : ''}.`}
                  actions={
                    isLead && id !== me.id && isSecond(state, me.id, by) ? (
                      <Button
                        size="small"
                        kind="primary"
                        onPress={() => {
                          void sayOutcome(workspace.send({ kind: 'confirm sales lead', member: id }));
                        }}
                      >
                        Confirm {firstName(name)}
                      </Button>
                    ) : undefined
                  }
                >
                  {firstName(proposer)} proposed it. A sales lead has to confirm, because sales leads sign.
                  {isLead && id !== me.id && by !== me.id && !isSecond(state, me.id, by)
                    ? ` You brought ${firstName(proposer)} in, so it takes another lead than you.`
                    : ''}
                </Notice>
              );
            })}
            <ul className={c('rows')}>
              {members.map((member) => (
                <MemberRow key={member.id} member={member} />
              ))}
            </ul>
            <Invites />
          </section>
          <div className={c('side')}>
            <PolicyRules />
            <MergeFields />
            <RecordKey />
          </div>
        </div>
        <p className={c('quiet')}>
          {count(Object.keys(state.campaigns).length, 'campaign')} in {state.name}. Roles decide who may write and sign;
          being an admin gives no right at the gate.
        </p>
      </PeopleFrame>
      {askingGuest && (
        <GuestDialog
          campaign={null}
          onClose={() => {
            setAskingGuest(false);
          }}
        />
      )}
      {inviting && (
        <InviteDialog
          onClose={() => {
            setInviting(false);
          }}
        />
      )}
    </>
  );
};
