import type { PartDiff } from '../../../domain/canonical/diff.ts';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import { partIcon, reviewTitle } from '../text-title.ts';
import type { NamedStep } from './named-steps.ts';
import { partChange } from './PartBody.tsx';
import styles from './Review.module.css';

const c = classes(styles);

/** Every part of the version, what became of it, and which changed ones were looked at. */
export const Parts = ({
  parts,
  steps,
  viewed,
  changed,
  base,
  version,
  at,
  onShow,
  signs,
}: {
  parts: readonly PartDiff[];
  steps: readonly NamedStep[];
  viewed: ReadonlySet<string>;
  changed: readonly string[];
  base: number | null;
  version: number;
  at: string | null;
  onShow: (part: string) => void;
  signs: boolean;
}) => {
  const seen = changed.filter((part) => viewed.has(part)).length;
  return (
    <nav className={c('parts')} aria-label={`Parts of version ${version}`}>
      <div className={c('sum')}>
        <p className={c('differ')}>
          {base === null
            ? `${count(changed.length, 'part')}, all new to you`
            : `${count(changed.length, 'part')} ${changed.length === 1 ? 'differs' : 'differ'} from version ${base}`}
        </p>
        {signs && changed.length > 0 && (
          <>
            <span className={c('progress')} aria-hidden="true">
              {changed.map((part) => (
                <i key={part} className={c(viewed.has(part) && 'done')} />
              ))}
            </span>
            <output className={c('quiet')}>
              {seen} of {changed.length} changed parts viewed
            </output>
          </>
        )}
      </div>
      <ol>
        {parts.map((part) => {
          const differs = part.change !== 'same';
          const words = (
            <>
              <Icon name={partIcon(part.part, steps)} small />
              <span className={c('nm')}>{reviewTitle(part.part, steps)}</span>
              <span className={c('eyes', differs && !viewed.has(part.part) && 'todo')}>
                {!differs ? (
                  'same'
                ) : viewed.has(part.part) ? (
                  <>
                    <Icon name="check" small /> viewed
                  </>
                ) : (
                  <>
                    {signs && <i className={c('ring')} />}
                    {base === null ? 'new' : partChange(part)}
                  </>
                )}
              </span>
            </>
          );
          return (
            <li key={part.part} className={c(!differs && 'same')}>
              {differs ? (
                <button
                  type="button"
                  aria-current={at === part.part ? true : undefined}
                  onClick={() => {
                    onShow(part.part);
                  }}
                >
                  {words}
                </button>
              ) : (
                <span>{words}</span>
              )}
            </li>
          );
        })}
      </ol>
      <p className={c('legend')}>
        <ins>added</ins> underlined, <del>removed</del> struck through
      </p>
    </nav>
  );
};
