import type { HTMLInputTypeAttribute } from 'react';
import { c, Field, typed, type FieldProps, type TypedProps } from './Field.tsx';

export type TextFieldProps = FieldProps &
  TypedProps<HTMLInputElement> & {
    type?: HTMLInputTypeAttribute;
    autoComplete?: string;
    size?: 'medium' | 'large';
  };

/** One line of text. `type` may also be `date`, `time`, `datetime-local`, `email`, `url` or `tel`. */
export const TextField = ({ type = 'text', autoComplete = 'off', size = 'medium', ...rest }: TextFieldProps) => {
  const { frame, control } = typed(rest);
  return (
    <Field {...frame}>
      {(named) => <input {...named} {...control} className={c('box', size)} type={type} autoComplete={autoComplete} />}
    </Field>
  );
};
