import { c, Field, type FieldProps } from './Field.tsx';

/** One of a list; the platform's own list, which every keyboard and reader knows. */
export const SelectField = <V extends string>({
  options,
  value,
  onChange,
  isDisabled = false,
  ...field
}: FieldProps & {
  /** Those of one `group` follow each other and stand under its name. */
  options: readonly { value: V; label: string; disabled?: boolean; group?: string }[];
  value: V;
  onChange: (value: V) => void;
  isDisabled?: boolean;
}) => (
  <Field {...field}>
    {(named) => (
      <select
        {...named}
        className={c('box', 'select')}
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {[...Map.groupBy(options, ({ group }) => group)].map(([group, members]) => {
          const listed = members.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ));
          return group === undefined ? (
            listed
          ) : (
            <optgroup key={group} label={group}>
              {listed}
            </optgroup>
          );
        })}
      </select>
    )}
  </Field>
);
