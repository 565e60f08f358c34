import type { OpenRoom } from '../../client/contract.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useDesk, writeAsLead } from '../desk.ts';
import { useMe, useTeam } from '../open-campaign.ts';
import { classes } from '../../ui/classes.ts';
import { dayTime } from '../../ui/format.ts';
import styles from './WriterNote.module.css';

const c = classes(styles);

/** Says at the head of a sheet that this person reads it, and what they can do instead; nothing for its writers. */
export const WriterNote = ({ room, what }: { room: OpenRoom; what: 'brief' | 'copy' }) => {
  const { access, notice } = useRoomStatus(room);
  const me = useMe();
  const writers = useTeam().policy?.salesMayWriteCopy ? 'Marketing and sales write' : 'Marketing writes';
  const asLead = useDesk((desk) => desk.writesAsLead);
  if (access === 'read') {
    // A notice of the room says why in its own words, above the desk.
    if (notice !== null) return null;
    return (
      <p className={c('note')}>
        <Icon name="eye" small />
        <span>
          {me.guest
            ? `You are a guest here until ${dayTime(me.guest.until)}: read, and select words to comment on them.`
            : me.role === 'viewer' || me.suspended
              ? 'You read along here.'
              : `You read the ${what}. ${writers} it; select words to comment on them or to suggest others.`}
        </span>
      </p>
    );
  }
  if (me.role !== 'sales-lead' || asLead) return null;
  return (
    <p className={c('note')}>
      <Icon name="eye" small />
      <span>
        You read this as the one who may sign it. Select words to suggest others; whoever writes becomes an author.
      </span>
      <Button size="small" kind="quiet" onPress={writeAsLead}>
        Write all the same
      </Button>
    </p>
  );
};
