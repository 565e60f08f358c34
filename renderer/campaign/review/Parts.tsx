import type { PartDiff } from '../../../domain/canonical/diff.ts';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { count } from '../../ui/format.ts';
import { differs, shortChange } from './changed-words.ts';
import { changedIn, isChanged, type Sheet } from './sheets.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** Every part of the version, what became of it, and which changed ones were looked at. */
export const Parts = ({
  sheets,
  parts,
  viewed,
  base,
  saw,
  version,
  at,
  onShow,
  signs,
}: {
  sheets: readonly Sheet[];
  parts: readonly PartDiff[];
  viewed: (sheet: Sheet) => boolean;
  base: number | null;
  /** Whether the base is the version of which this reader saw every part last. */
  saw: boolean;
  version: number;
  at: string | null;
  onShow: (sheet: string) => void;
  signs: boolean;
}) => {
  const changed = sheets.filter(isChanged);
  const seen = changed.filter(viewed).length;
  return (
    <nav className={c('parts')} aria-label={`Parts of version ${version}`}>
      <div className={c('sum')}>
        <p className={c('differ')}>
          {base === null
            ? `${count(changed.length, 'part')}${signs ? ', all new to you' : ''}`
            : `${differs(parts)} from version ${base}${saw ? ', which you saw' : ''}`}
        </p>
        {signs && changed.length > 0 && (
          <>
            <span className={c('progress')} aria-hidden="true">
              {changed.map((sheet) => (
                <i key={sheet.id} className={c(viewed(sheet) && 'done')} />
              ))}
            </span>
            <output className={c('quiet')}>
              {seen} of {changed.length} changed parts viewed
            </output>
          </>
        )}
      </div>
      <ol>
        {sheets.map((sheet) => {
          const is = isChanged(sheet);
          const words = (
            <>
              <Icon name={sheet.icon} />
              <span className={c('nm')}>{sheet.title}</span>
              <span className={c('eyes', is && !viewed(sheet) && 'todo')}>
                {!is ? (
                  'same'
                ) : viewed(sheet) ? (
                  <>
                    <Icon name="check" small /> viewed
                  </>
                ) : (
                  <>
                    {signs && <i className={c('ring')} />}
                    {base === null ? 'new' : shortChange(changedIn(sheet))}
                  </>
                )}
              </span>
            </>
          );
          return (
            <li key={sheet.id} className={c(!is && 'same')}>
              {is ? (
                <button
                  type="button"
                  aria-current={at === sheet.id ? true : undefined}
                  onClick={() => {
                    onShow(sheet.id);
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
      {base !== null && (
        <p className={c('legend')}>
          <span>
            <ins>added</ins> underlined
          </span>
          <span>
            <del>removed</del> struck through
          </span>
        </p>
      )}
    </nav>
  );
};
