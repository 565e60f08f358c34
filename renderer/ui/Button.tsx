import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type GlyphName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { classes } from './classes.ts';
import styles from './Button.module.css';

const c = classes(styles);

/**
 * What every button of ours takes beside its looks. One that `isDisabled` keeps the focus and does nothing: a `disabled` one would drop
 * the focus to the page just when the answer to its press is there to be read.
 */
export type Pressable = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'children' | 'className' | 'style' | 'onClick' | 'disabled'
> & {
  onPress?: (() => unknown) | undefined;
  isDisabled?: boolean | undefined;
  /** The focus stays where it is, as in an editor whose words the button is about. */
  preventFocusOnPress?: boolean;
  ref?: Ref<HTMLButtonElement>;
};
/** The same as a `button` takes it. */
export const pressed = ({ onPress, isDisabled = false, preventFocusOnPress = false, ...rest }: Pressable) => ({
  type: 'button' as const,
  ...rest,
  ...(isDisabled && { 'aria-disabled': true as const }),
  onClick: (event: { preventDefault: () => void }) => {
    // Else the platform submits its form or opens its popover all the same.
    if (isDisabled) event.preventDefault();
    else onPress?.();
  },
  ...(preventFocusOnPress && {
    onMouseDown: (event: { preventDefault: () => void }) => {
      event.preventDefault();
    },
  }),
});

/** `sign` is the one blue button, and signs. `stop` ends or removes something. */
export type ButtonKind = 'plain' | 'primary' | 'quiet' | 'sign' | 'stop';
export type ButtonProps = Pressable & {
  kind?: ButtonKind;
  icon?: GlyphName | undefined;
  /** A glyph after the words, such as `down` where a menu opens. */
  after?: GlyphName | undefined;
  kbd?: string | undefined;
  size?: 'small' | 'medium' | 'large';
  /** For `stop`: filled where it is the dialog's own action. */
  filled?: boolean;
  children?: ReactNode;
};

/** A button that can be pressed now; what cannot be is `NotPossible`, with its reason. */
export const Button = ({
  kind = 'plain',
  icon,
  after,
  kbd,
  size = 'medium',
  filled = false,
  children,
  ...rest
}: ButtonProps) => (
  // The kind of button stands in what `pressed` returns.
  // oxlint-disable-next-line react/button-has-type
  <button {...pressed(rest)} className={c('button', kind, size, filled && 'filled', !children && 'icon')}>
    {icon && <Icon name={icon} small={size === 'small'} />}
    {children}
    {after && <Icon name={after} small />}
    {kbd && <Kbd>{kbd}</Kbd>}
  </button>
);
