import { Icon } from '../../../ui/Icon.tsx';
import { classes } from '../../../ui/classes.ts';
import { openPanel, useOpenCampaign, useTeam } from '../../open-campaign.ts';
import styles from './FieldNotes.module.css';

const c = classes(styles);

/** What prospects said about one part, in its margin where there is room, else under it. */
export const PartNotes = ({ part }: { part: string }) => {
  const { id } = useOpenCampaign();
  const notes = Object.values(useTeam().notes).filter((note) =>
    note.links.some((link) => link.campaign === id && link.part === part),
  );
  if (notes.length === 0) return null;
  return (
    <aside className={c('margin')} aria-label="Field notes">
      {notes.map((note) => (
        <button
          key={note.id}
          type="button"
          onClick={() => {
            openPanel('notes');
          }}
        >
          <Icon name="quote" small />
          <span>
            {note.quote.body?.text ?? 'The words were erased.'}
            <small>{note.who.body?.text ?? 'Erased'}</small>
          </span>
        </button>
      ))}
    </aside>
  );
};
