import { useId } from 'react';
import { Icon, type GlyphName } from './Icon.tsx';
import styles from './Segmented.module.css';

/** One of two to four ways to look at something. Radio buttons underneath, so arrows move and a form reads it. */
export const Segmented = <V extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { value: V; label: string; icon?: GlyphName; count?: number }[];
  value: V;
  onChange: (value: V) => void;
}) => {
  const name = useId();
  return (
    <div className={styles['segmented']} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles['segment']}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => {
              onChange(option.value);
            }}
          />
          {option.icon && <Icon name={option.icon} small />}
          {option.label}
          {option.count !== undefined && <span className={styles['count']}>{option.count}</span>}
        </label>
      ))}
    </div>
  );
};
