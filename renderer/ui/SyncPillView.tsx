import { useId } from 'react';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Pending, SyncStatus } from '../client/contract.ts';
import { Button } from './Button.tsx';
import { Icon, type GlyphName } from './Icon.tsx';
import { classes } from './classes.ts';
import { commandTitle } from './command-title.ts';
import { time } from './format.ts';
import styles from './SyncPillView.module.css';

const c = classes(styles);

/** The pill's words; these and no others. */
export const syncWords = (status: SyncStatus): string => {
  switch (status.kind) {
    case 'attention':
      return 'Needs attention';
    case 'not sent':
      return `${status.count} not sent`;
    case 'saved here':
      return 'Saved on this laptop';
    case 'sending':
      return 'Sending';
    default:
      return 'On server';
  }
};
const meaning = (status: SyncStatus): string => {
  switch (status.kind) {
    case 'attention':
      return status.says;
    case 'not sent':
      return status.online
        ? 'These are on this laptop and go out in order.'
        : 'These are safe on this laptop. They go out in order when the server can be reached.';
    case 'saved here':
      return 'Everything is on this laptop’s disk and not yet on the server.';
    case 'sending':
      return 'On its way; the server has not confirmed it yet.';
    default:
      return 'The server has everything on its disk.';
  }
};
const drawn: Record<SyncStatus['kind'], { icon: GlyphName; tone: string }> = {
  attention: { icon: 'alert-fill', tone: 'attention' },
  'not sent': { icon: 'offline', tone: 'queued' },
  'saved here': { icon: 'laptop', tone: 'local' },
  sending: { icon: 'send', tone: 'sending' },
  'on server': { icon: 'server-ok', tone: 'server' },
};

export const SyncPillView = ({
  status,
  outbox,
  kept,
  state,
  onRetry,
  onDiscard,
}: {
  status: SyncStatus;
  outbox: readonly Pending[];
  /** How many things this laptop keeps that the server has no more, and where they are. */
  kept: { count: number; href: string };
  state: WorkspaceState;
  onRetry: (commandId: string) => void;
  onDiscard: (commandId: string) => void;
}) => {
  const { icon, tone } = drawn[status.kind];
  const id = useId();
  return (
    <>
      <button type="button" className={c('pill', tone)} popoverTarget={id} aria-label={`Sync: ${syncWords(status)}`}>
        <Icon name={icon} small />
        {syncWords(status)}
      </button>
      <output className="sr">{syncWords(status)}</output>
      <dialog id={id} popover="auto" className={c('float')} aria-labelledby={`${id}-title`}>
        <div className={c('dialog')}>
          <h2 id={`${id}-title`} className={c('title')}>
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
                <Waiting
                  key={pending.command.id}
                  pending={pending}
                  state={state}
                  onRetry={onRetry}
                  onDiscard={onDiscard}
                />
              ))}
            </ul>
          )}
        </div>
      </dialog>
    </>
  );
};

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
