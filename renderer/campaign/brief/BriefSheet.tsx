import { useEffect, useRef } from 'react';
import { briefParts, type BriefPart } from '../../../domain/campaign/rooms.ts';
import { textOf } from '../../../domain/campaign/sequence.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { useFocusOnArrival } from '../focus-on-arrival.ts';
import { briefWords } from '../part-words.ts';
import { useCampaign, useOpenCampaign } from '../open-campaign.ts';
import { PartNotes } from '../discussion/notes/PartNotes.tsx';
import { TextPart } from '../text/TextPart.tsx';
import { showWriters, useWriters } from '../text/writers.ts';
import { WriterNote } from '../text/WriterNote.tsx';
import { classes } from '../../ui/classes.ts';
import bench from '../Workbench.module.css';
import { Beginning } from './Beginning.tsx';
import styles from './BriefSheet.module.css';

const c = classes(styles);
const arrivals = ['h2'];

/** The brief as one sheet: six parts, each a text that several people write at once. */
export const BriefSheet = ({ part }: { part: BriefPart | null }) => {
  const { brief } = useOpenCampaign();
  const campaign = useCampaign();
  const status = useRoomStatus(brief);
  const writers = useWriters((all) => all.shown);
  const sheet = useRef<HTMLElement>(null);
  useFocusOnArrival(sheet, arrivals);
  useEffect(() => {
    if (part === null) return;
    const section = sheet.current?.querySelector<HTMLElement>(`[data-part="${part}"]`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('[contenteditable]')?.focus({ preventScroll: true });
  }, [part]);
  return (
    <article ref={sheet} className={bench['sheet']} aria-labelledby="brief-title">
      <header className={c('head')}>
        <h2 id="brief-title" tabIndex={-1} className={c('title')}>
          Brief
        </h2>
        <span className={c('of')}>{campaign.name}</span>
        <button
          type="button"
          className={c('who')}
          aria-pressed={writers}
          onClick={() => {
            showWriters(!writers);
          }}
        >
          {writers ? 'Hide who wrote what' : 'Who wrote what'}
        </button>
      </header>
      <WriterNote room={brief} />
      <Beginning />
      {briefParts.map((each) => {
        const text = textOf(brief.doc, `brief/${each}`);
        return (
          <section key={each} className={c('part')} data-part={each} aria-labelledby={`part-${each}`}>
            <h3 id={`part-${each}`} className={c('name')}>
              {briefWords[each].title}
            </h3>
            {text && (
              <TextPart
                room={brief}
                text={text}
                textId={`brief/${each}`}
                mode="copy"
                label={briefWords[each].title}
                placeholder={status.access === 'write' ? briefWords[each].asks : 'Nothing here yet.'}
              />
            )}
            <PartNotes part={`brief/${each}`} />
          </section>
        );
      })}
    </article>
  );
};
