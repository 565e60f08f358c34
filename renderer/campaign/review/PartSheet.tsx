import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { partIcon, reviewTitle } from '../text-title.ts';
import type { NamedStep } from './named-steps.ts';
import { PartBody, partChange } from './PartBody.tsx';
import styles from './Review.module.css';

const c = classes(styles);

/** One part of the version on its own sheet, with the tick that it was looked at. */
export const PartSheet = ({
  part,
  steps,
  plain,
  whole,
  before,
  after,
  current,
  marks,
  viewed,
  onFocus,
  onViewed,
}: {
  part: PartDiff;
  steps: readonly NamedStep[];
  plain: boolean;
  whole: boolean;
  before: Frozen | null;
  after: Frozen;
  current: boolean;
  /** Whether this reader ticks it. */
  marks: boolean;
  viewed: boolean;
  onFocus: () => void;
  onViewed: (viewed: boolean) => void;
}) => {
  const title = reviewTitle(part.part, steps);
  return (
    // Focus on anything in it makes it the part that J, K and V are about.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={c('part', current && 'now')}
      data-part={part.part}
      tabIndex={-1}
      aria-label={`${title}, ${partChange(part)}`}
      onFocus={onFocus}
    >
      <header>
        <Icon name={partIcon(part.part, steps)} />
        <h3>{title}</h3>
        <span className={c('quiet')}>{plain ? '' : partChange(part)}</span>
        <span className={c('grow')} />
        {marks && (
          <Button
            size="small"
            kind={viewed ? 'quiet' : 'plain'}
            icon={viewed ? 'check' : 'eye'}
            kbd={current ? 'V' : undefined}
            aria-pressed={viewed}
            onPress={() => {
              onViewed(!viewed);
            }}
          >
            {viewed ? (
              <span>
                <span className="sr">{title} is </span>viewed
              </span>
            ) : (
              <span>
                Mark <span className="sr">{title} </span>as viewed
              </span>
            )}
          </Button>
        )}
      </header>
      <div className={c('body')}>
        <PartBody part={part} plain={plain} whole={whole} before={before} after={after} />
      </div>
    </article>
  );
};
