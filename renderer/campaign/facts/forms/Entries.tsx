import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { classes } from '../../../ui/classes.ts';
import type { Row } from './rows.ts';
import styles from '../Facts.module.css';

const c = classes(styles);

/** Entries of a fact one under the other, each in its own frame, and a way to add one. */
export const Entries = <T,>({
  rows,
  name,
  add,
  onAdd,
  children,
}: {
  rows: readonly Row<T>[];
  /** Names an entry to whoever listens. */
  name: (of: T, index: number) => string;
  /** `Add a rule` */
  add: string;
  onAdd: () => void;
  children: (of: T, key: number, name: string, index: number) => ReactNode;
}) => (
  <>
    {rows.map(({ key, of }, index) => (
      <fieldset key={key} className={c('entry')}>
        <legend className="sr">{name(of, index)}</legend>
        {children(of, key, name(of, index), index)}
      </fieldset>
    ))}
    <div>
      <Button size="small" icon="plus" onPress={onAdd}>
        {add}
      </Button>
    </div>
  </>
);
