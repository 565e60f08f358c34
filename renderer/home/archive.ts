import { archiveFault } from '../../domain/campaign/decide-campaign.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { whyNot } from '../app/say-outcome.ts';
import type { Workspace } from '../client/contract.ts';
import { toast } from '../ui/toast.ts';

/** Why a campaign cannot be archived now; null where it can, or is. */
export const whyNotArchive = (state: WorkspaceState, id: string): string | null => {
  const campaign = state.campaigns[id];
  return campaign && !campaign.archived ? archiveFault(state, campaign) : null;
};

/** Takes a campaign out of the lists, or brings it back, and can undo it. */
export const archive = async (
  workspace: Workspace,
  { campaign, name, archived }: { campaign: string; name: string; archived: boolean },
): Promise<void> => {
  const why = whyNot(await workspace.send({ kind: 'archive campaign', campaign, archived }));
  if (why !== null) return toast(why);
  return toast(archived ? `${name} is archived.` : `${name} is back in the lists.`, {
    action: {
      label: 'Undo',
      onAction: () => void archive(workspace, { campaign, name, archived: !archived }),
    },
  });
};
