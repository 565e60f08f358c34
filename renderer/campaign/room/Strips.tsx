import { useState } from 'react';
import type { OpenRoom } from '../../client/contract.ts';
import { useRecoveries, useRoomStatus, useSignedOut } from '../../client/hooks.ts';
import { hrefTo, pathTo } from '../../app/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { later } from '../../ui/later.tsx';
import { classes } from '../../ui/classes.ts';
import { rememberReading, useDesk } from '../desk.ts';
import { useCampaign, useHref, useOpenCampaign } from '../open-campaign.ts';
import styles from './Strips.module.css';

const c = classes(styles);
const Archived = later(async () => (await import('./Archived.tsx')).Archived);
const Receipt = later(async () => (await import('./Receipt.tsx')).Receipt);

/** What is to be known about the two texts as a whole: a notice of the server, reading only; and what was merged. */
export const Strips = () => {
  const { id, brief, copy } = useOpenCampaign();
  const kept = useRecoveries().filter((each) => each.kind === 'text' && each.campaign === id).length;
  const { archived } = useCampaign();
  const out = useSignedOut();
  // Signed out stands over every screen already, with what to do about it.
  const notices = [...new Set([useRoomStatus(brief).notice, useRoomStatus(copy).notice])].filter(
    (notice) => notice !== null && out === null,
  );
  return (
    <div className={c('strips')}>
      {notices.map((notice) => (
        <p key={notice} className={c('strip', 'care')} role="alert">
          <Icon name="alert-fill" small />
          {notice}
        </p>
      ))}
      {archived && <Archived />}
      {kept > 0 && (
        <p className={c('strip', 'care')}>
          <Icon name="history" small />
          <span>
            <strong>Words of this campaign are kept on this laptop</strong> that the server does not have.{' '}
            <a href={hrefTo(pathTo.kept)}>Look at them</a>
          </span>
        </p>
      )}
      <Reading />
      <Merged room={brief} what="brief" />
      <Merged room={copy} what="copy" />
    </div>
  );
};

/** The way back to a version that was being read. */
const Reading = () => {
  const { place } = useOpenCampaign();
  const href = useHref();
  const version = useDesk((desk) => desk.reading);
  if (version === null || place.at === 'version') return null;
  return (
    <p className={c('strip')}>
      <Icon name="eye" small />
      <span>
        You were reading version {version}. <a href={href({ at: 'version', version })}>Back to it</a>
      </span>
      <Button
        size="small"
        kind="quiet"
        onPress={() => {
          rememberReading(null);
        }}
      >
        Dismiss
      </Button>
    </p>
  );
};

const Merged = ({ room, what }: { room: OpenRoom; what: 'brief' | 'copy' }) => {
  const { receipt } = useRoomStatus(room);
  const [open, setOpen] = useState(false);
  if (!receipt || (receipt.theirs.length === 0 && receipt.lost.length === 0)) return null;
  return (
    <Receipt
      receipt={receipt}
      room={room}
      what={what}
      open={open}
      onOpen={setOpen}
      close={
        <Button
          size="small"
          kind="quiet"
          onPress={() => {
            room.dismissReceipt();
          }}
        >
          Dismiss
        </Button>
      }
    />
  );
};
