import { useState } from 'react';
import type { Member } from '../../domain/people/member.ts';
import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { useTold } from '../client/use-told.ts';
import { score } from '../palette/matches.ts';
import { Button } from '../ui/Button.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { classes } from '../ui/classes.ts';
import { firstName, roleWord } from '../ui/format.ts';
import { GuestDialog } from './GuestDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { Invites } from './Invites.tsx';
import { MANY } from './many.ts';
import { MemberRow } from './MemberRow.tsx';
import { MergeFields } from './MergeFields.tsx';
import { PeopleFrame } from './PeopleFrame.tsx';
import { Proposals } from './Proposals.tsx';
import { RecordKey } from './RecordKey.tsx';
import { PolicyRules } from './PolicyRules.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Who is in the workspace, who was invited, and the rules of its gate. `member`: who was looked for. */
export const People = ({ member }: { member?: string | undefined }) => (
  <PeopleFrame at="members">
    <div className={c('columns')}>
      <Members lookedFor={member ?? null} />
      <div className={c('side')}>
        <PolicyRules />
        <MergeFields />
        <RecordKey />
      </div>
    </div>
  </PeopleFrame>
);

const Members = ({ lookedFor }: { lookedFor: string | null }) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const offline = useWhyOffline();
  const [inviting, setInviting] = useState<'member' | 'guest' | null>(null);
  const [query, setQuery] = useState('');
  const { told, again } = useTold(workspace.inquiries.sessions);
  const me = workspace.me();
  const members = Object.values(state.members).toSorted(inOrder);
  const found = members.filter(({ name, role }) => score(query, `${name} ${roleWord(role)}`) !== null);
  const admins = members.filter((each) => each.admin && !each.suspended).map((each) => firstName(each.name));
  const whyNoInvite = me.admin ? offline : `Only an admin invites: ${admins.join(', ')}.`;
  const devices = me.admin && told?.ok ? Map.groupBy(told.value, ({ member }) => member) : null;
  const close = () => {
    setInviting(null);
  };
  return (
    <section className={c('block')} aria-labelledby="members">
      <header className={c('head')}>
        <h1 id="members" className={c('title')}>
          People
        </h1>
        <span className={c('quiet')}>
          {query.trim() === '' ? members.length : `${found.length} of ${members.length}`}
        </span>
        <span className={c('grow')} />
        {whyNoInvite === null && Object.keys(state.campaigns).length > 0 && (
          <Button
            onPress={() => {
              setInviting('guest');
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
              setInviting('member');
            }}
          >
            Invite someone
          </Button>
        ) : (
          <NotPossible reason={whyNoInvite}>Invite someone</NotPossible>
        )}
      </header>
      <Proposals />
      {members.length > MANY && (
        <div className={c('find')}>
          <SearchField label="Find somebody" placeholder="Name or role" value={query} onChange={setQuery} />
        </div>
      )}
      {found.length > 0 ? (
        <ul className={c('rows')}>
          {found.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              found={member.id === lookedFor}
              devices={devices === null ? null : (devices.get(member.id)?.length ?? 0)}
              onDevices={again}
            />
          ))}
        </ul>
      ) : (
        <p className={c('quiet')}>Nobody matches “{query.trim()}”.</p>
      )}
      <Invites />
      {inviting === 'guest' && <GuestDialog campaign={null} onClose={close} />}
      {inviting === 'member' && <InviteDialog onClose={close} />}
    </section>
  );
};

/** Colleagues by name, then guests, then whoever is suspended. */
const inOrder = (one: Member, other: Member): number =>
  Number(one.suspended) - Number(other.suspended) ||
  Number(one.guest !== undefined) - Number(other.guest !== undefined) ||
  one.name.localeCompare(other.name);
