import type { ReactNode } from 'react';
import { TopBar } from '../app/TopBar.tsx';
import { hrefTo, pathTo } from '../app/paths.ts';
import { useWorkspace } from '../client/hooks.ts';
import { classes } from '../ui/classes.ts';
import styles from './People.module.css';

const c = classes(styles);
export type PeoplePlace = 'members' | 'devices' | 'webhooks';

/** What the screens about people, their devices and other programs have in common. */
export const PeopleFrame = ({ at, children }: { at: PeoplePlace; children: ReactNode }) => {
  const { admin, guest } = useWorkspace().me();
  const places: { id: PeoplePlace; path: string; label: string }[] = [
    ...(guest ? [] : [{ id: 'members' as const, path: pathTo.people, label: 'Members and rules' }]),
    { id: 'devices', path: pathTo.devices, label: 'Devices' },
    ...(admin ? [{ id: 'webhooks' as const, path: pathTo.webhooks, label: 'Webhooks' }] : []),
  ];
  return (
    <>
      <TopBar current="people" />
      <main id="main" tabIndex={-1} className={c('page')}>
        <nav className={c('places')} aria-label="People">
          {places.map(({ id, path, label }) => (
            <a key={id} href={hrefTo(path)} aria-current={id === at ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        {children}
      </main>
    </>
  );
};
