import type { Version } from '../../../domain/state.ts';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { useCampaign } from '../open-campaign.ts';

/** A name by which people remember a version. */
export const NameVersion = ({ version, onClose }: { version: Version; onClose: () => void }) => {
  const workspace = useWorkspace();
  const campaign = useCampaign();
  return (
    <NameDialog
      title={`Name version ${version.number} of ${campaign.name}`}
      action="Name it"
      name={version.name ?? ''}
      onName={async (name) =>
        whyNot(await workspace.send({ kind: 'name version', campaign: campaign.id, version: version.number, name }))
      }
      onClose={onClose}
    />
  );
};
