import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import { dismissToast, onToasts, readToasts, type Toast } from './toast.ts';
import styles from './ToastRegion.module.css';

export { toast } from './toast.ts';

/** Long enough to read, longer where there is something to press; it waits while a pointer or the focus is on it. */
const stays = (toast: Toast): number => (toast.action ? 12_000 : 4_000 + toast.message.length * 40);

const ToastCard = ({ toast }: { toast: Toast }) => {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => {
      dismissToast(toast.id);
    }, stays(toast));
    return () => {
      clearTimeout(timer);
    };
  }, [held, toast]);
  const hold = () => {
    setHeld(true);
  };
  const release = () => {
    setHeld(false);
  };
  return (
    // Nothing is pressed here: a pointer or the focus on the card only stops its clock.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={styles['toast']} onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
      <span className={styles['message']}>{toast.message}</span>
      {toast.action && (
        <Button
          size="small"
          onPress={() => {
            toast.action?.onAction();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        icon="x"
        label="Close this message"
        size="small"
        onPress={() => {
          dismissToast(toast.id);
        }}
      />
    </li>
  );
};

export const ToastRegion = () => {
  const toasts = useSyncExternalStore(onToasts, readToasts);
  return (
    <section className={styles['region']} aria-label="Messages" aria-live="polite">
      <ul>
        {toasts.map((each) => (
          <ToastCard key={each.id} toast={each} />
        ))}
      </ul>
    </section>
  );
};
