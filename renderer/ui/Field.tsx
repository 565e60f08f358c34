import { useId, type ChangeEvent, type ReactNode, type Ref } from 'react';
import { Icon } from './Icon.tsx';
import { classes } from './classes.ts';
import styles from './Field.module.css';

export const c = classes(styles);

export type FieldProps = {
  label: string;
  /** Drawn only for a reader's ear where the place already says it. */
  hideLabel?: boolean;
  description?: ReactNode;
  /** What is wrong and what to do; null or undefined while it is right. */
  error?: string | null | undefined;
};

/** What a field for typed text takes beside its frame. */
export type TypedProps<E> = {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  placeholder?: string | undefined;
  /** Takes the focus as it appears: the first field of a dialog or form that was asked for. */
  takesFocus?: boolean;
  maxLength?: number | undefined;
  isRequired?: boolean;
  ref?: Ref<E> | undefined;
};
/** The same as an `input` or a `textarea` takes it, apart from the frame's own props. */
export const typed = <E extends HTMLInputElement | HTMLTextAreaElement, Frame extends FieldProps>({
  value,
  onChange,
  onBlur,
  placeholder,
  takesFocus = false,
  maxLength,
  isRequired = false,
  ref,
  ...frame
}: TypedProps<E> & Frame) => ({
  frame,
  control: {
    ref,
    value,
    placeholder,
    autoFocus: takesFocus,
    maxLength,
    'aria-required': isRequired || undefined,
    onBlur,
    onChange: (event: ChangeEvent<E>) => {
      onChange(event.target.value);
    },
  },
});

type Named = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

/** The frame of a field: label above, description and error below, tied to the control that `children` draws. */
export const Field = ({
  label,
  hideLabel = false,
  description,
  error,
  children,
}: FieldProps & { children: (named: Named) => ReactNode }) => {
  const id = useId();
  const described = [description ? `${id}-d` : '', error ? `${id}-e` : ''].filter(Boolean).join(' ');
  return (
    <div className={c('field')}>
      <label htmlFor={id} className={hideLabel ? 'sr' : c('label')}>
        {label}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      <Below id={id} description={description} error={error} />
    </div>
  );
};

export const Below = ({ id, description, error }: { id: string } & Pick<FieldProps, 'description' | 'error'>) => (
  <>
    {description && (
      <span id={`${id}-d`} className={c('description')}>
        {description}
      </span>
    )}
    {error && (
      <span id={`${id}-e`} className={c('error')} role="alert">
        <Icon name="block" small />
        {error}
      </span>
    )}
  </>
);
