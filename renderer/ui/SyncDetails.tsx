import type { WorkspaceState } from '../../domain/state.ts';
import type { Pending, SyncStatus } from '../client/contract.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { classes } from './classes.ts';
import { commandTitle } from './command-title.ts';
import { time } from './format.ts';
import { syncWords } from './sync-words.ts';
import styles from './SyncPillView.module.css';

const c = classes(styles);

const meaning = (status: SyncStatus): string => {
  switch (status.kind) {
    case 'attention':
      return status.says;
    case 'not sent':
      return status.online
        ? 'These are on this laptop and go out in order.'
        : 'These are safe on this laptop. They go out in order when the server can be reached.';
    case 'saved here':
      return status.sent
        ? 'Everything is on this laptop’s disk. The server had all of it too when it was last reached.'
        : 'Everything is on this laptop’s disk and not yet on the server.';
    case 'sending':
      return 'On its way; the server has not confirmed it yet.';
    default:
      return 'The server has everything on its disk.';
  }
};

export type SyncDetailsProps = {
  status: SyncStatus;
  outbox: readonly Pending[];
  /** How many things this laptop keeps that the server has no more, and where they are. */
  kept: { count: number; href: string };
  state: WorkspaceState;
  onRetry: (commandId: string) => void;
  onDiscard: (commandId: string) => void;
};

/** What stands behind the pill: what its words mean, and everything that waits or was refused. */
export const SyncDetails = ({
  status,
  outbox,
  kept,
  state,
  onRetry,
  onDiscard,
  titleId,
}: SyncDetailsProps & { titleId: string }) => (
  <div className={c('dialog')}>
    <h2 id={titleId} className={c('title')}>
      {syncWords(status)}
    </h2>
    <p className={c('meaning')}>{meaning(status)}</p>
    {kept.count > 0 && (
      <p className={c('meaning')}>
        <a
          href={kept.href}
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
          }}
        >
          {kept.count === 1 ? 'One thing is' : `${kept.count} things are`} kept on this laptop
        </a>{' '}
        that the server does not have.
      </p>
    )}
    {outbox.length > 0 && (
      <ul className={c('list')}>
        {outbox.map((pending) => (
          <Waiting key={pending.command.id} pending={pending} state={state} onRetry={onRetry} onDiscard={onDiscard} />
        ))}
      </ul>
    )}
  </div>
);

const Waiting = ({
  pending,
  state,
  onRetry,
  onDiscard,
}: {
  pending: Pending;
  state: WorkspaceState;
  onRetry: (commandId: string) => void;
  onDiscard: (commandId: string) => void;
}) => {
  const { icon, title, text } = commandTitle(pending.command, state);
  return (
    <li className={c('waiting')}>
      <Icon name={icon} small />
      <div className={c('words')}>
        <span>{title}</span>
        {text && <q className={c('text')}>{text}</q>}
        {pending.state === 'refused' &&
          pending.reasons.map((reason) => (
            <span key={reason.code + reason.says} className={c('reason')}>
              <Icon name="block" small />
              {reason.says}
            </span>
          ))}
        {pending.state === 'refused' && (
          <span className={c('acts')}>
            <Button
              size="small"
              onPress={() => {
                onRetry(pending.command.id);
              }}
            >
              Send again
            </Button>
            <Button
              size="small"
              kind="quiet"
              onPress={() => {
                onDiscard(pending.command.id);
              }}
            >
              Discard
            </Button>
          </span>
        )}
      </div>
      <span className={c('when')}>
        {pending.state === 'refused'
          ? 'refused'
          : pending.state === 'sending'
            ? 'sending'
            : `waits since ${time(pending.at)}`}
      </span>
    </li>
  );
};
