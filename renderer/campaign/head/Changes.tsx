import { openPanel, useCampaign, useGo, useOpenCampaign } from '../open-campaign.ts';
import { useDraft } from '../draft/draft.ts';
import { classes } from '../../ui/classes.ts';
import { changesSince } from './changes-since.ts';
import styles from './Head.module.css';

const c = classes(styles);

/** How far the draft is from the newest version, always in sight; opens the gate, where the changes stand. */
export const Changes = () => {
  const { since } = useDraft();
  const { place } = useOpenCampaign();
  // While the newest version is on its way, nobody knows how far the draft is from it.
  const none = useCampaign().versions.length === 0;
  const go = useGo();
  return (
    <button
      type="button"
      className={c('changes')}
      onClick={() => {
        // Beside a version there is no panel: the draft has it.
        if (place.at === 'version') go({ at: 'brief', part: null });
        openPanel('gate');
      }}
    >
      <span className={c('opt')}>draft{since ? ' · ' : none && ', no version yet'}</span>
      {since && <b>{changesSince(since.changes, since.version)}</b>}
    </button>
  );
};
