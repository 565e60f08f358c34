import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useRegisteredCommands } from './commands.ts';
import { useAllListedKeys, type ListedKey } from './listed-keys.ts';
import styles from './Shortcuts.module.css';

const everywhere: readonly ListedKey[] = [
  { title: 'Search, or do anything', kbd: 'Mod+K' },
  { title: 'These shortcuts', kbd: '?' },
  { title: 'Close what is open', kbd: 'Esc' },
].map((key) => ({ ...key, group: 'Everywhere' }));

/** As on the key itself, where that is one letter. */
const onKey = (kbd: string): string => (kbd.length === 1 ? kbd.toUpperCase() : kbd);

/** Every key that works on the screen behind it: those of what is on it first. */
export const Shortcuts = ({ onClose }: { onClose: () => void }) => {
  const commands = useRegisteredCommands().flatMap(({ title, kbd, group }) =>
    kbd && kbd !== '?' ? [{ title, kbd, group }] : [],
  );
  const keys = [...useAllListedKeys(), ...commands, ...everywhere];
  return (
    <Dialog
      title="Keyboard shortcuts"
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      {[...Map.groupBy(keys, ({ group }) => group)].map(([group, members]) => (
        <section key={group} className={styles['keys']}>
          <h3>{group}</h3>
          <dl>
            {members.map(({ title, kbd }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <Kbd read>{onKey(kbd)}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
};
