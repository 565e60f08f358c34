import { useEffect, useMemo, useState } from 'react';
import type { FeedRow } from '../../../domain/event.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { classes } from '../../ui/classes.ts';
import { day, dayTime, time } from '../../ui/format.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import { EraseMenu } from './EraseMenu.tsx';
import { TakeAway } from './TakeAway.tsx';
import { Verified } from './Verified.tsx';
import { entryOf } from './in-words.ts';
import styles from './Record.module.css';

const c = classes(styles);
/** So many at first; a long campaign has thousands. */
const PAGE = 100;

/** Everything decided on the campaign, newest first, in words, with who and when. */
export const RecordList = () => {
  const workspace = useWorkspace();
  const campaign = useCampaign();
  const team = useTeam();
  const [got, setGot] = useState<{ rows: FeedRow[] } | { says: string } | null>(null);
  const [which, setWhich] = useState<'decisions' | 'all'>('decisions');
  const [shown, setShown] = useState(PAGE);
  useEffect(() => {
    let gone = false;
    const read = async () => {
      const result = await workspace.record(campaign.id).then(
        (rows) => ({ rows }),
        (error: unknown) => ({ says: error instanceof Error ? error.message : String(error) }),
      );
      if (!gone) setGot(result);
    };
    void read();
    return () => {
      gone = true;
    };
    // The record grows with the feed; texts of it can be erased at any later event.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [workspace, campaign.id, team.number]);
  const rows = got && 'rows' in got ? got.rows : null;
  const entries = useMemo(
    () =>
      (rows ?? [])
        .map((row) => entryOf(row, team))
        .filter((entry) => which === 'all' || entry.weight !== 'talk')
        .toReversed(),
    [rows, team, which],
  );
  if (got === null)
    return (
      <div className={c('record')}>
        <Skeleton lines={5} label="Reading the record" />
      </div>
    );
  if (!rows)
    return (
      <div className={c('record')}>
        <Notice tone="care" title="The record could not be read.">
          {'says' in got && got.says}
        </Notice>
      </div>
    );
  const days = [...Map.groupBy(entries.slice(0, shown), (entry) => day(entry.at))];
  return (
    <section className={c('record')} aria-label="Record">
      <Verified />
      <TakeAway />
      <Segmented
        label="How much of the record"
        value={which}
        onChange={setWhich}
        options={[
          { value: 'decisions', label: 'Decisions' },
          { value: 'all', label: 'With discussion' },
        ]}
      />
      {days.map(([date, of]) => (
        <section key={date} aria-label={date}>
          <h3 className={c('day')}>{date}</h3>
          <ol className={c('entries')}>
            {of.map((entry) => (
              <li key={entry.number} className={c('entry', entry.weight)}>
                <time dateTime={entry.at} title={dayTime(entry.at)}>
                  {time(entry.at)}
                </time>
                <Icon name={entry.icon} small />
                <div>
                  <p>
                    <b>{entry.who}</b> {entry.says}
                  </p>
                  {entry.texts.map(({ said }, index) =>
                    said === null ? (
                      <p key={index} className={c('erased')}>
                        The words were erased; that they stood here still verifies.
                      </p>
                    ) : (
                      <blockquote key={index}>{said}</blockquote>
                    ),
                  )}
                </div>
                {entry.by !== null && (
                  <EraseMenu
                    by={entry.by}
                    texts={entry.texts.flatMap(({ hash, said }) => (said === null ? [] : [hash]))}
                    label={`More about what ${entry.who} said`}
                  />
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {entries.length > shown && (
        <div>
          <Button
            size="small"
            onPress={() => {
              setShown(shown + PAGE);
            }}
          >
            Show {Math.min(PAGE, entries.length - shown)} older
          </Button>
        </div>
      )}
    </section>
  );
};
