import type { ReactNode } from 'react';
import { Strokes, type StrokesKind } from './Strokes.tsx';
import styles from './Empty.module.css';

/** Nothing here yet (`none`: the second stroke is only dotted), or something that did not open (`apart`: the strokes do not meet). */
export const Empty = ({
  mark = 'none',
  title,
  children,
  actions,
  level = 2,
}: {
  mark?: Exclude<StrokesKind, 'met'>;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  level?: 1 | 2 | 3;
}) => {
  const Title = `h${level}` as const;
  return (
    <div className={styles['empty']}>
      <Strokes kind={mark} width={110} />
      <Title className={styles['title']}>{title}</Title>
      {children !== undefined && <div className={styles['words']}>{children}</div>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
};
