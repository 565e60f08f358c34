import { useId, type KeyboardEvent, type Ref } from 'react';
import { c } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

/** Escape empties it, a second Escape leaves it. */
export const SearchField = ({
  label,
  value,
  onChange,
  placeholder,
  kbd,
  onKeyDown,
  ref,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  kbd?: string;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
}) => {
  const id = useId();
  return (
    <div className={c('wrap')}>
      <Icon name="search" />
      <label htmlFor={id} className="sr">
        {label}
      </label>
      <input
        id={id}
        ref={ref}
        type="search"
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={placeholder ?? label}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (value) onChange('');
            else event.currentTarget.blur();
          }
          onKeyDown?.(event);
        }}
      />
      {kbd && !value && <Kbd>{kbd}</Kbd>}
    </div>
  );
};
