import { useId, type ReactNode } from 'react';
import { Icon, type GlyphName } from './Icon.tsx';
import { classes } from './classes.ts';
import styles from './Button.module.css';

const c = classes(styles);

/** An action that is not possible now, and why. It keeps its place and its focus, so that the reason is found by keyboard too. */
export const NotPossible = ({
  children,
  reason,
  icon = 'lock',
}: {
  children: ReactNode;
  reason: ReactNode;
  icon?: GlyphName;
}) => {
  const id = useId();
  return (
    <span className={c('not')}>
      <button type="button" className={c('button', 'medium')} aria-disabled="true" aria-describedby={id}>
        <Icon name={icon} small />
        {children}
      </button>
      <span id={id} className={c('reason')}>
        {reason}
      </span>
    </span>
  );
};
