/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select takes the focus, which must stay in the text */
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { classes } from '../../ui/classes.ts';
import type { MenuQuery } from '../menu-query.ts';
import { optionId, type MenuItem } from './menu-items.ts';
import styles from './TypedMenu.module.css';

const c = classes(styles);

/** What completes the words that are being typed. The focus stays in the text, which says which one is active. */
export const TypedMenu = ({
  id,
  of,
  items,
  active,
  place,
  onPick,
}: {
  id: string;
  of: MenuQuery['of'];
  items: readonly MenuItem[];
  active: number;
  place: { left: number; top: number; bottom: number };
  onPick: (item: MenuItem) => void;
}) => {
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const above = place.bottom + 260 > window.innerHeight && place.top > 280;
  return createPortal(
    <div
      id={`${id}-menu`}
      role="listbox"
      aria-label={of === 'field' ? 'Merge fields' : 'Kinds of block'}
      className={c('menu')}
      style={{
        insetInlineStart: Math.max(8, Math.min(place.left, window.innerWidth - 290)),
        ...(above ? { insetBlockEnd: window.innerHeight - place.top + 6 } : { insetBlockStart: place.bottom + 6 }),
      }}
    >
      {items.length === 0 && (
        <p className={c('none')}>No merge field is called that. An admin adds fields under People.</p>
      )}
      {items.map((item, index) => (
        // The keys are the text's, see `menu-query.ts`.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={item.label}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={c('item', index === active && 'on')}
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            onPick(item);
          }}
        >
          <span>{item.label}</span>
          <span className={c('hint')}>{item.hint}</span>
        </div>
      ))}
    </div>,
    document.body,
  );
};
