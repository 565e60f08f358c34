import { blockingThreads } from '../../../domain/gate/blocking-threads.ts';
import { blockingChecks, type CheckCode, type Finding } from '../../../domain/gate/finding.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName } from '../../ui/format.ts';
import { chooseFinding } from '../desk.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useGo, useOpenCampaign, useSteps, useTeam } from '../open-campaign.ts';
import { placeOfText } from '../place.ts';
import { putBack } from '../room/put-back.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { partTitle } from '../text-title.ts';
import { passedWords } from './passed-words.ts';
import { unwrittenIn } from './to-do.ts';
import { findingId } from './finding-id.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** What stops the next version, what is worth a look, and what is in order; each finding leads to its words. */
export const Checks = ({ next }: { next: number }) => {
  const { findings, checked } = useDraft();
  const campaign = useCampaign();
  const team = useTeam();
  const go = useGo();
  const threads = blockingThreads(campaign);
  const stops = findings.filter((finding) => finding.blocking);
  const todo = new Set(unwrittenIn(findings));
  const cares = findings.filter((finding) => !finding.blocking);
  const found = new Set<CheckCode>(findings.map((finding) => finding.code));
  const right = checked ? blockingChecks.filter((code) => !found.has(code)) : [];
  return (
    <section className={c('block')} aria-label="Checks">
      {(stops.length > 0 || threads.length > 0) && (
        <>
          <h3 className={c('title')}>Before version {next} can be signed</h3>
          <ul className={c('checks')}>
            {threads.map((thread) => (
              <li key={thread.id}>
                <span className={c('no')}>
                  <Icon name="block" small label="Blocking" />
                </span>
                <span>
                  A blocking thread is open
                  <button
                    type="button"
                    onClick={() => {
                      go({ at: 'thread', thread: thread.id });
                    }}
                  >
                    {firstName(team.members[thread.by]?.name ?? 'Someone')}: “{thread.comment.body?.text ?? 'erased'}”
                  </button>
                </span>
              </li>
            ))}
            {stops.map((finding) => (
              <Found key={keyOf(finding)} finding={finding} toDo={todo.has(finding)} />
            ))}
          </ul>
        </>
      )}
      {cares.length > 0 && (
        <>
          <h3 className={c('title')}>Suggestions</h3>
          <ul className={c('checks')}>
            {cares.map((finding) => (
              <Found key={keyOf(finding)} finding={finding} />
            ))}
          </ul>
        </>
      )}
      {right.length > 0 && (
        <details className={c('right')} open={stops.length === 0 && threads.length === 0}>
          <summary>{count(right.length, 'check')} passed</summary>
          <ul className={c('checks')}>
            {right.map((code) => (
              <li key={code}>
                <span className={c('ok')}>
                  <Icon name="check" small />
                </span>
                <span>{passedWords[code]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const keyOf = ({ code, at, says }: Finding): string => `${code} ${JSON.stringify(at)} ${says}`;

/** Red is for what is wrong; what nobody has written yet is only to do. */
const Weight = ({ finding, toDo }: { finding: Finding; toDo: boolean }) => {
  if (toDo)
    return (
      <span className={c('todo')}>
        <i className={c('ring')} />
        <span className="sr">To do</span>
      </span>
    );
  return (
    <span className={c(finding.blocking ? 'no' : 'hm')}>
      <Icon name={finding.blocking ? 'block' : 'alert-fill'} small label={finding.blocking ? 'Blocking' : 'Advisory'} />
    </span>
  );
};

const Found = ({ finding, toDo = false }: { finding: Finding; toDo?: boolean }) => {
  const { says, at, code } = finding;
  const { id, copy } = useOpenCampaign();
  const { access } = useRoomStatus(copy);
  const guard = useLeadGuard(id);
  const addable = missing[code];
  const go = useGo();
  const steps = useSteps();
  const where = at === null ? null : 'text' in at ? at.text : 'fact' in at ? `fact/${at.fact}` : `step/${at.step}`;
  return (
    <li>
      <Weight finding={finding} toDo={toDo} />
      <span>
        {says}
        {where !== null && (
          <button
            type="button"
            onClick={() => {
              if (at && 'text' in at) chooseFinding(findingId(at));
              go(placeOfText(where));
            }}
          >
            {partTitle(where, steps)}
          </button>
        )}
        {at && 'text' in at && addable && access === 'write' && (
          <button
            type="button"
            onClick={() => {
              guard(() => {
                if (putBack(copy.doc, at.text, addable)) go(placeOfText(at.text));
              });
            }}
          >
            Add it at the end
          </button>
        )}
      </span>
    </li>
  );
};

/** What an e-mail must carry, as it is typed. */
const missing: Partial<Record<CheckCode, string>> = {
  'no opt-out link': '{{opt-out link}}',
  'no sender address': '{{sender address}}',
};
