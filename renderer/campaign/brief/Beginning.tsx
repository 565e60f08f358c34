import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useDraft } from '../draft/draft.ts';
import { useDecisions } from '../gate/decisions.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import styles from './BriefSheet.module.css';

/** A campaign in which nothing stands yet: where to begin, and that a plan can be pasted. */
export const Beginning = () => {
  const { brief } = useOpenCampaign();
  const { form } = useDraft().frozen;
  const { ask } = useDecisions();
  const { access } = useRoomStatus(brief);
  const empty = form.steps.length === 0 && Object.values(form.brief).every((blocks) => blocks.length === 0);
  if (!empty || access !== 'write') return null;
  return (
    <div className={styles['beginning']}>
      <Notice
        icon="doc"
        title="This brief is empty."
        actions={
          <Button
            icon="download"
            onPress={() => {
              ask({ what: 'import' });
            }}
          >
            Paste a plan
          </Button>
        }
      >
        Start with the objective, or paste a plan you already have.
      </Notice>
    </div>
  );
};
