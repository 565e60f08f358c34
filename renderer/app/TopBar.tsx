import type { ReactNode } from 'react';
import { Menu, type MenuEntry } from '../ui/Menu.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Mark } from '../ui/Mark.tsx';
import { SyncPill } from '../ui/SyncPill.tsx';
import { hueOf } from '../ui/hue.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { setPaletteOpen } from './interface.ts';
import { hrefTo, pathTo } from './paths.ts';
import { useWorkspaceMenu } from './workspace-menu.ts';
import { classes } from '../ui/classes.ts';
import styles from './TopBar.module.css';

const c = classes(styles);

/**
 * The window's own frame. A screen of the workspace passes `current`; a campaign passes `title` instead (its name, stage and
 * draft), `here` (who is in it now) and `action` (the one thing to do next, at the far right).
 */
export const TopBar = ({
  current,
  title,
  here,
  action,
}: {
  current?: 'campaigns' | 'people';
  title?: ReactNode;
  here?: ReactNode;
  action?: ReactNode;
}) => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const items = useWorkspaceMenu();
  const me = workspace.me();
  return (
    <header className={c('bar')}>
      <a className={c('skip')} href="#main" onClick={skip}>
        Skip to the content
      </a>
      {title === undefined || me.guest ? (
        <WorkspaceMenu name={workspace.name} items={items} />
      ) : (
        <a className={c('back')} href={hrefTo(pathTo.home)} aria-label={`All campaigns of ${workspace.name}`}>
          <Mark />
          <Icon name="left" small />
        </a>
      )}
      {title === undefined ? (
        me.guest === undefined && (
          <nav className={c('nav')} aria-label="Workspace">
            <a href={hrefTo(pathTo.home)} aria-current={current === 'campaigns' ? 'page' : undefined}>
              Campaigns
            </a>
            <a href={hrefTo(pathTo.people)} aria-current={current === 'people' ? 'page' : undefined}>
              People
            </a>
          </nav>
        )
      ) : (
        <div className={c('title')}>{title}</div>
      )}
      <span className={c('grow')} />
      <button
        type="button"
        className={c('search')}
        onClick={() => {
          setPaletteOpen(true);
        }}
      >
        <Icon name="search" />
        <span className={c('hint', title !== undefined && 'short')}>Search or do anything</span>
        <Kbd>Mod+K</Kbd>
      </button>
      {here !== undefined && <div className={c('here')}>{here}</div>}
      <span className={c('rule')} />
      <SyncPill />
      {action}
      <a className={c('me')} href={hrefTo(pathTo.devices)}>
        <Avatar name={me.name} role={me.role} hue={hueOf(state, me.id)} />
        <span className="sr">: your devices</span>
      </a>
    </header>
  );
};

const WorkspaceMenu = ({ name, items }: { name: string; items: MenuEntry[] }) => (
  <Menu label={`Workspace ${name}`} items={items}>
    <Mark />
    <span className={c('name')}>{name}</span>
  </Menu>
);

/** The hash is the route, so the target is focused by hand. */
const skip = (event: { preventDefault: () => void }) => {
  event.preventDefault();
  document.getElementById('main')?.focus();
};
