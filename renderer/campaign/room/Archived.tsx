import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { useArchiveCommand } from '../archive-command.ts';
import styles from './Strips.module.css';

const c = classes(styles);

/** That the open campaign is in the archive, with the way back. */
export const Archived = () => {
  const [command] = useArchiveCommand();
  return (
    <p className={c('strip')}>
      <Icon name="archive" small />
      <span>
        <strong>In the archive.</strong> It is out of the lists, and nothing of it waits for anybody. Asking for a
        signature brings it back.
      </span>
      {command && command.reason === undefined && (
        <Button size="small" onPress={command.run}>
          Bring back
        </Button>
      )}
    </p>
  );
};
