import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Button, type ButtonProps } from './Button.tsx';
import { Icon, type GlyphName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
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
};

/** A button that opens a list of actions. Without `children` it is the three dots. */
export const Menu = ({
  label,
  items,
  trigger,
  children,
  kind = 'quiet',
  size = 'medium',
}: {
  label: string;
  items: MenuEntry[];
  /** A button of one's own instead (a `Button` or another pressable element of react-aria). */
  trigger?: ReactElement;
  children?: ButtonProps['children'];
  kind?: ButtonProps['kind'];
  size?: 'small' | 'medium';
}) => (
  <MenuTrigger>
    {trigger ?? (
      <Button
        kind={kind}
        size={size}
        {...(children === undefined ? { icon: 'more' as const, 'aria-label': label } : { after: 'down' as const })}
      >
        {children}
      </Button>
    )}
    <Popover className={c('float')} offset={4}>
      <AriaMenu
        className={c('menu')}
        aria-label={label}
        disabledKeys={items.filter((i) => i.disabled).map((i) => i.id)}
      >
        {items.map((item) => (
          <MenuItem
            key={item.id}
            id={item.id}
            textValue={item.label}
            className={c('item')}
            onAction={() => {
              item.onAction();
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            <span className={c('words')}>
              {item.label}
              {item.hint && <span className={c('hint')}>{item.hint}</span>}
            </span>
            {item.kbd && <Kbd>{item.kbd}</Kbd>}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
