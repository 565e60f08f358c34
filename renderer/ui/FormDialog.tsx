import { useId, useRef, type ReactNode } from 'react';
import { Button, type ButtonKind } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { useFocusOnWrong } from './use-focus-on-wrong.ts';
import { c } from './Field.tsx';

/** A dialog that is one form: Enter in a field and its button do the same, and nothing while it is `busy`. */
export const FormDialog = ({
  title,
  action,
  kind = 'primary',
  busy = false,
  wide = false,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  action: string;
  kind?: ButtonKind;
  busy?: boolean;
  wide?: boolean;
  onSubmit: () => unknown;
  onClose: () => void;
  children: ReactNode;
}) => {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const tried = useFocusOnWrong(form, busy);
  return (
    <Dialog
      title={title}
      wide={wide}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind={kind} filled={kind === 'stop'} type="submit" form={id} isDisabled={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id={id}
        className={c('form')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (busy) return;
          tried();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
};
