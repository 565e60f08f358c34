import { useState } from 'react';
import { onlyOne } from '../../domain/people/only-one.ts';
import type { DeviceSession } from '../../domain/wire/http.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { count, day, firstName, roleWord } from '../ui/format.ts';
import { hueOf } from '../ui/hue.ts';
import { toast } from '../ui/toast.ts';
import styles from './People.module.css';

const c = classes(styles);

/** `all`: every device the server told of, also those that are not among the rows. */
export const DeviceRows = ({
  rows,
  all,
  again,
}: {
  rows: readonly DeviceSession[];
  all: readonly DeviceSession[];
  again: () => void;
}) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((each) => each);
  const [ending, setEnding] = useState<DeviceSession | null>(null);
  const me = workspace.me();
  const name = (id: string): string => state.members[id]?.name ?? 'Someone who left';
  const newestFirst = rows.toSorted(
    (one, other) => Number(other.current) - Number(one.current) || other.lastSeen.localeCompare(one.lastSeen),
  );
  return (
    <>
      <ul className={c('rows')}>
        {newestFirst.map((session) => (
          <li key={session.id} className={c('row', 'device')}>
            {session.member === me.id ? (
              <span className={c('glyph')}>
                <Icon name="laptop" />
              </span>
            ) : (
              <Avatar
                name={name(session.member)}
                role={state.members[session.member]?.role ?? 'viewer'}
                hue={hueOf(state, session.member)}
              />
            )}
            <span className={c('who')}>
              <span className={c('name')}>
                {session.device}
                {session.member !== me.id && <span className={c('quiet')}> {name(session.member)}</span>}
              </span>
              <span className={c('quiet')}>
                signed in {day(session.created)}, seen {session.current ? 'now' : <TimeAgo at={session.lastSeen} />}
                {session.member !== me.id && `, ${roleWord(state.members[session.member]?.role ?? 'viewer')}`}
              </span>
            </span>
            {session.current ? (
              <Badge icon="check">This one</Badge>
            ) : (
              <Button
                size="small"
                onPress={() => {
                  setEnding(session);
                }}
              >
                Sign out
                <span className="sr">
                  {' '}
                  {session.device} of {name(session.member)}
                </span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && (
        <ConfirmDialog
          title={`Sign out ${ending.device}${ending.member === me.id ? '' : ` of ${firstName(name(ending.member))}`}?`}
          action="Sign out"
          onConfirm={async () => {
            const told = await workspace.inquiries.endSession(ending.id);
            if (!told.ok) return told.says;
            toast(`Signed out: ${ending.device}.`);
            again();
            return null;
          }}
          onClose={() => {
            setEnding(null);
          }}
        >
          <WhatStays ending={ending} all={all} />
        </ConfirmDialog>
      )}
    </>
  );
};

/** What is left to somebody whose device is signed out, and how they come back. */
const WhatStays = ({ ending, all }: { ending: DeviceSession; all: readonly DeviceSession[] }) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((each) => each);
  const own = ending.member === workspace.me().id;
  const first = firstName(state.members[ending.member]?.name ?? 'Someone who left');
  const others = all.filter(({ member, id }) => member === ending.member && id !== ending.id).length;
  if (others > 0)
    return (
      <p>
        {own ? 'You stay' : `${first} stays`} signed in on {count(others, 'other device')}, where a link is made to come
        back on this one.
      </p>
    );
  const irreplaceable = onlyOne(state, ending.member, () => true) === 'sales lead';
  return (
    <p>
      This is {first}’s only device.{' '}
      {irreplaceable
        ? `${first} is the only sales lead: nobody can sign meanwhile, and only whoever runs the server can let ${first} back in.`
        : `${first} comes back only with a sign-in link, which an admin makes under People.`}
    </p>
  );
};
