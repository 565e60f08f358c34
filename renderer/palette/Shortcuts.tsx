import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useRegisteredCommands } from './commands.ts';
import styles from './Shortcuts.module.css';

const everywhere = [
  { title: 'Search, or do anything', kbd: 'Mod+K' },
  { title: 'These shortcuts', kbd: '?' },
  { title: 'Close what is open', kbd: 'Esc' },
];

/** Every key that works on the screen behind it. */
export const Shortcuts = ({ onClose }: { onClose: () => void }) => {
  const commands = useRegisteredCommands().filter((command) => command.kbd && command.kbd !== '?');
  const groups = Map.groupBy(commands, (command) => command.group);
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {[...groups].map(([group, members]) => (
        <Keys key={group} title={group} keys={members.map(({ title, kbd }) => ({ title, kbd: kbd ?? '' }))} />
      ))}
      <Keys title="Everywhere" keys={everywhere} />
    </Dialog>
  );
};

const Keys = ({ title, keys }: { title: string; keys: { title: string; kbd: string }[] }) => (
  <section className={styles['keys']}>
    <h3>{title}</h3>
    <dl>
      {keys.map((each) => (
        <div key={each.title}>
          <dt>{each.title}</dt>
          <dd>
            <Kbd read>{each.kbd}</Kbd>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
