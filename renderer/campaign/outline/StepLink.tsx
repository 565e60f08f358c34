import { useRef, useState, type CSSProperties } from 'react';
import { moveStep, removeStep, restoreStep, setStep, type Step } from '../../../domain/campaign/sequence.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { gapAfter, standing } from '../counts.ts';
import { useThreadCounts } from '../discussion/thread-counts.ts';
import { useGo, useHref, useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { NameDialog } from './NameDialog.tsx';
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
  const { copy, place } = useOpenCampaign();
  const href = useHref();
  const go = useGo();
  const counts = useThreadCounts();
  const link = useRef<HTMLAnchorElement>(null);
  const [renaming, setRenaming] = useState(false);
  const here = place.at === 'step' && place.step === step.id;
  const variants = standing(step.variants);
  const { title, icon } = channelWords[step.channel];
  const name = step.name || title;
  const move = (by: -1 | 1) => {
    const target = steps[index + by];
    if (!target) return;
    moveStep(copy.doc, step.id, by < 0 ? target.id : (steps[index + 2]?.id ?? null));
    announce(`${name} is now step ${index + by + 1} of ${steps.length}.`);
    // Moving its row in the page takes the focus from it.
    requestAnimationFrame(() => link.current?.focus());
  };
  const remove = () => {
    removeStep(copy.doc, step.id);
    if (here) go({ at: 'brief', part: null }, true);
    toast(`${name} is out of the sequence. Its words are kept.`, {
      action: { label: 'Put it back', onAction: () => restoreStep(copy.doc, step.id) },
    });
  };
  return (
    <li style={{ '--gap': Math.min(MOST, gapAfter(steps, index)) } as CSSProperties}>
      <div className={c('step', here && 'current')}>
        <a
          ref={link}
          href={href({ at: 'step', step: step.id, variant: null })}
          aria-current={here ? 'page' : undefined}
          aria-keyshortcuts={writes ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
          onKeyDown={(event) => {
            if (!writes || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            move(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <span className={c('day')}>
            <span className={c(index > 0 && 'sr', 'wide')}>day </span>
            {step.day}
          </span>
          <span className={c('node')}>
            <Icon name={icon} small />
          </span>
          <span className={c('nm', 'wide')}>
            <b>{name}</b>
            <small>{variants.length > 1 ? variants.map((variant) => variant.name).join(' · ') : title}</small>
          </span>
          <span className={c('end', 'wide')}>
            <ThreadBadge count={counts.get(`step/${step.id}`)} />
          </span>
        </a>
        {writes && (
          <span className={c('more', 'wide')}>
            <Menu
              label={`Actions for ${name}`}
              size="small"
              items={[
                { id: 'rename', label: 'Rename', icon: 'suggest', onAction: () => setRenaming(true) },
                {
                  id: 'up',
                  label: 'Move up',
                  icon: 'up',
                  kbd: 'Alt+↑',
                  disabled: index === 0,
                  ...(index === 0 ? { hint: 'It is the first.' } : {}),
                  onAction: () => move(-1),
                },
                {
                  id: 'down',
                  label: 'Move down',
                  icon: 'down',
                  kbd: 'Alt+↓',
                  disabled: index === steps.length - 1,
                  ...(index === steps.length - 1 ? { hint: 'It is the last.' } : {}),
                  onAction: () => move(1),
                },
                {
                  id: 'remove',
                  label: 'Remove from the sequence',
                  icon: 'x',
                  hint: `Keeps its words: ${count(variants.length, 'variant')}.`,
                  onAction: remove,
                },
              ]}
            />
          </span>
        )}
      </div>
      {renaming && (
        <NameDialog
          title="Rename the step"
          name={step.name}
          onName={(next) => {
            setStep(copy.doc, step.id, { name: next });
          }}
          onClose={() => {
            setRenaming(false);
          }}
        />
      )}
    </li>
  );
};
