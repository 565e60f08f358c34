import { useState } from 'react';
import type { DeviceSession } from '../../domain/wire/http.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { useTold } from '../client/use-told.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { count, day, firstName, roleWord } from '../ui/format.ts';
import { hueOf } from '../ui/hue.ts';
import { toast } from '../ui/toast.ts';
import { AddDevice } from './AddDevice.tsx';
import { PeopleFrame } from './PeopleFrame.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Where I am signed in, and for an admin everybody; each can be signed out from here. */
export const Devices = () => {
  const workspace = useWorkspace();
  const { told, again } = useTold(workspace.inquiries.sessions);
  const me = workspace.me();
  const mine = told?.ok ? told.value.filter(({ member }) => member === me.id) : [];
  const others = told?.ok ? told.value.filter(({ member }) => member !== me.id) : [];
  return (
    <PeopleFrame at="devices">
      <section className={c('block', 'single')} aria-labelledby="my-devices">
        <header className={c('head')}>
          <h1 id="my-devices" className={c('title')}>
            Where you are signed in
          </h1>
          {mine.length > 0 && <span className={c('quiet')}>{mine.length}</span>}
          <span className={c('grow')} />
          {me.guest === undefined && <AddDevice onAdded={again} />}
        </header>
        {told === null && <Skeleton lines={3} label="Asking the server" />}
        {told?.ok === false && (
          <Notice
            tone="care"
            actions={
              <Button size="small" onPress={again}>
                Try again
              </Button>
            }
          >
            {told.says}
          </Notice>
        )}
        {mine.length > 0 && <Sessions sessions={mine} again={again} />}
        <p className={c('quiet')}>
          Signing a device out ends it within a second, wherever it is. What was not sent from it stays on it.
        </p>
      </section>
      {me.admin && others.length > 0 && (
        <section className={c('block', 'single')} aria-labelledby="their-devices">
          <h2 id="their-devices" className={c('sub')}>
            Everybody else
          </h2>
          <Sessions sessions={others} again={again} />
        </section>
      )}
    </PeopleFrame>
  );
};

const Sessions = ({ sessions, again }: { sessions: readonly DeviceSession[]; again: () => void }) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const [ending, setEnding] = useState<DeviceSession | null>(null);
  const me = workspace.me();
  const name = (id: string): string => state.members[id]?.name ?? 'Someone who left';
  const end = async (session: DeviceSession) => {
    setEnding(null);
    const told = await workspace.inquiries.endSession(session.id);
    toast(told.ok ? `Signed out: ${session.device}.` : told.says);
    again();
  };
  const newestFirst = sessions.toSorted(
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
        <Dialog
          kind="alert"
          title={`Sign out ${ending.device}${ending.member === me.id ? '' : ` of ${firstName(name(ending.member))}`}?`}
          onClose={() => {
            setEnding(null);
          }}
          footer={
            <>
              <Button
                onPress={() => {
                  setEnding(null);
                }}
              >
                Keep it
              </Button>
              <Button kind="stop" filled onPress={() => void end(ending)}>
                Sign it out
              </Button>
            </>
          }
        >
          <p>
            It comes back only with a link that another device of {ending.member === me.id ? 'yours' : 'theirs'} makes.{' '}
            {count(sessions.length - 1, 'other device')} {sessions.length === 2 ? 'stays' : 'stay'} signed in.
          </p>
        </Dialog>
      )}
    </>
  );
};
