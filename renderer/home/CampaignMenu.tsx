import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Menu } from '../ui/Menu.tsx';
import { archive, whyNotArchive } from './archive.ts';

/** What can be done with a campaign as a whole, in a list. */
export const CampaignMenu = ({ campaign, name, archived }: { campaign: string; name: string; archived: boolean }) => {
  const workspace = useWorkspace();
  const offline = useWhyOffline();
  const open = useWorkspaceState((state) => whyNotArchive(state, campaign));
  if (workspace.me().role === 'viewer') return null;
  const why = offline ?? open;
  return (
    <Menu
      label={`Actions for ${name}`}
      size="small"
      items={[
        {
          id: 'archive',
          label: archived ? 'Bring back from the archive' : 'Archive',
          icon: archived ? 'undo' : 'archive',
          hint: why ?? (archived ? undefined : 'Out of the lists; you can bring it back.'),
          disabled: why !== null,
          onAction: () => void archive(workspace, { campaign, name, archived: !archived }),
        },
      ]}
    />
  );
};
