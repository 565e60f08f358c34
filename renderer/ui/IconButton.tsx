import { Icon, type GlyphName } from './Icon.tsx';
import { pressed, type Pressable } from './Button.tsx';
import { useTooltip } from './Tooltip.tsx';
import { classes } from './classes.ts';
import styles from './Button.module.css';

const c = classes(styles);

export type IconButtonProps = Pressable & {
  icon: GlyphName;
  /** What it does; read out, and shown as its tooltip. */
  label: string;
  kbd?: string;
  size?: 'small' | 'medium';
};

export const IconButton = ({ icon, label, kbd, size = 'medium', ...rest }: IconButtonProps) => {
  const { tip, shown } = useTooltip(label, kbd);
  return (
    <>
      {/* The kind of button stands in what `pressed` returns. */}
      {/* oxlint-disable-next-line react/button-has-type */}
      <button {...pressed(rest)} {...tip} aria-label={label} className={c('button', 'quiet', 'icon', size)}>
        <Icon name={icon} small={size === 'small'} />
      </button>
      {shown}
    </>
  );
};
