import { useId, useState } from 'react';
import type { SyncStatus } from '../client/contract.ts';
import { Icon, type GlyphName } from './Icon.tsx';
import { classes } from './classes.ts';
import { later } from './later.tsx';
import type { SyncDetailsProps } from './SyncDetails.tsx';
import { syncWords } from './sync-words.ts';
import styles from './SyncPillView.module.css';

const c = classes(styles);
const SyncDetails = later(async () => (await import('./SyncDetails.tsx')).SyncDetails);

const drawn: Record<SyncStatus['kind'], { icon: GlyphName; tone: string }> = {
  attention: { icon: 'alert-fill', tone: 'attention' },
  'not sent': { icon: 'offline', tone: 'queued' },
  'saved here': { icon: 'laptop', tone: 'local' },
  sending: { icon: 'send', tone: 'sending' },
  'on server': { icon: 'server-ok', tone: 'server' },
};

export const SyncPillView = (details: SyncDetailsProps) => {
  const { status } = details;
  const { icon, tone } = drawn[status.kind];
  const words = syncWords(status);
  const id = useId();
  const [open, setOpen] = useState(false);
  // Read out as it changes, but for "Sending": that comes and goes with every pause in typing.
  const [spoken, setSpoken] = useState(words);
  if (status.kind !== 'sending' && spoken !== words) setSpoken(words);
  return (
    <>
      <button type="button" className={c('pill', tone)} popoverTarget={id} aria-label={`Sync: ${words}`}>
        <Icon name={icon} small />
        {words}
      </button>
      <output className="sr">{spoken}</output>
      <dialog
        id={id}
        popover="auto"
        className={c('float')}
        aria-labelledby={`${id}-title`}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
        }}
      >
        {open && <SyncDetails {...details} titleId={`${id}-title`} />}
      </dialog>
    </>
  );
};
