import { useId, type ReactNode } from 'react';
import { Modal } from './Modal.tsx';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';

const c = classes(styles);

/**
 * Drawn while it is mounted. Escape and a press beside it close it, except where `kind` is `alert`: there only Escape or a
 * button does, so that a stray click answers nothing.
 */
export const Dialog = ({
  title,
  onClose,
  children,
  footer,
  kind = 'plain',
  wide = false,
}: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  kind?: 'plain' | 'alert';
  wide?: boolean;
}) => {
  const id = useId();
  return (
    <Modal
      scrim={c('scrim')}
      className={c('dialog', wide && 'wide')}
      role={kind === 'alert' ? 'alertdialog' : 'dialog'}
      labelledBy={id}
      dismissable={kind === 'plain'}
      onClose={onClose}
    >
      <h2 id={id} className={c('title')}>
        {title}
      </h2>
      <div className={c('body')}>{children}</div>
      {footer !== undefined && <div className={c('footer')}>{footer}</div>}
    </Modal>
  );
};
