import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { day, firstName } from '../../ui/format.ts';
import { openPanel, useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { linkedNotes } from '../discussion/notes/linked.ts';
import styles from './Outline.module.css';

const c = classes(styles);

/** The newest field notes of this campaign; all of them stand in the side panel. */
export const NoteLinks = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const notes = linkedNotes(team.notes, campaign.id);
  // What prospects said is not a guest's to read.
  if (useMe().guest) return null;
  return (
    <section aria-labelledby="outline-said">
      <h2 id="outline-said">
        <button
          type="button"
          className={c('head')}
          onClick={() => {
            openPanel('notes');
          }}
        >
          <Icon name="quote" />
          <span className={c('wide')}>Field notes</span>
          <span className={c('count', 'off')}>{notes.length > 0 ? `${notes.length} here` : ''}</span>
        </button>
      </h2>
      {notes.length > 0 && (
        <ul className={c('said', 'off')}>
          {notes.slice(0, 3).map((note) => (
            <li key={note.id}>
              {note.quote.body ? note.quote.body.text : 'The words were erased.'}
              <small>
                {note.who.body?.text ?? 'Erased'}, to {firstName(team.members[note.by]?.name ?? 'someone')},{' '}
                {day(note.at)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
