import { navigate } from '../app/location.ts';
import { pathTo } from '../app/paths.ts';
import { TopBar } from '../app/TopBar.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { classes } from '../ui/classes.ts';
import styles from './Workbench.module.css';

const c = classes(styles);

/** The feed has no such campaign: a wrong link, another workspace, or one that has not reached this laptop yet. */
export const NotHere = () => {
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
          The link may be for another workspace. If a colleague has just started it, it opens by itself once it has
          reached this laptop.
        </Empty>
      </main>
    </>
  );
};
