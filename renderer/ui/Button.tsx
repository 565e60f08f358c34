import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Icon, type GlyphName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { classes } from './classes.ts';
import styles from './Button.module.css';

const c = classes(styles);

/** `sign` is the one blue button, and signs. `stop` ends or removes something. */
export type ButtonKind = 'plain' | 'primary' | 'quiet' | 'sign' | 'stop';
export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  kind?: ButtonKind;
  icon?: GlyphName | undefined;
  /** A glyph after the words, such as `down` where a menu opens. */
  after?: GlyphName | undefined;
  kbd?: string | undefined;
  size?: 'small' | 'medium' | 'large';
  /** For `stop`: filled where it is the dialog's own action. */
  filled?: boolean;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
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
  <AriaButton {...rest} className={c('button', kind, size, filled && 'filled')}>
    {icon && <Icon name={icon} small={size === 'small'} />}
    {children}
    {after && <Icon name={after} small />}
    {kbd && <Kbd>{kbd}</Kbd>}
  </AriaButton>
);
