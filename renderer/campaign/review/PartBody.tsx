import type { PartDiff, ValueDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { factKeys } from '../../../domain/campaign/facts.ts';
import { channels } from '../../../domain/campaign/rooms.ts';
import { classes } from '../../ui/classes.ts';
import { count, percent } from '../../ui/format.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { factInWords } from '../facts/fact-words.ts';
import { useTeam } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { ChangedWords } from '../words/Words.tsx';
import { DiffText } from './DiffText.tsx';
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

/** What one part says, and what became of it since the version this person saw. */
export const PartBody = ({
  part,
  plain,
  whole,
  before,
  after,
}: {
  part: PartDiff;
  plain: boolean;
  whole: boolean;
  before: Frozen | null;
  after: Frozen;
}) => {
  const team = useTeam();
  const gone = part.change === 'removed';
  const fresh = plain || part.change === 'added';
  const lines = part.texts.filter(({ text }) => !text.endsWith('/body') && !text.startsWith('brief/'));
  const bodies = part.texts.filter(({ text }) => text.endsWith('/body') || text.startsWith('brief/'));
  const values = part.values.filter(
    ({ before: was, after: is }) => !(fresh && (is === undefined || is === '')) && was !== is,
  );
  const currency = (side: Frozen | null) => side?.form.facts.budget?.currency ?? 'GBP';
  return (
    <>
      {gone && <p className={c('gone')}>Taken out. It is not in this version.</p>}
      {(values.length > 0 || lines.some((line) => line.blocks.length > 0)) && (
        <dl className={c('values')}>
          {values.map((value) => (
            <div key={value.name}>
              <dt>
                {part.part.startsWith('fact/') ? (fresh ? 'Says' : 'Was, is') : (fieldWords[value.name] ?? value.name)}
              </dt>
              <dd>
                <Value
                  was={fresh ? null : inWords(part.part, value, 'before', team, currency(before))}
                  is={gone ? null : inWords(part.part, value, 'after', team, currency(after))}
                />
              </dd>
            </div>
          ))}
          {lines
            .filter((line) => line.blocks.length > 0 && (whole || plain || line.changes > 0))
            .map((line) => (
              <div key={line.text}>
                <dt>{fieldWords[line.text.split('/').at(-1) ?? ''] ?? ''}</dt>
                <dd>
                  <DiffText diff={line} plain={fresh && !gone} whole />
                </dd>
              </div>
            ))}
        </dl>
      )}
      {bodies
        .filter((body) => whole || fresh || body.changes > 0)
        .map((body) => (
          <DiffText key={body.text} diff={body} plain={fresh && !gone} whole={whole} />
        ))}
    </>
  );
};

const Value = ({ was, is }: { was: string | null; is: string | null }) => {
  if (was === null) return is;
  if (is === null) return <del className={c('del')}>{was}</del>;
  return <ChangedWords before={was} after={is} />;
};

const inWords = (
  part: string,
  value: ValueDiff,
  side: 'before' | 'after',
  team: WorkspaceState,
  currency: string,
): string => {
  const it = value[side];
  const fact = part.startsWith('fact/') ? factKeys.find((key) => key === value.name) : undefined;
  if (fact) return factInWords(fact, it, team, currency);
  if (it === undefined || it === null || it === '') return 'nothing';
  if (value.name === 'mergeFields' && Array.isArray(it))
    return it.length === 0 ? 'none' : it.map((field: { name?: string }) => field.name ?? '').join(', ');
  if (value.name === 'channel') {
    const channel = channels.find((each) => each === it);
    return channel ? channelWords[channel].title : 'another channel';
  }
  if (value.name === 'share' && typeof it === 'number') return percent(it);
  return typeof it === 'string' ? it : JSON.stringify(it);
};

/** `24 words in 4 places`, `new`, `taken out` */
export const partChange = (part: PartDiff): string => {
  if (part.change === 'added') return 'new';
  if (part.change === 'removed') return 'taken out';
  return part.change === 'same' ? 'same' : count(part.changes, 'place');
};
