import { useState } from 'react';
import { c, Field, type FieldProps } from './Field.tsx';

const parse = (typed: string): number | null | undefined => {
  const plain = typed.replaceAll(/[\s,’']/g, '');
  if (plain === '') return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
};

/** A number or nothing. What is not one stays as typed with an error, and `onChange` is not called. */
export const NumberField = ({
  value,
  onChange,
  onBlur,
  prefix,
  suffix,
  min,
  max,
  placeholder,
  isDisabled = false,
  error,
  ...field
}: FieldProps & {
  value: number | null;
  onChange: (value: number | null) => void;
  onBlur?: (() => void) | undefined;
  prefix?: string;
  suffix?: string;
  min?: number;
  max?: number;
  placeholder?: string;
  isDisabled?: boolean;
}) => {
  // While it is typed in, "12." and "1," must stay; what counts is `value`, so another value replaces the typing.
  const [typing, setTyping] = useState<{ typed: string; of: number | null } | null>(null);
  const shown = typing && typing.of === value ? typing.typed : value === null ? '' : String(value);
  const read = parse(shown);
  const wrong =
    read === undefined
      ? 'Write a number.'
      : read !== null && min !== undefined && read < min
        ? `At least ${min}.`
        : read !== null && max !== undefined && read > max
          ? `At most ${max}.`
          : null;
  return (
    <Field {...field} error={error ?? wrong}>
      {(named) => (
        <span className={c('wrap')}>
          {prefix && <span className={c('affix')}>{prefix}</span>}
          <input
            {...named}
            inputMode="decimal"
            autoComplete="off"
            value={shown}
            placeholder={placeholder}
            disabled={isDisabled}
            onBlur={() => {
              if (parse(shown) !== undefined) setTyping(null);
              onBlur?.();
            }}
            onChange={(event) => {
              const typed = event.target.value;
              const next = parse(typed);
              setTyping({ typed, of: next === undefined ? value : next });
              if (next !== undefined && next !== value) onChange(next);
            }}
          />
          {suffix && <span className={c('affix')}>{suffix}</span>}
        </span>
      )}
    </Field>
  );
};
