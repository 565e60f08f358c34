import type { Looked } from '../client/contract.ts';
import type { LinkInfo } from '../../domain/wire/http.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { dayTime, roleWord } from '../ui/format.ts';
import styles from './Start.module.css';

/** What a link opens, before it is used: who invites where and as what, or why it opens nothing. */
export const LinkOpens = ({ looked, link, again }: { looked: Looked | null; link: string; again: () => void }) => {
  switch (looked?.kind) {
    case undefined:
      return <Skeleton lines={2} label="Looking at the link" />;
    case 'good':
      return <p className={styles['opens']}>{opens(looked.info)}</p>;
    case 'no good':
      return <Notice tone="stop">{looked.says}</Notice>;
    case 'elsewhere':
      return (
        <Notice tone="care" title="This link is for another server." actions={<a href={link.trim()}>Open it there</a>}>
          {new URL(looked.server).host}
        </Notice>
      );
    case 'unreachable':
      return (
        <Notice
          icon="offline"
          tone="care"
          title="The server cannot be reached."
          actions={
            <Button size="small" onPress={again}>
              Try again
            </Button>
          }
        >
          The link stays good until it is used or expires.
        </Notice>
      );
    default:
      return <Notice icon="laptop">This app does not know the link’s server yet. It asks there when you go on.</Notice>;
  }
};

const opens = (info: LinkInfo) => {
  const workspace = <strong>{info.workspace}</strong>;
  switch (info.kind) {
    case 'guest':
      return (
        <>
          <strong>{info.by}</strong> invites you to read and comment on <strong>{info.campaign}</strong> of {workspace},
          until {dayTime(info.ends)}.
        </>
      );
    case 'device':
      return (
        <>
          This signs you in to {workspace} as <strong>{info.name}</strong>, on this device.
        </>
      );
    default:
      return (
        <>
          <strong>{info.by}</strong> invites you to {workspace}, as{' '}
          <strong>
            {info.role === 'viewer' || info.role === 'sales-lead' ? `a ${roleWord(info.role)}` : roleWord(info.role)}
          </strong>
          {info.admin && ' and an admin'}.
        </>
      );
  }
};
