import type { DeviceSession } from '../../domain/wire/http.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { useTold } from '../client/use-told.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { classes } from '../ui/classes.ts';
import { useState } from 'react';
import { score } from '../palette/matches.ts';
import { AddDevice } from './AddDevice.tsx';
import { DeviceRows } from './DeviceRows.tsx';
import { MANY } from './many.ts';
import { PeopleFrame } from './PeopleFrame.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Where I am signed in, and for an admin everybody; each can be signed out from here. */
export const Devices = () => {
  const workspace = useWorkspace();
  const { told, again } = useTold(workspace.inquiries.sessions);
  const me = workspace.me();
  const all = told?.ok ? told.value : [];
  const mine = all.filter(({ member }) => member === me.id);
  const others = all.filter(({ member }) => member !== me.id);
  return (
    <PeopleFrame at="devices">
      <section className={c('block', 'single')} aria-labelledby="my-devices">
        <header className={c('head')}>
          <h1 id="my-devices" className={c('title')}>
            Where you are signed in
          </h1>
          {mine.length > 0 && <span className={c('quiet')}>{mine.length}</span>}
          <span className={c('grow')} />
          {me.guest === undefined && !workspace.sample && <AddDevice onAdded={again} />}
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
        {mine.length > 0 && <DeviceRows rows={mine} all={all} again={again} />}
        <p className={c('quiet')}>
          Signing out takes effect within a second. What was not sent from a device stays on it.
        </p>
      </section>
      {me.admin && others.length > 0 && <Others rows={others} all={all} again={again} />}
    </PeopleFrame>
  );
};

const Others = ({
  rows,
  all,
  again,
}: {
  rows: readonly DeviceSession[];
  all: readonly DeviceSession[];
  again: () => void;
}) => {
  const members = useWorkspaceState((state) => state.members);
  const [query, setQuery] = useState('');
  const found = rows.filter(({ member, device }) => score(query, `${members[member]?.name ?? ''} ${device}`) !== null);
  return (
    <section className={c('block', 'single')} aria-labelledby="their-devices">
      <header className={c('head')}>
        <h2 id="their-devices" className={c('sub')}>
          Everybody else
        </h2>
        <span className={c('quiet')}>{rows.length}</span>
        <span className={c('grow')} />
        {rows.length > MANY && (
          <div className={c('find')}>
            <SearchField label="Find a device" placeholder="Name or device" value={query} onChange={setQuery} />
          </div>
        )}
      </header>
      {found.length > 0 ? (
        <DeviceRows rows={found} all={all} again={again} />
      ) : (
        <p className={c('quiet')}>No device matches “{query.trim()}”.</p>
      )}
    </section>
  );
};
