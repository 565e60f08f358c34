import { useEffect, useState } from 'react';
import { stageOf } from '../../../domain/stage.ts';
import { summaryVersion } from './summary-version.ts';
import { later } from '../../ui/later.tsx';
import { StageMark } from '../../ui/StageMark.tsx';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Head.module.css';

const c = classes(styles);
const RenameDialog = later(async () => (await import('./RenameDialog.tsx')).RenameDialog);

/** Name and stage of the campaign, always in sight; the name is the heading of the page. */
export const Title = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const [renaming, setRenaming] = useState(false);
  const stage = stageOf(team, campaign);
  // Windows and tabs are told apart by it.
  useEffect(() => {
    const before = document.title;
    document.title = `${campaign.name} – ${before}`;
    return () => {
      document.title = before;
    };
  }, [campaign.name]);
  const mayRename = me.role !== 'viewer' && !me.suspended;
  return (
    <>
      <h1 className={c('name')}>
        {mayRename ? (
          <button
            type="button"
            title="Rename this campaign"
            onClick={() => {
              setRenaming(true);
            }}
          >
            {campaign.name}
          </button>
        ) : (
          campaign.name
        )}
      </h1>
      <StageMark stage={stage} boxed version={summaryVersion(team, campaign, stage)} />
      {renaming && (
        <RenameDialog
          campaign={campaign}
          onClose={() => {
            setRenaming(false);
          }}
        />
      )}
    </>
  );
};
