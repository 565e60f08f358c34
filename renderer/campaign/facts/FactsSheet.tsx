import { useEffect, useRef } from 'react';
import { factKeys, type FactKey } from '../../../domain/campaign/facts.ts';
import { classes } from '../../ui/classes.ts';
import { useFocusOnArrival } from '../focus-on-arrival.ts';
import { useCampaign } from '../open-campaign.ts';
import { FactSection } from './FactSection.tsx';
import bench from '../Workbench.module.css';
import styles from './Facts.module.css';

const c = classes(styles);
const arrivals = ['h2'];

/** What was decided about the campaign, one form for each decision. */
export const FactsSheet = ({ fact }: { fact: FactKey | null }) => {
  const campaign = useCampaign();
  const sheet = useRef<HTMLElement>(null);
  const decided = factKeys.filter((key) => campaign.facts[key] !== null).length;
  useFocusOnArrival(sheet, arrivals);
  useEffect(() => {
    if (fact === null) return;
    const section = sheet.current?.querySelector<HTMLElement>(`[data-fact="${fact}"]`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  }, [fact]);
  return (
    <article ref={sheet} className={bench['sheet']} aria-labelledby="facts-title">
      <header className={c('head')}>
        <h2 id="facts-title" tabIndex={-1} className={c('title')}>
          Facts
        </h2>
        <span className={c('quiet')}>
          {decided} of {factKeys.length} set
        </span>
      </header>
      {factKeys.map((key) => (
        <FactSection key={key} fact={key} />
      ))}
    </article>
  );
};
