import { useState } from 'react';
import type { Member, Role } from '../../domain/people/member.ts';
import { isOver, roles } from '../../domain/people/member.ts';
import { sayOutcome } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Avatar, PersonLine } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Menu, type MenuEntry } from '../ui/Menu.tsx';
import { classes } from '../ui/classes.ts';
import { useMinute } from '../ui/TimeAgo.tsx';
import { dayTime, firstName, roleWord } from '../ui/format.ts';
import { hueOf, lineOf } from '../ui/hue.ts';
import styles from './People.module.css';

const c = classes(styles);

export const MemberRow = ({ member }: { member: Member }) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const [suspending, setSuspending] = useState(false);
  const me = workspace.me();
  const first = firstName(member.name);
  const change = (role: Role, admin: boolean) => {
    void sayOutcome(workspace.send({ kind: 'change role', member: member.id, was: member.role, role, admin }));
  };
  const { guest } = member;
  const over = isOver(member, new Date(useMinute() * 60_000).toISOString());
  const items: MenuEntry[] = [
    ...(guest ? [] : roles)
      .filter((role) => role !== member.role)
      .map((role) => ({
        id: role,
        label: `Make ${first} ${role === 'sales-lead' ? 'a sales lead' : roleWord(role)}`,
        hint: role === 'sales-lead' ? 'A sales lead confirms it first.' : undefined,
        onAction: () => {
          change(role, member.admin);
        },
      })),
    ...(guest
      ? []
      : [
          {
            id: 'admin',
            label: member.admin ? `${first} is no longer an admin` : `Make ${first} an admin`,
            onAction: () => {
              change(member.role, !member.admin);
            },
          },
        ]),
    {
      id: 'suspend',
      label: member.suspended ? `Let ${first} back in` : `Suspend ${first}`,
      icon: 'lock',
      onAction: () => {
        if (member.suspended)
          void sayOutcome(workspace.send({ kind: 'suspend member', member: member.id, suspended: false }));
        else setSuspending(true);
      },
    },
  ];
  return (
    <li className={c('row')}>
      <Avatar
        name={member.name}
        role={member.role}
        hue={hueOf(state, member.id)}
        size="large"
        away={member.suspended}
      />
      <span className={c('who')}>
        <span className={c('name')}>
          {member.name}
          {member.id === me.id && <span className={c('quiet')}> you</span>}
        </span>
        <PersonLine hue={hueOf(state, member.id)} line={lineOf(state, member.id)} />
      </span>
      <span className={c('role')}>
        {guest ? `guest of ${state.campaigns[guest.campaign]?.name ?? 'a campaign'}` : roleWord(member.role)}
      </span>
      <span className={c('badges')}>
        {member.admin && <Badge icon="key">Admin</Badge>}
        {guest && (
          <Badge icon="clock" outlined>
            {over ? 'Over since' : 'Until'} {dayTime(guest.until)}
          </Badge>
        )}
        {state.proposedLeads[member.id] && (
          <Badge icon="clock" outlined>
            Waits for a sales lead
          </Badge>
        )}
        {member.suspended && (
          <Badge tone="stop" icon="lock">
            Suspended
          </Badge>
        )}
      </span>
      {me.admin && <Menu label={`Change ${member.name}`} items={items} size="small" />}
      {suspending && (
        <Dialog
          kind="alert"
          title={`Suspend ${member.name}?`}
          onClose={() => {
            setSuspending(false);
          }}
          footer={
            <>
              <Button
                onPress={() => {
                  setSuspending(false);
                }}
              >
                Keep {first}
              </Button>
              <Button
                kind="stop"
                filled
                onPress={() => {
                  setSuspending(false);
                  void sayOutcome(workspace.send({ kind: 'suspend member', member: member.id, suspended: true }));
                }}
              >
                Suspend
              </Button>
            </>
          }
        >
          <p>
            {first} is signed out and can neither read nor write here until an admin lets {first} back in. Everything{' '}
            {first} wrote and signed stays.
          </p>
        </Dialog>
      )}
    </li>
  );
};
