import { useState } from 'react';
import type { Invite } from '../../domain/state.ts';
import { isSecond } from '../../domain/people/leads.ts';
import { confirmers } from '../../domain/people/sign-in-links.ts';
import { sayOutcome } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useMinute } from '../ui/TimeAgo.tsx';
import { firstName } from '../ui/format.ts';
import { SignInLink } from './SignInLink.tsx';
import { useNewLink } from './use-new-link.ts';

/** What waits for a sales lead's word: who shall become one, and whose lost devices a link shall make up for. */
export const Proposals = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const now = useMinute() * 60_000;
  const { made, wrong, busy, make, forget } = useNewLink('device');
  const [forWhom, setFor] = useState('');
  const me = workspace.me();
  const name = (id: string): string => state.members[id]?.name ?? 'Someone';
  const isLead = me.role === 'sales-lead' && !me.suspended;
  const links = Object.values(state.invites).filter(
    (link) => link.state === 'proposed' && Date.parse(link.expires) > now,
  );
  return (
    <>
      {Object.entries(state.proposedLeads).map(([id, { by, admin }]) => (
        <Notice
          key={id}
          icon="gate"
          title={`${name(id)} is proposed as a sales lead${admin ? ' and admin' : ''}.`}
          actions={
            isLead && id !== me.id && isSecond(state, me.id, by) ? (
              <Button
                size="small"
                kind="primary"
                onPress={() => {
                  void sayOutcome(workspace.send({ kind: 'confirm sales lead', member: id }));
                }}
              >
                Confirm {firstName(name(id))}
              </Button>
            ) : undefined
          }
        >
          {firstName(name(by))} proposed it. A sales lead confirms it, because sales leads sign.
          {isLead &&
            id !== me.id &&
            by !== me.id &&
            !isSecond(state, me.id, by) &&
            ` You brought ${firstName(name(by))} in, so it takes another lead than you.`}
          {signedInByLink(state.invites, id) &&
            ` ${firstName(name(id))} is signed in by a link that an admin made, and is signed out when you confirm; you then confirm a new link.`}
        </Notice>
      ))}
      {links.map(({ id, by, member }) => {
        const whole = name(member ?? '');
        const first = firstName(whole);
        return (
          <Notice
            key={id}
            icon="key"
            title={`${firstName(name(by))} asks for a link that signs ${whole} in again.`}
            actions={
              member !== null && confirmers(state, by, member).includes(me.id) ? (
                <Button
                  size="small"
                  kind="primary"
                  isDisabled={busy}
                  onPress={() => {
                    setFor(first);
                    void make({ kind: 'confirm sign-in link', invite: id });
                  }}
                >
                  Confirm, and get the link
                </Button>
              ) : undefined
            }
          >
            {first} is signed in nowhere, and signs: so another sales lead confirms it and hands the link on. Ask{' '}
            {first} in person first.
          </Notice>
        );
      })}
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
      {/* Not beside what was confirmed: that is gone by then, and the link is told only this once. */}
      {made !== null && <SignInLink name={forWhom} made={made} onClose={forget} />}
    </>
  );
};

const signedInByLink = (invites: Record<string, Invite>, member: string): boolean =>
  Object.values(invites).some((link) => link.member === member && link.usedAt !== null && link.confirmedBy === null);
