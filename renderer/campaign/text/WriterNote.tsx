import type { OpenRoom } from '../../client/contract.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { useIsGuarded, useLeadGuard } from './lead-guard.ts';
import { useReads } from './use-reads.ts';
import styles from './WriterNote.module.css';

const c = classes(styles);

/** Says at the head of a sheet that this person reads it, and what they can do instead; nothing for its writers. */
export const WriterNote = ({ room }: { room: OpenRoom }) => {
  const { id } = useOpenCampaign();
  const { access } = useRoomStatus(room);
  const reads = useReads(room);
  const guarded = useIsGuarded(id);
  const guard = useLeadGuard(id);
  if (reads !== null)
    return (
      <p className={c('note')}>
        <Icon name="eye" small />
        <span>{reads}</span>
      </p>
    );
  if (!guarded || access === 'read') return null;
  return (
    <p className={c('note')}>
      <Icon name="eye" small />
      <span>You can sign this, so you are only reading. Select text to suggest a change.</span>
      <Button
        size="small"
        kind="quiet"
        onPress={() => {
          guard(() => {});
        }}
      >
        Edit anyway
      </Button>
    </p>
  );
};
