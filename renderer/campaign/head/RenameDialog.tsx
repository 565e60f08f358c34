import { useState } from 'react';
import type { CampaignState } from '../../../domain/state.ts';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';

export const RenameDialog = ({ campaign, onClose }: { campaign: CampaignState; onClose: () => void }) => {
  const workspace = useWorkspace();
  // What this person saw when they began: another name by now comes back as a question.
  const [was] = useState(campaign.name);
  return (
    <NameDialog
      title="Rename the campaign"
      action="Rename"
      name={was}
      onName={async (name) =>
        name.trim() === was
          ? null
          : whyNot(await workspace.send({ kind: 'rename campaign', campaign: campaign.id, was, name }))
      }
      onClose={onClose}
    />
  );
};
