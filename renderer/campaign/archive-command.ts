import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { archive, whyNotArchive } from '../home/archive.ts';
import type { PaletteCommand } from '../palette/commands.ts';
import { useCampaign, useMe } from './open-campaign.ts';

/** Takes the open campaign out of the lists, or brings it back. */
export const useArchiveCommand = (): PaletteCommand[] => {
  const workspace = useWorkspace();
  const offline = useWhyOffline();
  const { role } = useMe();
  const { id, name, archived } = useCampaign();
  const why = useWorkspaceState((state) => whyNotArchive(state, id));
  if (role === 'viewer') return [];
  return [
    {
      id: 'archive',
      title: archived ? 'Bring back from the archive' : 'Archive this campaign',
      icon: archived ? 'undo' : 'archive',
      group: `Here, in ${name}`,
      reason: offline ?? why ?? undefined,
      run: () => void archive(workspace, { campaign: id, name, archived: !archived }),
    },
  ];
};
