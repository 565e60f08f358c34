import { useEffect, useRef, useState } from 'react';
import { isOver, roles, type Member } from '../../domain/people/member.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Avatar, PersonLine } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu, type MenuEntry } from '../ui/Menu.tsx';
import { classes } from '../ui/classes.ts';
import { useMinute } from '../ui/TimeAgo.tsx';
import { count, day, dayTime, firstName, roleWord } from '../ui/format.ts';
import { hueOf, lineOf } from '../ui/hue.ts';
import { LetBackInDialog } from './LetBackInDialog.tsx';
import { RoleDialog, type RoleChange } from './RoleDialog.tsx';
import { SignInLinkDialog } from './SignInLinkDialog.tsx';
import styles from './People.module.css';

const c = classes(styles);
type Asking = { what: 'suspend' } | { what: 'let back in' } | { what: 'sign in' } | ({ what: 'role' } & RoleChange);

/** `devices`: on how many this member is signed in, `onDevices`: it is another number now; null where nobody told. `found`: was looked for, and takes the focus. */
export const MemberRow = ({
  member,
  devices,
  onDevices,
  found = false,
}: {
  member: Member;
  devices: number | null;
  onDevices: () => void;
  found?: boolean;
}) => {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (found) row.current?.focus();
  }, [found]);
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const [asking, setAsking] = useState<Asking | null>(null);
  const me = workspace.me();
  const { guest } = member;
  const over = isOver(member, new Date(useMinute() * 60_000).toISOString());
  const letBackIn = Object.values(state.invites).findLast((link) => link.member === member.id && link.usedAt !== null);
  const close = () => {
    setAsking(null);
  };
  return (
    <li ref={row} tabIndex={found ? -1 : undefined} className={c('row', found && 'found')}>
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
        {letBackIn?.usedAt ? (
          <span className={c('quiet', 'small')}>
            signed in by a link of {firstName(state.members[letBackIn.by]?.name ?? 'an admin')}’s,{' '}
            {day(letBackIn.usedAt)}
          </span>
        ) : (
          <PersonLine hue={hueOf(state, member.id)} line={lineOf(state, member.id)} />
        )}
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
        {member.suspended ? (
          <Badge tone="stop" icon="lock">
            Suspended
          </Badge>
        ) : (
          devices === 0 &&
          !guest && (
            <Badge icon="laptop" outlined>
              No device
            </Badge>
          )
        )}
      </span>
      {me.admin && <Actions member={member} devices={devices} onAsk={setAsking} />}
      {asking?.what === 'role' && <RoleDialog member={member} to={asking} onClose={close} />}
      {asking?.what === 'sign in' && <SignInLinkDialog member={member} onClose={close} />}
      {asking?.what === 'let back in' && (
        <LetBackInDialog member={member} devices={devices} onSignedOut={onDevices} onClose={close} />
      )}
      {asking?.what === 'suspend' && <Suspend member={member} onClose={close} />}
    </li>
  );
};

const Actions = ({
  member,
  devices,
  onAsk,
}: {
  member: Member;
  devices: number | null;
  onAsk: (asking: Asking) => void;
}) => {
  const workspace = useWorkspace();
  const offline = useWhyOffline();
  const own = member.id === workspace.me().id;
  const { guest, suspended, admin, role: was } = member;
  const whyNoLink =
    offline ??
    (suspended
      ? `Let ${firstName(member.name)} back in first.`
      : devices === null
        ? 'Whether it is needed only the server knows.'
        : devices > 0
          ? `Signed in on ${count(devices, 'device')}.`
          : null);
  const asMember: MenuEntry[] = guest
    ? []
    : [
        ...roles
          .filter((role) => role !== was)
          .map((role) => ({
            id: role,
            label: `Change role to ${roleWord(role)}`,
            icon: 'people' as const,
            onAction: () => {
              onAsk({ what: 'role', role, admin });
            },
          })),
        {
          id: 'admin',
          label: admin ? 'Remove as admin' : 'Make an admin',
          icon: 'key',
          onAction: () => {
            onAsk({ what: 'role', role: was, admin: !admin });
          },
        },
        ...(own
          ? []
          : [
              {
                id: 'sign-in',
                label: 'Make a sign-in link',
                icon: 'link' as const,
                hint: whyNoLink ?? 'Signed in nowhere at present.',
                disabled: whyNoLink !== null,
                onAction: () => {
                  onAsk({ what: 'sign in' });
                },
              },
            ]),
      ];
  return (
    <Menu
      label={`Change ${member.name}`}
      size="small"
      items={[
        ...asMember,
        {
          id: 'suspend',
          label: suspended ? 'Let back in' : 'Suspend',
          icon: 'lock',
          onAction: () => {
            onAsk({ what: suspended ? 'let back in' : 'suspend' });
          },
        },
      ]}
    />
  );
};

const Suspend = ({ member, onClose }: { member: Member; onClose: () => void }) => {
  const workspace = useWorkspace();
  const first = firstName(member.name);
  return (
    <ConfirmDialog
      title={`Suspend ${member.name}?`}
      action="Suspend"
      onConfirm={async () =>
        whyNot(await workspace.send({ kind: 'suspend member', member: member.id, suspended: true }))
      }
      onClose={onClose}
    >
      <p>
        {first} is signed out everywhere and can neither read nor write here until an admin lets {first} back in.
        Everything {first} wrote and signed stays.
        {member.role === 'sales-lead' && ` What ${first} signed does not launch until then.`}
      </p>
    </ConfirmDialog>
  );
};
