import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
} from 'react';
import { createPortal } from 'react-dom';

/** Those that are open, the last one on top. */
const open: HTMLElement[] = [];

/** All that is not the topmost is out of reach, but for messages: those are about what is done there. */
const reach = (): void => {
  const top = open.at(-1);
  for (const each of open) each.inert = each !== top;
  for (const page of document.querySelectorAll<HTMLElement>('[data-page]')) page.inert = top !== undefined;
};

/** Where the focus goes once each is closed: the first of these that is still there. */
const ways = new WeakMap<HTMLElement, readonly Element[]>();
const wayBack = (): readonly Element[] => {
  const { activeElement } = document;
  if (activeElement === null) return [];
  const around = open.find((each) => each.contains(activeElement));
  // What opens this one may close with the same press, as the palette does; then the way back is its own.
  return [activeElement, ...((around && ways.get(around)) ?? [])];
};

/** In React an event goes on to whatever drew the dialog, which must not take it for its own. */
const stop = (event: SyntheticEvent): void => {
  event.stopPropagation();
};

/** Whether nothing has the focus: what had it is gone, and keys go to the page. */
const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Something over the page that has to be answered or closed first. Drawn while it is mounted, and it has the focus until then. */
export const Modal = ({
  scrim,
  className,
  role = 'dialog',
  label,
  labelledBy,
  dismissable = true,
  onClose,
  children,
}: {
  /** Class of what lies over the page, and of the box on it. */
  scrim: string;
  className: string;
  role?: 'dialog' | 'alertdialog';
  label?: string;
  labelledBy?: string;
  /** Whether a press beside it closes it. */
  dismissable?: boolean;
  onClose: () => void;
  children: ReactNode;
}) => {
  const over = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef<EventTarget | null>(null);
  // Asked before anything of it is on the page: a field that takes the focus at once has it before any effect runs.
  const [back] = useState(wayBack);
  useLayoutEffect(() => {
    const own = over.current!;
    ways.set(own, back);
    open.push(own);
    reach();
    if (!own.contains(document.activeElement)) box.current?.focus();
    return () => {
      open.splice(open.indexOf(own), 1);
      reach();
      const before = back.find((each) => each.isConnected);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [back]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const isTop = (): boolean => open.at(-1) === over.current;
    // What had the focus may be drawn no more, as a form is once its answer stands in its place.
    const watch = new MutationObserver(() => {
      if (isTop() && isLost()) box.current?.focus();
    });
    watch.observe(box.current!, { childList: true, subtree: true });
    // A press on what cannot have the focus takes it from where it was; Escape must be heard there, too.
    const onPageKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !isTop() || !isLost()) return;
      event.preventDefault();
      close.current();
    };
    window.addEventListener('keydown', onPageKey);
    return () => {
      watch.disconnect();
      window.removeEventListener('keydown', onPageKey);
    };
  }, []);
  return createPortal(
    // A press beside the box is a shortcut for what Escape does.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={over}
      className={scrim}
      onKeyDown={onKeyDown}
      onPaste={stop}
      onPointerDown={(event) => {
        stop(event);
        pressed.current = event.target;
      }}
      onClick={(event) => {
        stop(event);
        const { target } = event;
        // Both ends of the press are beside it: words selected past its edge close nothing.
        if (dismissable && target === over.current && pressed.current === over.current) onClose();
      }}
    >
      <div
        ref={box}
        className={className}
        role={role}
        aria-modal="true"
        aria-label={label}
        aria-labelledby={labelledBy}
        tabIndex={-1}
      >
        {children}
      </div>
    </div>,
    document.body,
  );
};
