import { useId, type ReactNode } from 'react';
import { Below, c, type FieldProps } from './Field.tsx';

export const RadioGroupField = <V extends string>({
  label,
  hideLabel = false,
  description,
  error,
  options,
  value,
  onChange,
  across = false,
}: FieldProps & {
  options: readonly { value: V; label: string; description?: ReactNode; disabled?: boolean }[];
  /** Null while nothing is chosen. */
  value: V | null;
  onChange: (value: V) => void;
  across?: boolean;
}) => {
  const id = useId();
  return (
    <fieldset className={c('field')} aria-describedby={error ? `${id}-e` : undefined}>
      <legend className={hideLabel ? 'sr' : c('label')}>{label}</legend>
      <div className={c('choices', across && 'across')}>
        {options.map((option) => (
          <div key={option.value} className={c('choice')}>
            <input
              id={`${id}-${option.value}`}
              type="radio"
              name={id}
              className={c('radio')}
              checked={option.value === value}
              disabled={option.disabled}
              aria-describedby={option.description ? `${id}-${option.value}-d` : undefined}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
            {option.description && (
              <span id={`${id}-${option.value}-d`} className={c('description')}>
                {option.description}
              </span>
            )}
          </div>
        ))}
      </div>
      <Below id={id} description={description} error={error} />
    </fieldset>
  );
};
