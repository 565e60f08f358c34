import { useId, useState, type ReactNode } from 'react';
import { Icon, type GlyphName } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import type { Place } from '../place.ts';
import { useHref } from '../open-campaign.ts';
import styles from './Outline.module.css';

const c = classes(styles);

/** A section of the outline: its sheet, how far it is, and its parts, which fold away once there is nothing more to do in them. */
export const Section = ({
  title,
  icon,
  place,
  current,
  done,
  of,
  complete,
  here,
  children,
}: {
  title: string;
  icon: GlyphName;
  place: Place;
  /** Whether its sheet as a whole is on the desk. */
  current: boolean;
  done: number;
  of: number;
  complete: boolean;
  /** Whether any of it is on the desk: then it stands open. */
  here: boolean;
  children: ReactNode;
}) => {
  const href = useHref();
  const id = useId();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? (!complete || here);
  return (
    <section aria-labelledby={`${id}-title`}>
      <div className={c('top')}>
        <h2 id={`${id}-title`}>
          <a href={href(place)} className={c('head')} aria-current={current ? 'page' : undefined}>
            <Icon name={icon} />
            <span className={c('wide')}>{title}</span>
          </a>
        </h2>
        <button
          type="button"
          className={c('fold', 'off')}
          aria-expanded={open}
          aria-controls={`${id}-parts`}
          aria-label={`${title}, ${done} of ${of}: ${open ? 'fold' : 'unfold'} its parts`}
          onClick={() => {
            setChosen(!open);
          }}
        >
          <span className={c('count')}>
            {done} of {of}
          </span>
          <Icon name={open ? 'down' : 'right'} small />
        </button>
      </div>
      {open && <div id={`${id}-parts`}>{children}</div>}
    </section>
  );
};
