import type { HTMLInputTypeAttribute, Ref } from 'react';
import { c, Field, type FieldProps } from './Field.tsx';

export type TextFieldProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
  autoFocus?: boolean;
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
  autoFocus,
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
        // A dialog's first field takes the focus that opening it has already moved.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={autoFocus}
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
