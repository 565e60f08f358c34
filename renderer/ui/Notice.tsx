import type { ReactNode } from 'react';
import { Icon, type GlyphName } from './Icon.tsx';
import type { Tone } from './Badge.tsx';
import { classes } from './classes.ts';
import styles from './Notice.module.css';

const c = classes(styles);
const glyphOf: Record<Tone, GlyphName> = {
  plain: 'info',
  good: 'check',
  care: 'alert-fill',
  stop: 'block',
  signed: 'st-signed',
};

/** Something to know in its place, with what to do about it. `stop` and `care` are read out at once. */
export const Notice = ({
  tone = 'plain',
  icon,
  title,
  children,
  actions,
}: {
  tone?: Tone;
  icon?: GlyphName;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) => (
  <div className={c('notice', tone)} role={tone === 'stop' || tone === 'care' ? 'alert' : 'status'}>
    <Icon name={icon ?? glyphOf[tone]} />
    <div className={c('words')}>
      {title !== undefined && <strong className={c('title')}>{title}</strong>}
      {children !== undefined && <div>{children}</div>}
    </div>
    {actions !== undefined && <div className={c('actions')}>{actions}</div>}
  </div>
);
