import { useEffect, useState } from 'react';
import { navigate, useLocation } from '../app/location.ts';
import { addressOf, pathTo } from '../app/paths.ts';
import { TopBar } from '../app/TopBar.tsx';
import type { Door } from '../client/contract.ts';
import { useWorkspace } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { classes } from '../ui/classes.ts';
import styles from './Workbench.module.css';

const c = classes(styles);

const sayings = {
  looking: 'Looking for it in your other workspaces.',
  none: 'No workspace that you are signed in to here has it, as far as their servers answer. Ask whoever sent the link which one it is for.',
  several: 'More than one of your workspaces has it. Choose one of them under “Another workspace”.',
  // The server has it already.
  here: 'It opens by itself once it has reached this laptop.',
  unknown: 'Your other workspaces could not be asked. They are asked again once you are connected.',
};

/**
 * The feed has no such campaign: a wrong link, another workspace, or one that has not reached this laptop yet. A link names no workspace,
 * so those that are known here are asked, and where just one has the campaign it opens there.
 */
export const NotHere = ({ door, campaign }: { door: Door; campaign: string }) => {
  const workspace = useWorkspace();
  const location = useLocation();
  const [found, setFound] = useState<keyof typeof sayings>('looking');
  useEffect(() => {
    let gone = false;
    let failed = false;
    const look = async () => {
      // What asks them is fetched only now, and may be out of reach.
      const holding = await door.holding(campaign).catch(() => null);
      if (gone) return;
      failed = holding === null;
      if (holding === null) return setFound('unknown');
      const [one, ...others] = holding;
      if (one === undefined) setFound('none');
      else if (others.length > 0) setFound('several');
      else if (one.id === workspace.id) setFound('here');
      // Another workspace is another page. Back leads to where this one was before the link.
      else window.location.replace(addressOf(one.id, one.seat, location));
    };
    void look();
    const unsubscribe = workspace.subscribe(() => {
      if (!failed || !workspace.online()) return;
      failed = false;
      void look();
    });
    return () => {
      gone = true;
      unsubscribe();
    };
  }, [door, campaign, workspace, location]);
  return (
    <>
      <TopBar title={<span className={c('name')}>No such campaign</span>} />
      <main id="main" tabIndex={-1} className={c('lost')}>
        <Empty
          mark="apart"
          level={1}
          title="This campaign is not here"
          actions={
            <>
              <Button
                kind="primary"
                onPress={() => {
                  navigate(pathTo.home);
                }}
              >
                All campaigns
              </Button>
              <Button
                onPress={() => {
                  navigate(pathTo.start);
                }}
              >
                Another workspace
              </Button>
            </>
          }
        >
          {sayings[found]}
        </Empty>
      </main>
    </>
  );
};
