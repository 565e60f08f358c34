import type { HTMLInputTypeAttribute, Ref } from 'react';
import { c, Field, type FieldProps } from './Field.tsx';

export type TextFieldProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
  /** Takes the focus as it appears: the first field of a dialog or form that was asked for. */
  takesFocus?: boolean;
  maxLength?: number;
  autoComplete?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  size?: 'medium' | 'large';
  ref?: Ref<HTMLInputElement>;
};

/** One line of text. `type` may also be `date`, `time`, `datetime-local`, `email`, `url` or `tel`. */
export const TextField = ({
  value,
  onChange,
  onBlur,
  type = 'text',
  placeholder,
  takesFocus = false,
  maxLength,
  autoComplete = 'off',
  isDisabled = false,
  isRequired = false,
  size = 'medium',
  ref,
  ...field
}: TextFieldProps) => (
  <Field {...field}>
    {(named) => (
      <input
        {...named}
        ref={ref}
        className={c('box', size)}
        type={type}
        value={value}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={takesFocus}
        maxLength={maxLength}
        autoComplete={autoComplete}
        disabled={isDisabled}
        aria-required={isRequired || undefined}
        onBlur={onBlur}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    )}
  </Field>
);
