import type { Pending } from '../../client/contract.ts';
import { useOutbox, useWorkspace, useWorkspaceState } from '../../client/hooks.ts';
import { sayOutcome } from '../../app/say-outcome.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { copyWords } from '../../ui/copy-words.ts';
import { commandTitle } from '../../ui/command-title.ts';
import styles from './Discussion.module.css';

const c = classes(styles);
type Refused = Extract<Pending, { state: 'refused' }>;

/** What this person wrote and the server refused: kept here as their own draft, with the reasons. */
export const Kept = ({ campaign }: { campaign: string }) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const refused = useOutbox().filter(
    (each): each is Refused =>
      each.state === 'refused' &&
      'campaign' in each.command &&
      each.command.campaign === campaign &&
      ('comment' in each.command || each.command.kind === 'log field note'),
  );
  return refused.map(({ command, reasons }) => {
    const { title, text } = commandTitle(command, state);
    return (
      <article key={command.id} className={c('card', 'pending')} aria-label="Not sent">
        <div className={c('who')}>
          <b>You</b>
          <span>{title}</span>
          <span className={c('badge')}>
            <Badge tone="stop" icon="block">
              Refused
            </Badge>
          </span>
        </div>
        {text && <p className={c('words')}>{text}</p>}
        {reasons.map((reason) => (
          <p key={reason.code + reason.says} className={c('why', 'stop')}>
            {reason.says} Your text is kept.
          </p>
        ))}
        <div className={c('acts')}>
          <Button size="small" onPress={() => void sayOutcome(workspace.retry(command.id))}>
            Send again
          </Button>
          {text && (
            <Button size="small" kind="quiet" onPress={() => void copyWords(text)}>
              Copy
            </Button>
          )}
          <Button
            size="small"
            kind="quiet"
            onPress={() => {
              workspace.discard(command.id);
            }}
          >
            Discard
          </Button>
        </div>
      </article>
    );
  });
};
