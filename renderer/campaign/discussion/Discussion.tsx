import { useMemo, useState } from 'react';
import { useKeys } from '../../app/keys.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { chooseThread, useDesk } from '../desk.ts';
import { useCampaign, useGo, useMe, useOpenCampaign, useSteps, useTeam } from '../open-campaign.ts';
import { isOnDesk, placeOfText } from '../place.ts';
import { partTitle } from '../text-title.ts';
import { Composer } from './Composer.tsx';
import { Kept } from './Kept.tsx';
import { ThreadCard } from './ThreadCard.tsx';
import { useAnnounceThreads } from './announce-threads.ts';
import { inState, isWhich, type State, type Which } from './filters.ts';
import { usePlacedThreads, type PlacedThread } from './placed.ts';
import styles from './Discussion.module.css';

const c = classes(styles);
/** From so many on, people look for some of them rather than read all. */
const MANY = 8;

/** Threads of what is on the desk first, in the order of the text; then those of the other parts. */
export const Discussion = () => {
  const { id, place } = useOpenCampaign();
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe().id;
  const go = useGo();
  const placed = usePlacedThreads();
  const chosen = useDesk((desk) => desk.thread);
  const [state, setState] = useState<State>('open');
  const [which, setWhich] = useState<Which>('all');
  const [elsewhere, setElsewhere] = useState(false);
  useAnnounceThreads();
  const counts = useMemo(
    () => ({
      open: placed.filter(inState('open')).length,
      closed: placed.filter(inState('closed')).length,
      orphaned: placed.filter(inState('orphaned')).length,
    }),
    [placed],
  );
  const selected = placed.find(({ thread }) => thread.id === chosen);
  // A link to a thread shows it, wherever it is kept.
  const [shown, setShown] = useState<string | null>(null);
  if (selected && shown !== selected.thread.id) {
    setShown(selected.thread.id);
    if (!inState(state)(selected)) setState(selected.thread.state === 'open' ? 'open' : 'closed');
    if (!isWhich(which, me)(selected)) setWhich('all');
    if (!isOnDesk(place, selected.text)) setElsewhere(true);
  }
  const list = placed.filter(inState(state)).filter(isWhich(which, me));
  const here = list.filter(({ text }) => isOnDesk(place, text));
  const others = list.filter(({ text }) => !isOnDesk(place, text));
  const inOrder = [...here, ...others];
  const step = (by: 1 | -1) => () => {
    if (inOrder.length === 0) return false;
    const at = inOrder.findIndex(({ thread }) => thread.id === chosen);
    const next = inOrder[(at < 0 ? (by > 0 ? 0 : -1) : at + by + inOrder.length) % inOrder.length] ?? inOrder.at(-1);
    if (!next) return false;
    chooseThread(next.thread.id);
    if (!next.orphaned) go(placeOfText(next.text));
    return undefined;
  };
  useKeys({ j: step(1), k: step(-1) });
  const people = [...new Set(placed.map(({ thread }) => thread.by))];
  return (
    <section className={c('discussion')} aria-label={`Comments on ${campaign.name}`}>
      <div className={c('filter')}>
        <Segmented
          label="Which threads"
          value={state}
          onChange={setState}
          options={[
            { value: 'open', label: 'Open', count: counts.open },
            { value: 'closed', label: 'Closed', count: counts.closed },
            ...(counts.orphaned > 0 || state === 'orphaned'
              ? [{ value: 'orphaned' as const, label: 'Orphaned', count: counts.orphaned }]
              : []),
          ]}
        />
        {placed.length >= MANY && (
          <div className={c('many')}>
            <SelectField<Which>
              label="Whose threads"
              hideLabel
              value={which}
              onChange={setWhich}
              options={[
                { value: 'all', label: 'All threads' },
                { value: 'blocking', label: 'Blocking' },
                { value: 'mine', label: 'With me' },
                ...people.map((by) => ({
                  value: `by ${by}` as const,
                  label: `By ${firstName(team.members[by]?.name ?? 'someone')}`,
                })),
              ]}
            />
            <IconButton icon="up" label="Previous comment" kbd="K" size="small" onPress={step(-1)} />
            <IconButton icon="under" label="Next comment" kbd="J" size="small" onPress={step(1)} />
          </div>
        )}
      </div>
      <div className={c('threads')}>
        <Kept campaign={id} />
        {list.length === 0 && <p className={c('none')}>{nothing(state, which)}</p>}
        <Groups threads={here} />
        {others.length > 0 && here.length > 0 && (
          <button
            type="button"
            className={c('others')}
            aria-expanded={elsewhere}
            onClick={() => {
              setElsewhere(!elsewhere);
            }}
          >
            {others.length} more, in other parts
          </button>
        )}
        {(elsewhere || here.length === 0) && <Groups threads={others} />}
      </div>
      <Composer />
    </section>
  );
};

const nothing = (state: State, which: Which): string => {
  if (which !== 'all') return 'No thread here is like that.';
  if (state === 'open') return 'Nothing is being discussed. Select words to comment on them, or to suggest others.';
  return state === 'closed' ? 'Nothing was closed yet.' : 'Every thread has its words.';
};

/** Threads under the name of the text they hang in. */
const Groups = ({ threads }: { threads: readonly PlacedThread[] }) => {
  const steps = useSteps();
  return [...Map.groupBy(threads, ({ text }) => text)].map(([text, here]) => (
    <section key={text} className={c('group')} aria-labelledby={`on ${text}`}>
      <h3 id={`on ${text}`} className={c('of')}>
        {partTitle(text, steps)}
      </h3>
      {here.map((each) => (
        <ThreadCard key={each.thread.id} placed={each} />
      ))}
    </section>
  ));
};
