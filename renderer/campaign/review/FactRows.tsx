import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { classes } from '../../ui/classes.ts';
import { useTeam } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import { ChangedWords, Words } from '../words/Words.tsx';
import { factOf, sidesOf } from './fact-rows.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** Decisions of a version in one table, each with what it was. */
export const FactRows = ({
  parts,
  plain,
  before,
  after,
}: {
  parts: readonly PartDiff[];
  plain: boolean;
  before: Frozen | null;
  after: Frozen;
}) => {
  const team = useTeam();
  return (
    <dl className={c('values', 'wide')}>
      {parts.map((part) => {
        const [value] = part.values;
        const sides = value && !plain ? sidesOf(part, value, before, after, team) : null;
        return (
          <div key={part.part} data-part={part.part}>
            <dt>{partTitle(part.part, [])}</dt>
            <dd>
              {sides ? (
                <ChangedWords before={sides.was} after={sides.is} />
              ) : (
                <span className={c('lines')}>
                  <Words text={factOf(part.part, after, team)} />
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};
