import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useDraft } from '../draft/draft.ts';
import { useDecisions } from '../gate/decisions.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { useOpenCampaign } from '../open-campaign.ts';

/** A campaign in which nothing stands yet: where to begin, and that a plan can be pasted. */
export const Beginning = () => {
  const { brief } = useOpenCampaign();
  const { form } = useDraft().frozen;
  const { ask } = useDecisions();
  const { access } = useRoomStatus(brief);
  const empty = form.steps.length === 0 && Object.values(form.brief).every((blocks) => blocks.length === 0);
  if (!empty || access !== 'write') return null;
  return (
    <Notice
      icon="doc"
      title="Nothing stands here yet."
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
      Begin with the objective, or paste a plan that you kept elsewhere: it becomes the brief and the steps.
    </Notice>
  );
};
