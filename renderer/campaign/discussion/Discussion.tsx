import { useMemo, useState } from 'react';
import { Segmented } from '../../ui/Segmented.tsx';
import { classes } from '../../ui/classes.ts';
import { useCampaign, useOpenCampaign, useSteps } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import { Composer } from './Composer.tsx';
import { Kept } from './Kept.tsx';
import { ThreadCard } from './ThreadCard.tsx';
import { useAnnounceThreads } from './announce-threads.ts';
import { usePlacedThreads, type PlacedThread } from './placed.ts';
import { useDesk } from '../desk.ts';
import styles from './Discussion.module.css';

const c = classes(styles);
type Filter = 'open' | 'closed' | 'orphaned';

const filterOf = ({ thread, orphaned }: PlacedThread): Filter =>
  thread.state !== 'open' ? 'closed' : orphaned ? 'orphaned' : 'open';

/** Threads in the order of the text, under the name of the text they hang in. */
export const Discussion = () => {
  const { id } = useOpenCampaign();
  const campaign = useCampaign();
  const steps = useSteps();
  const placed = usePlacedThreads();
  const chosen = useDesk((desk) => desk.thread);
  const [filter, setFilter] = useState<Filter>('open');
  useAnnounceThreads();
  const by = useMemo(() => Map.groupBy(placed, filterOf), [placed]);
  const selected = placed.find(({ thread }) => thread.id === chosen);
  // A link to a thread shows it, wherever it is kept.
  const [shown, setShown] = useState<string | null>(null);
  if (selected && shown !== selected.thread.id) {
    setShown(selected.thread.id);
    setFilter(filterOf(selected));
  }
  const list = by.get(filter) ?? [];
  return (
    <section className={c('discussion')} aria-label={`Comments on ${campaign.name}`}>
      <div className={c('filter')}>
        <Segmented
          label="Which threads"
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'open', label: 'Open', count: by.get('open')?.length ?? 0 },
            { value: 'closed', label: 'Closed', count: by.get('closed')?.length ?? 0 },
            ...((by.get('orphaned')?.length ?? 0) > 0 || filter === 'orphaned'
              ? [{ value: 'orphaned' as const, label: 'Orphaned', count: by.get('orphaned')?.length ?? 0 }]
              : []),
          ]}
        />
      </div>
      <div className={c('threads')}>
        <Kept campaign={id} />
        {list.length === 0 && (
          <p className={c('none')}>
            {filter === 'open'
              ? 'Nothing is being discussed. Select words to comment on them, or to suggest others.'
              : filter === 'closed'
                ? 'Nothing was closed yet.'
                : 'Every thread has its words.'}
          </p>
        )}
        {[...Map.groupBy(list, ({ text }) => text)].map(([text, here]) => (
          <section key={text} className={c('group')} aria-labelledby={`on ${text}`}>
            <h3 id={`on ${text}`} className={c('on')}>
              {partTitle(text, steps)}
            </h3>
            {here.map((each) => (
              <ThreadCard key={each.thread.id} placed={each} />
            ))}
          </section>
        ))}
      </div>
      <Composer />
    </section>
  );
};
