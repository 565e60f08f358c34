import { navigate } from '../app/location.ts';
import { newId } from '../app/new-id.ts';
import { pathTo } from '../app/paths.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useOnline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { NameDialog } from '../ui/NameDialog.tsx';
import { Notice } from '../ui/Notice.tsx';

/** A campaign needs a name and nothing else; it can be begun with no network. */
export const NewCampaign = ({ onClose }: { onClose: () => void }) => {
  const workspace = useWorkspace();
  const campaigns = useWorkspaceState((all) => all.campaigns);
  const online = useOnline();
  const hasTwin = (name: string) => Object.values(campaigns).some((campaign) => campaign.name === name.trim());
  return (
    <NameDialog
      title="New campaign"
      action="Begin with the brief"
      description={(name) =>
        hasTwin(name) ? 'There is another campaign with this name.' : 'You can change it until it launches.'
      }
      onName={async (name) => {
        const campaign = newId();
        const why = whyNot(await workspace.send({ kind: 'create campaign', campaign, name }));
        if (why === null) navigate(pathTo.campaign(campaign));
        return why;
      }}
      onClose={onClose}
    >
      {!online && (
        <Notice icon="laptop">
          The server cannot be reached. The campaign begins on this laptop and goes out when it can.
        </Notice>
      )}
    </NameDialog>
  );
};
