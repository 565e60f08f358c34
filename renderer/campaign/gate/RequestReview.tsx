import { useMemo, useState } from 'react';
import { countChanges, diffVersions } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { blockingThreads } from '../../../domain/gate/blocking-threads.ts';
import { activeLeads } from '../../../domain/people/leads.ts';
import { useOutbox, useRoomStatus } from '../../client/hooks.ts';
import { Notice } from '../../ui/Notice.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName, listed } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useHref, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { useHere } from '../presence.ts';
import { DiffList } from '../review/DiffList.tsx';
import { DecisionDialog } from './DecisionDialog.tsx';
import { digestAsked, whoTyped } from './digest-question.ts';
import { useSending } from '../use-sending.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/**
 * Freezes the draft that stands on this screen as the next version and asks for signatures. Offered only with nothing unsent. Did
 * somebody type meanwhile, the server asks: the difference is shown, and a yes sends the digest of what is on the screen then.
 */
export const RequestReview = ({ onClose }: { onClose: () => void }) => {
  const { brief, copy } = useOpenCampaign();
  const campaign = useCampaign();
  const team = useTeam();
  const here = useHere();
  const href = useHref();
  const { findings, frozen: settled, freeze, since } = useDraft();
  const outbox = useOutbox();
  const unsent = useRoomStatus(brief).unsent + useRoomStatus(copy).unsent;
  const waiting = outbox.filter(
    (each) => each.state !== 'refused' && 'campaign' in each.command && each.command.campaign === campaign.id,
  ).length;
  const { busy, reasons, offline, send } = useSending();
  const [note, setNote] = useState('');
  /** What this person asked to freeze last. */
  const [asked, setAsked] = useState<Frozen | null>(null);
  const number = campaign.versions.length + 1;
  const leads = activeLeads(team).map((id) => firstName(team.members[id]?.name ?? 'someone'));
  const stops = findings.filter((finding) => finding.blocking).length;
  const threads = blockingThreads(campaign);
  const wanted = digestAsked(reasons);
  // Read afresh as the question comes up: what was typed just before it may not have settled yet.
  const now = useMemo(() => (wanted === null ? settled : freeze()), [wanted, settled, freeze]);
  const moved = wanted !== null && asked !== null ? diffVersions(asked, now) : null;
  /** Their words may still be on the way to this screen. */
  const arrived = wanted === null || now.digest === wanted || (asked !== null && now.digest !== asked.digest);
  const typed = whoTyped(here, team);
  const not =
    unsent > 0 || waiting > 0
      ? `${count(unsent + waiting, 'change')} not on the server yet.`
      : wanted !== null && !arrived
        ? 'Their words are still on the way to your screen.'
        : null;
  const ask = async () => {
    const frozen = freeze();
    setAsked(frozen);
    const did = await send({
      kind: 'request review',
      campaign: campaign.id,
      digest: frozen.digest,
      note: note.trim() === '' ? null : note.trim(),
    });
    if (!did) return;
    announce(`Version ${number} is frozen and waits for a signature.`);
    onClose();
  };
  return (
    <DecisionDialog
      title={
        wanted === null
          ? `Ask to sign ${campaign.name}, version ${number}`
          : `${typed.name} typed meanwhile. Freeze with ${typed.whose} words?`
      }
      action={wanted === null ? `Ask to sign version ${number}` : `Freeze with ${typed.whose} words`}
      reasons={wanted === null ? reasons : []}
      offline={offline}
      busy={busy}
      not={not}
      onDecide={() => void ask()}
      onClose={onClose}
    >
      {wanted === null ? (
        <>
          <p>
            Brief, facts and copy are frozen as they are now. {leads.length > 0 ? listed(leads) : 'A sales lead'}{' '}
            {leads.length > 1 ? 'read' : 'reads'} them; what is typed later belongs to the next version.
          </p>
          {since && (
            <p>
              {since.changes === 0
                ? `Nothing changed since version ${since.version}.`
                : `${count(since.changes, 'change')} since version ${since.version}.`}
            </p>
          )}
          {leads.length === 0 && (
            <Notice tone="care" title="There is no sales lead in this workspace yet.">
              Nobody can sign until one joins. An admin invites them under People.
            </Notice>
          )}
          {stops > 0 && (
            <Notice tone="care">
              {stops === 1 ? 'One check fails' : `${stops} checks fail`}. You can still ask, but this version cannot be
              signed.
            </Notice>
          )}
          {threads.length > 0 && (
            <Notice
              tone="care"
              title={`${threads.length === 1 ? 'A blocking thread is' : `${threads.length} blocking threads are`} open.`}
            >
              No version can be signed until {threads.length === 1 ? 'it is' : 'they are'} closed.
              <ul>
                {threads.map((thread) => (
                  <li key={thread.id}>
                    <a href={href({ at: 'thread', thread: thread.id })} onClick={onClose}>
                      {firstName(team.members[thread.by]?.name ?? 'Someone')}: “
                      {thread.comment.body?.text ?? 'The words were erased.'}”
                    </a>
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <TextArea
            label="What should they know?"
            value={note}
            onChange={setNote}
            onSubmit={() => {
              if (not === null) void ask();
            }}
            placeholder="Optional"
            maxLength={10_000}
            takesFocus
          />
        </>
      ) : moved && arrived && countChanges(moved) > 0 ? (
        <>
          <p>{count(countChanges(moved), 'change')} came in since you asked:</p>
          <div className={c('moved')}>
            <DiffList parts={moved.filter((part) => part.change !== 'same')} after={now} before={asked} />
          </div>
        </>
      ) : (
        <p>Somebody’s words reached the server and are on the way to this screen. They show here as they come.</p>
      )}
    </DecisionDialog>
  );
};
