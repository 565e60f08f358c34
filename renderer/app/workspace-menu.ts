import { navigate } from './location.ts';
import { useRecoveries, useWorkspace } from '../client/hooks.ts';
import type { MenuEntry } from '../ui/Menu.tsx';
import { here } from './here.ts';
import { setLeavingOpen, setShortcutsOpen } from './interface.ts';
import { pathTo } from './paths.ts';

/** What stands behind the workspace's name. */
export const useWorkspaceMenu = (): MenuEntry[] => {
  const kept = useRecoveries().length;
  const me = useWorkspace().me();
  return [
    ...(me.guest
      ? []
      : [
          {
            id: 'people',
            label: 'People and policy',
            icon: 'people' as const,
            onAction: () => navigate(pathTo.people),
          },
        ]),
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
    {
      id: 'devices',
      label: 'Your devices',
      icon: 'laptop',
      hint: `Signed in as ${me.name}.`,
      onAction: () => navigate(pathTo.devices),
    },
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
