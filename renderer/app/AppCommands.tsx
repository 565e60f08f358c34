import { navigate } from './location.ts';
import { useRecoveries, useWorkspace } from '../client/hooks.ts';
import { usePaletteCommands } from '../palette/commands.ts';
import { setShortcutsOpen, setTheme, useInterface, type Theme } from './interface.ts';
import { pathTo } from './paths.ts';

const themes: { theme: Theme; title: string }[] = [
  { theme: 'system', title: 'Theme: as the system' },
  { theme: 'light', title: 'Theme: light' },
  { theme: 'dark', title: 'Theme: dark' },
];

/** The commands that work on every screen of a workspace. */
export const AppCommands = () => {
  const kept = useRecoveries().length;
  const { guest } = useWorkspace().me();
  const theme = useInterface((all) => all.theme);
  usePaletteCommands(
    [
      ...(guest
        ? []
        : [
            {
              id: 'go-home',
              group: 'Go to',
              title: 'Campaigns',
              icon: 'board' as const,
              run: () => navigate(pathTo.home),
            },
            {
              id: 'go-people',
              group: 'Go to',
              title: 'People and policy',
              icon: 'people' as const,
              run: () => navigate(pathTo.people),
            },
          ]),
      {
        id: 'go-kept',
        group: 'Go to',
        title: `Kept on this laptop${kept > 0 ? ` (${kept})` : ''}`,
        icon: 'history',
        run: () => navigate(pathTo.kept),
      },
      {
        id: 'go-devices',
        group: 'Go to',
        title: 'Devices I am signed in on',
        icon: 'laptop',
        run: () => navigate(pathTo.devices),
      },
      {
        id: 'shortcuts',
        group: 'Countersign',
        title: 'Keyboard shortcuts',
        icon: 'palette',
        kbd: '?',
        run: () => {
          setShortcutsOpen(true);
        },
      },
      ...themes
        .filter((each) => each.theme !== theme)
        .map((each) => ({
          id: `theme-${each.theme}`,
          group: 'Countersign',
          title: each.title,
          icon: 'eye' as const,
          run: () => {
            setTheme(each.theme);
          },
        })),
    ],
    true,
  );
  return null;
};
