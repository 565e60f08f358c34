import type { Reason } from '../../../domain/gate/refusal.ts';
import { authorsOf } from '../../../domain/gate/signed-for.ts';
import type { Version } from '../../../domain/state.ts';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { count, listed } from '../../ui/format.ts';
import { Reasons } from '../gate/Reasons.tsx';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import type { Reading } from './use-reading.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** What somebody who chose to sign has to know or do first. */
export const SignNotices = ({
  version,
  stopped,
  reading: { missing, hidden, show },
}: {
  version: Version;
  stopped: readonly Reason[];
  reading: Reading;
}) => {
  const campaign = useCampaign();
  const team = useTeam();
  const byAuthor = authorsOf(team, campaign, version).includes(useMe().id);
  const times = hidden.reduce((sum, each) => sum + each.times, 0);
  return (
    <>
      {missing.length > 0 && (
        <p className={c('after')}>
          After {count(missing.length, 'more part')}:{' '}
          {missing.map((sheet, index) => (
            <span key={sheet.id}>
              {index > 0 && ', '}
              <button
                type="button"
                onClick={() => {
                  show(sheet.id);
                }}
              >
                {sheet.title}
              </button>
            </span>
          ))}
        </p>
      )}
      {stopped.length > 0 && <Reasons reasons={stopped} onGo={() => {}} />}
      {hidden.length > 0 && (
        <Notice
          tone="care"
          title={`${count(times, 'character')} ${times === 1 ? 'is not what it seems' : 'are not what they seem'}.`}
        >
          You would sign {times === 1 ? 'it' : 'them'}, too: {listed([...new Set(hidden.map((each) => each.name))])}.
          The checks above say where.
        </Notice>
      )}
      {byAuthor && stopped.length === 0 && (
        <Notice tone="care">
          You edited it and are the only lead who can sign: record and certificate will say “signed by an author”.
        </Notice>
      )}
    </>
  );
};
