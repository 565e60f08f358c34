import { hrefTo, pathTo } from '../app/paths.ts';
import { useOutbox, useRecoveries, useSync, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { SyncPillView } from './SyncPillView.tsx';
import { toast } from './toast.ts';

/** Where this laptop's words stand, always in sight; opens the list of what waits or was refused. */
export const SyncPill = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const retry = async (id: string) => {
    const outcome = await workspace.retry(id);
    if (outcome.kind === 'offline') toast(outcome.says);
    if (outcome.kind === 'refused') toast(outcome.reasons[0]?.says ?? 'The server refused it again.');
  };
  return (
    <SyncPillView
      status={useSync()}
      outbox={useOutbox()}
      kept={{ count: useRecoveries().length, href: hrefTo(pathTo.kept) }}
      state={state}
      onRetry={(id) => {
        void retry(id);
      }}
      onDiscard={(id) => {
        workspace.discard(id);
      }}
    />
  );
};
