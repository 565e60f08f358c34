import { useId } from 'react';
import { useMayStop, useOnline } from '../../client/hooks.ts';
import { Button, type ButtonProps } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './Gate.module.css';

const c = classes(styles);
export type Act = Pick<ButtonProps, 'kind' | 'icon' | 'kbd' | 'size'> & {
  label: string;
  run: () => void;
  /** It stops something. */
  stops?: true;
};

/** Decisions side by side. Without a connection they say so themselves, before anything is asked. */
export const Acts = ({ acts, says = 'Needs a connection to the server.' }: { acts: readonly Act[]; says?: string }) => {
  const online = useOnline();
  const mayStop = useMayStop();
  const id = useId();
  return (
    <div className={c('acts')}>
      {acts.map(({ label, run, kind = 'plain', stops, ...button }) => (
        <Button
          key={label}
          {...button}
          {...(online || (stops && mayStop) ? { kind } : { isDisabled: true, 'aria-describedby': id })}
          onPress={run}
        >
          {label}
        </Button>
      ))}
      {!online && acts.some(({ stops }) => !(stops && mayStop)) && (
        <span id={id} className={c('offline')}>
          {says}
        </span>
      )}
    </div>
  );
};
