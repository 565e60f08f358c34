import { useId } from 'react';
import { Below, c, type FieldProps } from './Field.tsx';

export const CheckboxField = ({
  label,
  hideLabel = false,
  description,
  error,
  value,
  onChange,
  isDisabled = false,
}: FieldProps & { value: boolean; onChange: (value: boolean) => void; isDisabled?: boolean }) => {
  const id = useId();
  const described = [description ? `${id}-d` : '', error ? `${id}-e` : ''].filter(Boolean).join(' ');
  return (
    <div className={c('choice')}>
      <input
        id={id}
        type="checkbox"
        className={c('tick')}
        checked={value}
        disabled={isDisabled}
        aria-describedby={described || undefined}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id} className={hideLabel ? 'sr' : undefined}>
        {label}
      </label>
      <Below id={id} description={description} error={error} />
    </div>
  );
};
