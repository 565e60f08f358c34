import { useState } from 'react';
import type { Invite } from '../../domain/state.ts';
import { newId } from '../app/new-id.ts';
import { sayOutcome } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import type { CommandInput } from '../client/contract.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useMinute } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { dayTime, firstName, roleWord } from '../ui/format.ts';
import { endAfter } from './lasts.ts';
import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { useNewLink } from './use-new-link.ts';
import styles from './People.module.css';

const c = classes(styles);

/** Links that are still open or have expired; one that was used is a member by now. */
export const Invites = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const [renewing, setRenewing] = useState<Invite | null>(null);
  const now = useMinute() * 60_000;
  const { made, make, busy, forget } = useNewLink(renewing !== null && renewing.member !== null ? 'device' : 'join');
  const open = Object.values(state.invites).filter((invite) => invite.state === 'open');
  const name = (id: string): string => firstName(state.members[id]?.name ?? 'someone');
  const whom = (invite: Invite): string => {
    if (invite.member !== null) return `Sign-in link for ${state.members[invite.member]?.name ?? 'a member'}`;
    if (invite.campaign !== null) return `Guest of ${state.campaigns[invite.campaign]?.name ?? 'a campaign'}`;
    const role = `${roleWord(invite.role)}${invite.admin ? ', admin' : ''}`;
    return invite.name === null ? role.charAt(0).toLocaleUpperCase() + role.slice(1) : `${invite.name}, ${role}`;
  };
  const revoke = (invite: Invite) => workspace.send({ kind: 'revoke invite', invite: invite.id });
  const renew = async (invite: Invite) => {
    setRenewing(invite);
    // The one before ends first: two links for one person are one too many.
    if (await sayOutcome(revoke(invite))) await make(again(invite));
  };
  return (
    <>
      {open.length > 0 && (
        <section aria-labelledby="invites">
          <h2 id="invites" className={c('sub')}>
            Open links
          </h2>
          <ul className={c('rows')}>
            {open.map((invite) => (
              <li key={invite.id} className={c('row', 'invite')}>
                <Icon name="key" />
                <span className={c('who')}>
                  <span className={c('wraps')}>{whom(invite)}</span>
                  <span className={c('quiet')}>
                    by {name(invite.by)}
                    {invite.confirmedBy !== null && ` and ${name(invite.confirmedBy)}`}
                  </span>
                </span>
                {Date.parse(invite.expires) < now ? (
                  <Badge icon="clock" outlined>
                    Expired
                  </Badge>
                ) : (
                  <span className={c('quiet')}>until {dayTime(invite.expires)}</span>
                )}
                {workspace.me().admin && (
                  <span className={c('acts')}>
                    {/* What a lead confirmed is confirmed anew, from the member's own menu. */}
                    {invite.confirmedBy === null && (
                      <Button size="small" kind="quiet" isDisabled={busy} onPress={() => void renew(invite)}>
                        New link<span className="sr"> for {whom(invite)}</span>
                      </Button>
                    )}
                    <Button size="small" kind="quiet" onPress={() => void sayOutcome(revoke(invite))}>
                      Revoke<span className="sr"> {whom(invite)}</span>
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {made !== null && renewing !== null && (
        <SecretDialog
          title={whom(renewing)}
          label={renewing.member === null ? 'Invite link' : 'Sign-in link'}
          value={made.link}
          onClose={forget}
          note={made.onlyHere && <OnlyHere />}
        >
          You will see it only once. The link you gave out before no longer works.
        </SecretDialog>
      )}
    </>
  );
};

/** The same again under another id, for a week. */
const again = ({ role, admin, name, campaign, member }: Invite): CommandInput => {
  const invite = newId();
  const expires = endAfter('7');
  if (member !== null) return { kind: 'make sign-in link', invite, member, expires };
  if (campaign !== null) return { kind: 'invite guest', invite, campaign, expires };
  return { kind: 'invite member', invite, role, admin, expires, ...(name !== null && { name }) };
};
