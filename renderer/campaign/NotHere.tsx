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
};

/**
 * The feed has no such campaign: a wrong link, another workspace, or one that has not reached this laptop yet. A link names no workspace,
 * so those that are known here are asked, and where just one has the campaign it opens there.
 */
export const NotHere = ({ door, campaign }: { door: Door; campaign: string }) => {
  const { id } = useWorkspace();
  const location = useLocation();
  const [found, setFound] = useState<keyof typeof sayings>('looking');
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const [one, ...others] = await door.holding(campaign);
      if (gone) return;
      if (one === undefined) setFound('none');
      else if (others.length > 0) setFound('several');
      else if (one.id === id) setFound('here');
      // Another workspace is another page. Back leads to where this one was before the link.
      else window.location.replace(addressOf(one.id, one.seat, location));
    };
    void look();
    return () => {
      gone = true;
    };
  }, [door, campaign, id, location]);
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
