import { useLocation } from 'wouter';
import { useRecoveries, useWorkspace } from '../client/hooks.ts';
import type { MenuEntry } from '../ui/Menu.tsx';
import { toast } from '../ui/toast.ts';
import { count } from '../ui/format.ts';
import { setShortcutsOpen } from './interface.ts';
import { pathTo } from './paths.ts';

/** What stands behind the workspace's name. */
export const useWorkspaceMenu = (): MenuEntry[] => {
  const workspace = useWorkspace();
  const kept = useRecoveries().length;
  const [, navigate] = useLocation();
  const leave = async (force: boolean) => {
    const { unsent } = await workspace.leave(force);
    if (unsent > 0 && !force) {
      toast(`${count(unsent, 'thing')} not sent yet. Leaving now would strand them on this laptop.`, {
        action: { label: 'Leave all the same', onAction: () => void leave(true) },
      });
      return;
    }
    window.location.assign(`${window.location.pathname}#${pathTo.start}`);
    window.location.reload();
  };
  return [
    { id: 'people', label: 'People and policy', icon: 'people', onAction: () => navigate(pathTo.people) },
    ...(kept > 0
      ? [
          {
            id: 'kept',
            label: 'Kept on this laptop',
            icon: 'history' as const,
            hint: 'What the server does not have.',
            onAction: () => navigate(pathTo.kept),
          },
        ]
      : []),
    { id: 'devices', label: 'Devices', icon: 'laptop', onAction: () => navigate(pathTo.devices) },
    {
      id: 'keys',
      label: 'Keyboard shortcuts',
      icon: 'palette',
      kbd: '?',
      onAction: () => {
        setShortcutsOpen(true);
      },
    },
    { id: 'other', label: 'Another workspace', icon: 'right', onAction: () => navigate(pathTo.start) },
    {
      id: 'leave',
      label: 'End this session',
      icon: 'x',
      hint: 'On this laptop; you need a new invite to come back.',
      onAction: () => void leave(false),
    },
  ];
};
