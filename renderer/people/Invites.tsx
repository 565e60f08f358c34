import { sayOutcome } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useMinute } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { dayTime, firstName, roleWord } from '../ui/format.ts';
import styles from './People.module.css';

const c = classes(styles);

/** Invites that are still open or ran out; one that was used is a member by now. */
export const Invites = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const now = useMinute() * 60_000;
  const open = Object.values(state.invites).filter((invite) => invite.state === 'open');
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="invites">
      <h2 id="invites" className={c('sub')}>
        Invited
      </h2>
      <ul className={c('rows')}>
        {open.map((invite) => (
          <li key={invite.id} className={c('row', 'invite')}>
            <Icon name="key" />
            <span className={c('who')}>
              <span>
                {invite.campaign === null
                  ? roleWord(invite.role)
                  : `Guest of ${state.campaigns[invite.campaign]?.name ?? 'a campaign'}`}
                {invite.admin ? ', admin' : ''}
              </span>
              <span className={c('quiet')}>by {firstName(state.members[invite.by]?.name ?? 'someone')}</span>
            </span>
            {Date.parse(invite.expires) < now ? (
              <Badge icon="clock" outlined>
                Ran out
              </Badge>
            ) : (
              <span className={c('quiet')}>until {dayTime(invite.expires)}</span>
            )}
            {workspace.me().admin && (
              <Button
                size="small"
                kind="quiet"
                onPress={() => {
                  void sayOutcome(workspace.send({ kind: 'revoke invite', invite: invite.id }));
                }}
              >
                Take it back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
