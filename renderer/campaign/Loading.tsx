import { TopBar } from '../app/TopBar.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { classes } from '../ui/classes.ts';
import styles from './Workbench.module.css';

const c = classes(styles);

/** While this laptop's copy of the texts is read. */
export const Loading = ({ name }: { name: string }) => (
  <>
    <TopBar title={<h1 className={c('name')}>{name}</h1>} />
    <div className={c('bench')}>
      <div className={c('outline')} />
      <main id="main" tabIndex={-1} className={c('desk')} aria-busy="true">
        <div className={c('scroll')}>
          <div className={c('sheet')}>
            <Skeleton lines={6} label={`Opening ${name}`} />
          </div>
        </div>
      </main>
    </div>
  </>
);
