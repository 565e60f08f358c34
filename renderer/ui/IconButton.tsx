import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Icon, type GlyphName } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';
import { classes } from './classes.ts';
import styles from './Button.module.css';

const c = classes(styles);

export type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  icon: GlyphName;
  /** What it does; read out, and shown as its tooltip. */
  label: string;
  kbd?: string;
  size?: 'small' | 'medium';
};

export const IconButton = ({ icon, label, kbd, size = 'medium', ...rest }: IconButtonProps) => (
  <Tooltip says={label} kbd={kbd}>
    <AriaButton {...rest} aria-label={label} className={c('button', 'quiet', 'icon', size)}>
      <Icon name={icon} small={size === 'small'} />
    </AriaButton>
  </Tooltip>
);
