import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { classes } from '../../ui/classes.ts';
import { useTeam } from '../open-campaign.ts';
import { ChangedWords, Words } from '../words/Words.tsx';
import { DiffText } from './DiffText.tsx';
import { sidesOf, valueInWords } from './fact-rows.ts';
import { shownValues, stepInWords } from './shown-values.ts';
import styles from './Review.module.css';

const c = classes(styles);
const fieldWords: Record<string, string> = {
  subject: 'Subject',
  preheader: 'Preview',
  channel: 'Channel',
  day: 'Day',
  name: 'Name',
  goal: 'Goal',
  share: 'Share',
  place: 'Place in the sequence',
};

/** A wording has a name of its own, beside that of its step. */
const fieldOf = (part: string, name: string): string =>
  name === 'name' && /^step\/[^/]+\/./.test(part) ? 'Wording' : (fieldWords[name] ?? name);

/** What one part says, and what became of it since the version this person saw. */
export const PartBody = ({
  part,
  plain,
  whole,
  before,
  after,
}: {
  part: PartDiff;
  /** All of it is new to the reader: nothing is underlined. */
  plain: boolean;
  whole: boolean;
  before: Frozen | null;
  after: Frozen;
}) => {
  const team = useTeam();
  const gone = part.change === 'removed';
  const fresh = plain || part.change === 'added';
  const isBody = (text: string): boolean => text.endsWith('/body') || text.startsWith('brief/');
  const lines = part.texts.filter(
    ({ text, blocks, changes }) => !isBody(text) && blocks.length > 0 && (whole || fresh || gone || changes > 0),
  );
  const bodies = part.texts.filter(({ text, changes }) => isBody(text) && (whole || fresh || gone || changes > 0));
  const values = gone ? part.values.filter(({ before: was }) => was) : fresh ? shownValues(part, after) : part.values;
  const step = fresh && !gone ? stepInWords(part, (channel) => valueInWords('channel', channel)) : null;
  return (
    <>
      {gone && <p className={c('gone')}>Removed. It is not in this version.</p>}
      {(step !== null || values.length > 0 || lines.length > 0) && (
        <dl className={c('values')}>
          {step !== null && (
            <div>
              <dt>Step</dt>
              <dd>
                <Words text={step} />
              </dd>
            </div>
          )}
          {values.map((value) => {
            const { was, is } = sidesOf(part, value, before, after, team);
            return (
              <div key={value.name}>
                <dt>{part.part.startsWith('fact/') ? (fresh ? 'Says' : 'Was, is') : fieldOf(part.part, value.name)}</dt>
                <dd>
                  {gone ? (
                    <del>
                      <Words text={was} />
                    </del>
                  ) : fresh ? (
                    <Words text={is} />
                  ) : (
                    <ChangedWords before={was} after={is} />
                  )}
                </dd>
              </div>
            );
          })}
          {lines.map((line) => (
            <div key={line.text}>
              <dt>{fieldWords[line.text.split('/').at(-1) ?? ''] ?? ''}</dt>
              <dd>
                <DiffText diff={line} plain={fresh && !gone} whole />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {bodies.map((body) => (
        <DiffText key={body.text} diff={body} plain={fresh && !gone} whole={whole} />
      ))}
    </>
  );
};
