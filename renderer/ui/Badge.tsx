import type { ReactNode } from 'react';
import { Icon, type GlyphName } from './Icon.tsx';
import { classes } from './classes.ts';
import styles from './Badge.module.css';

const c = classes(styles);
export type Tone = 'plain' | 'good' | 'care' | 'stop' | 'signed';

/** A word with a shape: the colour only repeats what both say. */
export const Badge = ({
  tone = 'plain',
  icon,
  outlined = false,
  children,
}: {
  tone?: Tone;
  icon?: GlyphName;
  outlined?: boolean;
  children: ReactNode;
}) => (
  <span className={c('badge', tone, outlined && 'outlined')}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
);
