import type { KeyboardEvent, Ref } from 'react';
import { c, Field, type FieldProps } from './Field.tsx';

/** Some lines of text; grows with them. `onSubmit` is Ctrl or ⌘ with Enter. */
export const TextArea = ({
  value,
  onChange,
  onBlur,
  onSubmit,
  placeholder,
  takesFocus = false,
  maxLength,
  rows = 3,
  isDisabled = false,
  ref,
  ...field
}: FieldProps & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  onSubmit?: (() => void) | undefined;
  placeholder?: string;
  /** Takes the focus as it appears: the first field of a dialog or form that was asked for. */
  takesFocus?: boolean;
  maxLength?: number;
  rows?: number;
  isDisabled?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}) => (
  <Field {...field}>
    {(named) => (
      <textarea
        {...named}
        ref={ref}
        className={c('box', 'area')}
        value={value}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={takesFocus}
        maxLength={maxLength}
        rows={rows}
        disabled={isDisabled}
        onBlur={onBlur}
        onKeyDown={(event: KeyboardEvent) => {
          if (!onSubmit || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
            return;
          event.preventDefault();
          onSubmit();
        }}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    )}
  </Field>
);
