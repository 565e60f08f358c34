import type { KeyboardEvent } from 'react';
import { c, Field, typed, type FieldProps, type TypedProps } from './Field.tsx';

/** Some lines of text; grows with them. `onSubmit` is Ctrl or ⌘ with Enter. */
export const TextArea = ({
  onSubmit,
  rows = 3,
  ...rest
}: FieldProps & TypedProps<HTMLTextAreaElement> & { onSubmit?: (() => void) | undefined; rows?: number }) => {
  const { frame, control } = typed(rest);
  return (
    <Field {...frame}>
      {(named) => (
        <textarea
          {...named}
          {...control}
          className={c('box', 'area')}
          rows={rows}
          onKeyDown={(event: KeyboardEvent) => {
            const submits = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
            if (!onSubmit || !submits) return;
            event.preventDefault();
            onSubmit();
          }}
        />
      )}
    </Field>
  );
};
