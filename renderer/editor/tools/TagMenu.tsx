/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select takes the focus, which must stay in the text */
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { classes } from '../../ui/classes.ts';
import { optionId, type Field } from './matching-fields.ts';
import styles from './TagMenu.module.css';

const c = classes(styles);

/** The merge fields while `{{` is typed. The focus stays in the text, which says which one is active. */
export const TagMenu = ({
  id,
  fields,
  active,
  place,
  onPick,
}: {
  id: string;
  fields: readonly Field[];
  active: number;
  place: { left: number; top: number; bottom: number };
  onPick: (field: Field) => void;
}) => {
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const above = place.bottom + 260 > window.innerHeight && place.top > 280;
  return createPortal(
    <div
      id={`${id}-tags`}
      role="listbox"
      aria-label="Merge fields"
      className={c('menu')}
      style={{
        insetInlineStart: Math.max(8, Math.min(place.left, window.innerWidth - 290)),
        ...(above ? { insetBlockEnd: window.innerHeight - place.top + 6 } : { insetBlockStart: place.bottom + 6 }),
      }}
    >
      {fields.length === 0 && (
        <p className={c('none')}>No merge field is called that. An admin adds fields under People.</p>
      )}
      {fields.map((field, index) => (
        // The keys are the text's, see `tag-query.ts`.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={field.name}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={c('item', index === active && 'on')}
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            onPick(field);
          }}
        >
          <span>{field.name}</span>
          <span className={c('hint')}>{field.fallback}</span>
        </div>
      ))}
    </div>,
    document.body,
  );
};
