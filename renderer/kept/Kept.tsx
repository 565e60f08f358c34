import { useState } from 'react';
import { TopBar } from '../app/TopBar.tsx';
import { hrefTo, pathTo } from '../app/paths.ts';
import { isShown } from '../../domain/event.ts';
import { placeAddress, placeOfText } from '../campaign/place.ts';
import { putBack } from '../campaign/room/put-back.ts';
import { useLeadGuard } from '../campaign/text/lead-guard.ts';
import { LeadWarning } from '../campaign/text/LeadWarning.tsx';
import { partTitle } from '../campaign/text-title.ts';
import { entryOf } from '../campaign/record/in-words.ts';
import { readable } from './readable.ts';
import type { Recovery } from '../client/contract.ts';
import { useRecoveries, useRoom, useRoomStatus, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Icon } from '../ui/Icon.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { classes } from '../ui/classes.ts';
import { copyWords } from '../ui/copy-words.ts';
import { count, dayTime } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { discard, useIsDiscarded } from './discard.ts';
import styles from './Kept.module.css';

const c = classes(styles);
type KeptText = Extract<Recovery, { kind: 'text' }>;
type KeptRecord = Extract<Recovery, { kind: 'record' }>;

/** What this laptop keeps because the server has it no more: where it belonged, and what can be done with it. */
export const Kept = () => {
  const isDiscarded = useIsDiscarded();
  const kept = useRecoveries().filter(({ id }) => !isDiscarded(id));
  return (
    <>
      <TopBar />
      <main id="main" tabIndex={-1} className={c('page')}>
        <header>
          <h1 className={c('title')}>Kept on this laptop</h1>
          <p className={c('quiet')}>
            Words and decisions that the server does not have. Nothing here is merged automatically: put each one back
            into its draft, copy it, or discard it.
          </p>
        </header>
        {kept.length === 0 && (
          <Empty title="Nothing is kept aside">
            Everything that was written here is on the server, or on its way to it.
          </Empty>
        )}
        {kept.map((each) =>
          each.kind === 'text' ? <Texts key={each.id} kept={each} /> : <Entries key={each.id} kept={each} />,
        )}
      </main>
    </>
  );
};

const Texts = ({ kept }: { kept: KeptText }) => {
  const workspace = useWorkspace();
  const known = useWorkspaceState((state) => state.campaigns[kept.campaign] !== undefined);
  const what = kept.room.endsWith('/brief') ? 'Brief' : 'Copy';
  const name = kept.campaignName || 'a campaign that is gone';
  return (
    <section className={c('kept')} aria-label={`${what} of ${name}`}>
      <header className={c('head')}>
        <Icon name="doc" />
        <h2 className={c('sub')}>
          {what} of {name}
        </h2>
        <span className={c('quiet')}>{dayTime(kept.at)}</span>
        <span className={c('grow')} />
        <Button
          size="small"
          kind="quiet"
          onPress={() => {
            discard(kept.id, `What was kept of ${name}`, () => {
              workspace.dismissRecovery(kept.id);
            });
          }}
        >
          Discard
        </Button>
      </header>
      <p className={c('why')}>{kept.why}</p>
      {known ? <InRoom kept={kept} /> : <Passages kept={kept} insert={null} why={`${name} is not on the server.`} />}
    </section>
  );
};

/** With the draft open, so that words can go back into it. */
const InRoom = ({ kept }: { kept: KeptText }) => {
  const room = useRoom(kept.room);
  const { access, loaded } = useRoomStatus(room);
  const may = loaded && access === 'write' && room !== null;
  const guard = useLeadGuard(kept.campaign);
  return (
    <>
      <Passages
        kept={kept}
        insert={
          may
            ? (text, words, done) => {
                guard(() => {
                  done(putBack(room.doc, text, words));
                });
              }
            : null
        }
        why={loaded ? 'You may only read this draft now.' : 'The draft is still opening.'}
      />
      <LeadWarning campaign={kept.campaign} />
    </>
  );
};

const Passages = ({
  kept,
  insert,
  why,
}: {
  kept: KeptText;
  insert: ((text: string, words: string, done: (did: boolean) => void) => void) | null;
  why: string;
}) => {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  return (
    <ul className={c('texts')}>
      {kept.texts.map(({ text, whole, lost }) => {
        const title = partTitle(text, kept.steps);
        return (
          <li key={text}>
            <h3 className={c('of')}>{title}</h3>
            {lost.map((words, index) => {
              const id = `${text} ${index}`;
              return (
                <div key={id} className={c('passage')}>
                  <blockquote>{readable(words)}</blockquote>
                  <div className={c('acts')}>
                    {done.has(id) ? (
                      <a href={hrefTo(pathTo.campaign(kept.campaign, placeAddress(placeOfText(text))))}>
                        <Icon name="check" small /> At the end of {title} now
                      </a>
                    ) : insert === null ? (
                      <NotPossible reason={why}>Insert into the draft</NotPossible>
                    ) : (
                      <Button
                        size="small"
                        onPress={() => {
                          insert(text, words, (did) => {
                            if (did) setDone((before) => new Set([...before, id]));
                            else toast(`${title} is not in the draft any more. Copy the words instead.`);
                          });
                        }}
                      >
                        Insert into the draft
                      </Button>
                    )}
                    <Button size="small" kind="quiet" onPress={() => void copyWords(readable(words))}>
                      Copy
                    </Button>
                  </div>
                </div>
              );
            })}
            <details className={c('whole')}>
              <summary>All of {title} as it stood here</summary>
              <blockquote>{readable(whole)}</blockquote>
              <Button size="small" kind="quiet" onPress={() => void copyWords(readable(whole))}>
                Copy all of it
              </Button>
            </details>
          </li>
        );
      })}
    </ul>
  );
};

const Entries = ({ kept }: { kept: KeptRecord }) => {
  const workspace = useWorkspace();
  const team = useWorkspaceState((state) => state);
  const me = workspace.me();
  const entries = kept.rows.filter(isShown);
  const hidden = kept.rows.length - entries.length;
  return (
    <section className={c('kept')} aria-label="Entries of the record">
      <header className={c('head')}>
        <Icon name="history" />
        <h2 className={c('sub')}>{count(kept.rows.length, 'entry', 'entries')} of the record</h2>
        <span className={c('quiet')}>{dayTime(kept.at)}</span>
        <span className={c('grow')} />
        <Button
          size="small"
          kind="quiet"
          onPress={() => {
            discard(kept.id, 'The list of entries', () => {
              workspace.dismissRecovery(kept.id);
            });
          }}
        >
          Dismiss
        </Button>
      </header>
      <p className={c('why')}>{kept.why}</p>
      <ol className={c('entries')}>
        {entries.map((row) => {
          const entry = entryOf(row, team);
          const mine = 'member' in row.event.actor && row.event.actor.member === me.id;
          const campaign = row.event.campaign === null ? null : (team.campaigns[row.event.campaign]?.name ?? null);
          return (
            <li key={row.number}>
              <Icon name={entry.icon} small />
              <div>
                <p>
                  <b>{mine ? 'You' : entry.who}</b> {entry.says}
                  <span className={c('quiet')}>
                    {' '}
                    {campaign ? `${campaign}, ` : ''}
                    {dayTime(entry.at)}
                  </span>
                </p>
                {entry.texts.map(
                  ({ said: text }, index) =>
                    text !== null && (
                      <div key={index} className={c('passage')}>
                        <blockquote>{text}</blockquote>
                        <div className={c('acts')}>
                          <Button size="small" kind="quiet" onPress={() => void copyWords(readable(text))}>
                            Copy
                          </Button>
                        </div>
                      </div>
                    ),
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {hidden > 0 && (
        <p className={c('quiet')}>{count(hidden, 'entry', 'entries')} of campaigns that you do not see.</p>
      )}
    </section>
  );
};
