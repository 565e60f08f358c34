import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
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
}) => (
  <ModalOverlay
    className={c('scrim')}
    isOpen
    isDismissable={kind === 'plain'}
    onOpenChange={(open) => {
      if (!open) onClose();
    }}
  >
    <Modal className={c('modal', wide && 'wide')}>
      <AriaDialog className={c('dialog')} role={kind === 'alert' ? 'alertdialog' : 'dialog'}>
        <Heading slot="title" level={2} className={c('title')}>
          {title}
        </Heading>
        <div className={c('body')}>{children}</div>
        {footer !== undefined && <div className={c('footer')}>{footer}</div>}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
