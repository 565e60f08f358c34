import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, type ButtonProps } from './Button.tsx';
import { Icon, type GlyphName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { move } from './move.ts';
import { classes } from './classes.ts';
import styles from './Menu.module.css';

const c = classes(styles);

export type MenuEntry = {
  id: string;
  label: string;
  icon?: GlyphName | undefined;
  kbd?: string | undefined;
  /** A second, quieter line; where `disabled`, the reason. */
  hint?: string | undefined;
  onAction: () => void;
  disabled?: boolean;
  /** One of several of which one holds: said whether it is this one. */
  checked?: boolean | undefined;
};

/** A button that opens a list of actions. Without `children` it is the three dots. The platform closes it: Escape, a press elsewhere. */
export const Menu = ({
  label,
  items,
  children,
  button,
  kind = 'quiet',
  size = 'medium',
}: {
  label: string;
  items: MenuEntry[];
  children?: ReactNode;
  /** More about the button. */
  button?: Partial<ButtonProps>;
  kind?: ButtonProps['kind'];
  size?: 'small' | 'medium';
}) => {
  const id = useId();
  const float = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const within = float.current;
    const first =
      within?.querySelector<HTMLElement>('[aria-checked=true]') ?? within?.querySelector('[role^=menuitem]');
    if (open && first instanceof HTMLElement) first.focus();
  }, [open]);
  const choose = ({ disabled = false, onAction }: MenuEntry) => {
    if (disabled) return;
    // Closed first, so that the focus is back on the button when what the action opens takes it.
    float.current?.hidePopover?.();
    onAction();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Tab') float.current?.hidePopover?.();
    else move(event, '[role^=menuitem]', 'vertical');
  };
  return (
    <>
      <Button
        kind={kind}
        size={size}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
        {...(children === undefined ? { icon: 'more' as const, 'aria-label': label } : { after: 'down' as const })}
        {...button}
      >
        {children}
      </Button>
      <div
        ref={float}
        id={id}
        popover="auto"
        className={c('float')}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
        }}
      >
        {open && (
          // Each item takes the focus itself; the list only hears the keys that move it.
          // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
          <div className={c('menu')} role="menu" aria-label={label} onKeyDown={onKeyDown}>
            {items.map((item) => (
              <button
                key={item.id}
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                tabIndex={-1}
                aria-disabled={item.disabled || undefined}
                className={c('item')}
                onPointerMove={({ currentTarget }) => {
                  currentTarget.focus({ preventScroll: true });
                }}
                onClick={() => {
                  choose(item);
                }}
              >
                {item.checked === undefined ? (
                  item.icon && <Icon name={item.icon} />
                ) : (
                  <span className={c('tick')}>{item.checked && <Icon name="check" />}</span>
                )}
                <span className={c('words')}>
                  {item.label}
                  {item.hint && <span className={c('hint')}>{item.hint}</span>}
                </span>
                {item.kbd && <Kbd>{item.kbd}</Kbd>}
              </button>
            ))}
          </div>
        )}
      </div>
    </>
  );
};
