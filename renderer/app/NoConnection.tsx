import { useOnline, useSignedOut } from '../client/hooks.ts';
import { Icon } from '../ui/Icon.tsx';
import { useLasting } from '../ui/use-lasting.ts';
import { thisDevice } from './here.ts';
import { useServers } from './use-servers.ts';
import styles from './NoConnection.module.css';

/** A line that comes at once, as at each start, is not worth a word. In ms. */
const WORTH_SAYING = 1_000;

/** Over every screen while the server cannot be reached: what goes on, what waits, and why where this app itself runs the server. */
export const NoConnection = () => {
  const offline = useLasting(!useOnline(), WORTH_SAYING);
  const out = useSignedOut();
  const { servers } = useServers();
  // Whoever is signed out is told that, with what to do about it.
  if (!offline || out !== null) return null;
  const trouble = servers?.find(({ hosted }) => hosted)?.trouble ?? null;
  return (
    <output className={styles['line']}>
      <Icon name="offline" small />
      <span>
        <strong>No connection.</strong> Everything you write is kept on {thisDevice} and goes out when the server is
        back. Signing and launching wait for it.
        {trouble !== null && ` ${trouble}`}
      </span>
    </output>
  );
};
