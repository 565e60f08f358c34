import { useEffect, useState } from 'react';
import type { RecordCheck } from '../../client/record-check.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import styles from './Record.module.css';

const c = classes(styles);

/** What checking this record on this laptop came to. */
export const Verified = () => {
  const workspace = useWorkspace();
  const { id } = useCampaign();
  const { number } = useTeam();
  const [check, setCheck] = useState<RecordCheck | null>(null);
  useEffect(() => {
    let over = false;
    const look = async () => {
      const came = await workspace
        .checkRecord(id)
        .catch((): RecordCheck => ({ kind: 'unknown', says: 'This record could not be checked on this laptop.' }));
      if (!over) setCheck(came);
    };
    void look();
    return () => {
      over = true;
    };
    // The record grows with the feed.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [workspace, id, number]);
  if (check === null) return <p className={c('checked')}>Checking it on this laptop.</p>;
  if (check.kind === 'broken')
    return (
      <Notice tone="stop" title="This record does not hold.">
        {check.says}
      </Notice>
    );
  if (check.kind === 'unknown') return <p className={c('checked')}>{check.says}</p>;
  return (
    <p className={c('checked')}>
      <Icon name="check" small />
      <span>
        Verified: {count(check.entries, 'entry', 'entries')}, unbroken, signed with key{' '}
        <span className={c('key')}>{check.key.slice(0, 8)}</span>
      </span>
    </p>
  );
};
