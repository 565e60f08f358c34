import { useRef, type CSSProperties } from 'react';
import type { Step } from '../../../domain/campaign/sequence.ts';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { gapAfter, standing } from '../counts.ts';
import { useThreadCounts } from '../discussion/thread-counts.ts';
import { useHref, useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { StepMenu } from './StepMenu.tsx';
import { useStepMoves } from './step-moves.ts';
import { ThreadBadge } from './ThreadBadge.tsx';
import styles from './Outline.module.css';

const c = classes(styles);
/** Days drawn to scale up to here; more would push the sequence off the screen. */
const MOST = 14;

/** One step on the day axis. Alt with an arrow key moves it. */
export const StepLink = ({
  step,
  index,
  steps,
  writes,
}: {
  step: Step;
  index: number;
  steps: Step[];
  writes: boolean;
}) => {
  const { place } = useOpenCampaign();
  const href = useHref();
  const counts = useThreadCounts();
  const link = useRef<HTMLAnchorElement>(null);
  const here = place.at === 'step' && place.step === step.id;
  const variants = standing(step.variants);
  const { title, icon } = channelWords[step.channel];
  const name = step.name || title;
  const { move } = useStepMoves(step, steps);
  const moveHere = (by: -1 | 1) => {
    move(by, () => {
      // Moving its row in the page takes the focus from it.
      requestAnimationFrame(() => link.current?.focus());
    });
  };
  return (
    <li style={{ '--gap': Math.min(MOST, gapAfter(steps, index)) } as CSSProperties}>
      <div className={c('step', here && 'current')}>
        <a
          ref={link}
          href={href({ at: 'step', step: step.id, variant: null })}
          title={`${name}, ${title}, day ${step.day}`}
          aria-current={here ? 'page' : undefined}
          aria-keyshortcuts={writes ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
          onKeyDown={(event) => {
            if (!writes || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            moveHere(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <span className={c('day')}>
            <span className={index > 0 ? 'sr' : undefined}>day </span>
            {step.day}
          </span>
          <span className={c('node')}>
            <Icon name={icon} small />
          </span>
          <span className={c('nm', 'wide')}>
            <b>{name}</b>
            <small>{variants.length > 1 ? variants.map((variant) => variant.name).join(' · ') : title}</small>
          </span>
          <span className={c('end', 'off')}>
            <ThreadBadge count={counts.get(`step/${step.id}`)} />
          </span>
        </a>
        {writes && (
          <span className={c('more', 'off')}>
            <StepMenu step={step} steps={steps} renames />
          </span>
        )}
      </div>
    </li>
  );
};
