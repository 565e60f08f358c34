import type { ReactNode } from 'react';
import { move } from './move.ts';

/** The tabs of a panel: one stop for the tab key, arrows choose. Names and panels are tied together by `prefix`. */
export const TabList = ({
  label,
  prefix,
  tabs,
  selected,
  onSelect,
  className,
  tabClass,
}: {
  label: string;
  prefix: string;
  tabs: readonly { id: string; words: ReactNode }[];
  selected: string;
  onSelect: (id: string) => void;
  className: string;
  tabClass: string;
}) => (
  // Each tab takes the focus itself; the list only hears the keys that move it.
  // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
  <div
    className={className}
    role="tablist"
    aria-label={label}
    onKeyDown={(event) => {
      const next = move(event, '[role=tab]', 'horizontal')?.dataset['tab'];
      if (next !== undefined) onSelect(next);
    }}
  >
    {tabs.map(({ id, words }) => (
      <button
        key={id}
        type="button"
        role="tab"
        id={`${prefix}-tab-${id}`}
        data-tab={id}
        aria-selected={id === selected}
        aria-controls={id === selected ? `${prefix}-panel-${id}` : undefined}
        tabIndex={id === selected ? 0 : -1}
        className={tabClass}
        onClick={() => {
          onSelect(id);
        }}
      >
        {words}
      </button>
    ))}
  </div>
);

/** What makes an element the panel of the selected tab. It takes the focus, since what is in it may only be read. */
export const tabPanel = (prefix: string, selected: string) => ({
  role: 'tabpanel',
  id: `${prefix}-panel-${selected}`,
  'aria-labelledby': `${prefix}-tab-${selected}`,
  tabIndex: 0,
});
