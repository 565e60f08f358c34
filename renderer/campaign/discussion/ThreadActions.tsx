import { useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import type { Thread } from '../../../domain/state.ts';
import type { CommandInput } from '../../client/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { announce } from '../announce.ts';
import { useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { useSending } from '../use-sending.ts';
import { closers } from './closers.ts';
import { ReplyForm } from './ReplyForm.tsx';
import { ThreadMenu } from './ThreadMenu.tsx';
import styles from './Discussion.module.css';

const c = classes(styles);

/** What this person may do about a thread: take or decline its words, reply, close it or open it again. */
export const ThreadActions = ({ thread, text }: { thread: Thread; text: string }) => {
  const { id: campaign } = useOpenCampaign();
  const team = useTeam();
  const me = useMe();
  const guard = useLeadGuard(campaign);
  const { busy, why, send } = useSending();
  const [replying, setReplying] = useState(false);
  const open = thread.state === 'open';
  const talks = can(me, 'comment', team.policy, campaign);
  const discusses = can(me, 'discuss', team.policy, campaign);
  const writes = can(me, text.startsWith('brief/') ? 'write brief' : 'write copy', team.policy);
  const closes = closers(thread, team, me);
  const suggests = thread.replacement !== null;
  const of = { campaign, thread: thread.id };
  const act = async (command: CommandInput, done: string) => {
    if (await send(command)) announce(done);
  };
  if (!talks) return null;
  if (replying)
    return (
      <ReplyForm
        thread={thread}
        onClose={() => {
          setReplying(false);
        }}
      />
    );
  return (
    <>
      {why !== null && <Notice tone="care">{why}</Notice>}
      <div className={c('acts')}>
        {open && suggests && writes && (
          <>
            <Button
              size="small"
              kind="primary"
              icon="check"
              isDisabled={busy}
              onPress={() => {
                guard(() => void act({ kind: 'accept suggestion', ...of }, 'The suggestion is in the text.'), {
                  deed: 'accept',
                });
              }}
            >
              Accept
            </Button>
            <Button
              size="small"
              isDisabled={busy}
              onPress={() => void act({ kind: 'decline suggestion', ...of }, 'Declined.')}
            >
              Decline
            </Button>
          </>
        )}
        {open && (
          <Button
            size="small"
            kind="quiet"
            onPress={() => {
              setReplying(true);
            }}
          >
            Reply
          </Button>
        )}
        {open && suggests && !writes && thread.by === me.id && (
          <Button
            size="small"
            kind="quiet"
            icon="undo"
            isDisabled={busy}
            onPress={() => void act({ kind: 'decline suggestion', ...of }, 'Your suggestion is withdrawn.')}
          >
            Withdraw
          </Button>
        )}
        {open && discusses && !suggests && closes.mine && (
          <Button
            size="small"
            kind="quiet"
            icon="check"
            isDisabled={busy}
            onPress={() => void act({ kind: 'resolve thread', ...of }, 'Thread resolved.')}
          >
            Resolve
          </Button>
        )}
        {discusses && (thread.state === 'resolved' || thread.state === 'declined') && (
          <Button
            size="small"
            kind="quiet"
            icon="undo"
            isDisabled={busy}
            onPress={() => void act({ kind: 'reopen thread', ...of }, 'Thread open again.')}
          >
            Open again
          </Button>
        )}
        <span className={c('end')}>
          <ThreadMenu
            thread={thread}
            maySetBlocking={open && discusses && (!thread.blocking || closes.mine)}
            onBlocking={(blocking) =>
              void act(
                { kind: 'set blocking', ...of, blocking },
                blocking ? 'The thread blocks signing now.' : 'The thread blocks no longer.',
              )
            }
          />
        </span>
      </div>
    </>
  );
};
