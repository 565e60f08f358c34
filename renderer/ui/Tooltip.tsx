import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from 'react';
import { createPortal } from 'react-dom';
import { Kbd } from './Kbd.tsx';
import { classes } from './classes.ts';
import styles from './Tooltip.module.css';

const c = classes(styles);

/** How long a pointer rests before it is told something, in ms. */
const DELAY = 500;

/**
 * A few words about a button or link, never the only place where something is said: its name is on the element itself, so they are
 * drawn only. Spread `tip` on the element and draw `shown` beside it. `side`: where it stands if there is room, so that it hides nothing
 * that the element is about.
 */
export const useTooltip = (says: ReactNode, kbd?: string, side: 'above' | 'below' = 'below') => {
  const [at, setAt] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hide = () => {
    clearTimeout(timer.current);
    setAt(null);
  };
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const tip = {
    onPointerEnter: ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        setAt(currentTarget);
      }, DELAY);
    },
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus: ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
      if (currentTarget.matches(':focus-visible')) setAt(currentTarget);
    },
    onBlur: hide,
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === 'Escape') hide();
    },
  };
  const shown =
    at !== null &&
    createPortal(
      <span
        ref={(popover) => {
          // Its place is beside the element that it is shown for; not every test's document knows popovers.
          popover?.showPopover?.({ source: at });
        }}
        popover="manual"
        aria-hidden="true"
        className={c('tooltip', side)}
      >
        {says}
        {kbd && <Kbd>{kbd}</Kbd>}
      </span>,
      document.body,
    );
  return { tip, shown };
};
