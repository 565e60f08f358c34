import { useLocation } from 'wouter';
import { useRecoveries } from '../client/hooks.ts';
import type { MenuEntry } from '../ui/Menu.tsx';
import { here } from './here.ts';
import { setLeavingOpen, setShortcutsOpen } from './interface.ts';
import { pathTo } from './paths.ts';

/** What stands behind the workspace's name. */
export const useWorkspaceMenu = (): MenuEntry[] => {
  const kept = useRecoveries().length;
  const [, navigate] = useLocation();
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
      label: `Sign out ${here}`,
      icon: 'door',
      onAction: () => {
        setLeavingOpen(true);
      },
    },
  ];
};
