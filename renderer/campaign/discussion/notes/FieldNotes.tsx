import { useState } from 'react';
import { can } from '../../../../domain/people/can.ts';
import type { FieldNote } from '../../../../domain/state.ts';
import { sayOutcome } from '../../../app/say-outcome.ts';
import { usePendingIds, useWorkspace } from '../../../client/hooks.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { NotPossible } from '../../../ui/NotPossible.tsx';
import { classes } from '../../../ui/classes.ts';
import { day, firstName } from '../../../ui/format.ts';
import { briefParts } from '../../../../domain/campaign/rooms.ts';
import { announce } from '../../announce.ts';
import { standing } from '../../counts.ts';
import { useGo, useMe, useOpenCampaign, useSteps, useTeam } from '../../open-campaign.ts';
import { briefWords } from '../../part-words.ts';
import { placeOfText } from '../../place.ts';
import { partTitle } from '../../text-title.ts';
import { EraseMenu } from '../../record/EraseMenu.tsx';
import { LogNote } from './LogNote.tsx';
import { linkedNotes } from './linked.ts';
import styles from './FieldNotes.module.css';

const c = classes(styles);

/** What prospects and customers said: field notes of this campaign first, then the team's others, each to be linked to a part. */
export const FieldNotes = () => {
  const { id } = useOpenCampaign();
  const team = useTeam();
  const me = useMe();
  const [logging, setLogging] = useState(false);
  const here = linkedNotes(team.notes, id);
  const known = new Set(here.map((note) => note.id));
  const others = Object.values(team.notes)
    .filter((note) => !known.has(note.id))
    .toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <div className={c('notes')}>
      <div className={c('head')}>
        {can(me, 'log field note', team.policy) ? (
          <Button
            icon="plus"
            onPress={() => {
              setLogging(true);
            }}
          >
            Add a field note
          </Button>
        ) : (
          <NotPossible reason="Sales adds them; you can link them to the part they are about.">
            Add a field note
          </NotPossible>
        )}
      </div>
      {here.length === 0 && others.length === 0 && <p className={c('none')}>No field notes yet.</p>}
      {here.length > 0 && (
        <ul className={c('list')} aria-label="In this campaign">
          {here.map((note) => (
            <Note key={note.id} note={note} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <section aria-labelledby="other-notes">
          <h3 id="other-notes" className={c('title')}>
            From elsewhere in the workspace
          </h3>
          <ul className={c('list')}>
            {others.map((note) => (
              <Note key={note.id} note={note} />
            ))}
          </ul>
        </section>
      )}
      {logging && (
        <LogNote
          onClose={() => {
            setLogging(false);
          }}
        />
      )}
    </div>
  );
};

const Note = ({ note }: { note: FieldNote }) => {
  const { id: campaign } = useOpenCampaign();
  const workspace = useWorkspace();
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const steps = useSteps();
  const pending = usePendingIds();
  const links = note.links.filter((link) => link.campaign === campaign);
  const mayLink = can(me, 'link field note', team.policy);
  const link = async (part: string, linked: boolean) => {
    if (await sayOutcome(workspace.send({ kind: 'link field note', note: note.id, campaign, part, linked })))
      announce(linked ? `Linked to ${partTitle(part, steps)}.` : 'Link removed.');
  };
  const parts = [
    ...briefParts.map((part) => ({ part: `brief/${part}`, title: briefWords[part].title })),
    ...standing(steps).map((step) => ({ part: `step/${step.id}`, title: partTitle(`step/${step.id}`, steps) })),
  ].filter(({ part }) => !links.some((each) => each.part === part));
  return (
    <li className={c('note', pending.has(note.id) && 'pending')}>
      <blockquote>{note.quote.body ? note.quote.body.text : 'The words were erased.'}</blockquote>
      <div className={c('by')}>
        <p>
          {note.who.body?.text ?? 'Erased'}, {note.channel}, to {firstName(team.members[note.by]?.name ?? 'someone')},{' '}
          {day(note.at)}
        </p>
        {!pending.has(note.id) && (
          <EraseMenu
            by={note.by}
            texts={[note.quote, note.who].flatMap(({ hash, body }) => (body ? [hash] : []))}
            label="More about this note"
          />
        )}
      </div>
      <p className={c('badges')}>
        {pending.has(note.id) && <Badge icon="laptop">waits to be sent</Badge>}
        {!note.mayBeQuoted && <Badge icon="lock">do not quote</Badge>}
        {links.map(({ part }) => (
          <span key={part} className={c('link')}>
            <button
              type="button"
              onClick={() => {
                go(placeOfText(part));
              }}
            >
              <Icon name="link" small />
              {partTitle(part, steps)}
            </button>
            {mayLink && (
              <button
                type="button"
                aria-label={`Unlink from ${partTitle(part, steps)}`}
                onClick={() => {
                  void link(part, false);
                }}
              >
                <Icon name="x" small />
              </button>
            )}
          </span>
        ))}
        {mayLink && parts.length > 0 && (
          <Menu
            label="Link this note to a part"
            size="small"
            items={parts.map(({ part, title }) => ({
              id: part,
              label: title,
              icon: part.startsWith('brief/') ? ('doc' as const) : ('rows' as const),
              onAction: () => {
                void link(part, true);
              },
            }))}
          >
            Link
          </Menu>
        )}
      </p>
    </li>
  );
};
