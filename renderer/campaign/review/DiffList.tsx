import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { useSteps } from '../open-campaign.ts';
import { reviewTitle } from '../text-title.ts';
import { PartBody } from './PartBody.tsx';
import styles from './Review.module.css';

/** Changed parts one under the other, small: for a question rather than for reading. */
export const DiffList = ({
  parts,
  before,
  after,
}: {
  parts: readonly PartDiff[];
  before: Frozen | null;
  after: Frozen;
}) => {
  const steps = useSteps();
  return (
    <ul className={styles['small']}>
      {parts.map((part) => (
        <li key={part.part}>
          <h4>{reviewTitle(part.part, steps)}</h4>
          <PartBody part={part} plain={false} whole={false} before={before} after={after} />
        </li>
      ))}
    </ul>
  );
};
