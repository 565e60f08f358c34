import { useRef, useState } from 'react';
import type { PartDiff } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { can } from '../../../domain/people/can.ts';
import { standing } from '../../../domain/stage.ts';
import type { HiddenIn } from '../../../domain/canonical/hidden-in.ts';
import { isEligible } from '../../../domain/people/leads.ts';
import type { Version } from '../../../domain/state.ts';
import { useKeys } from '../../app/keys.ts';
import { useOnline } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { CountersignLine } from '../../ui/CountersignLine.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime, listed } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { Reasons } from '../gate/Reasons.tsx';
import { useSending } from '../use-sending.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import { Known } from './Known.tsx';
import { commentOn } from './comment-on.ts';
import { authorsOf } from '../../../domain/gate/signed-for.ts';
import { signReasons } from '../../../domain/gate/sign-reasons.ts';
import type { NamedStep } from './named-steps.ts';
import { changedIn, type Sheet } from './sheets.ts';
import { statementOf } from './statement.ts';
import { useStartComment } from './start-comment.ts';
import styles from './Review.module.css';

const c = classes(styles);
type Verdict = 'comment' | 'changes' | 'sign';

/** What is known about the version, and the reader's verdict: comment, request changes, or sign in words. */
export const Decide = ({
  version,
  frozen,
  base,
  parts,
  steps,
  hidden,
  missing,
  viewed,
  at,
  onShow,
  sheetOf,
}: {
  version: Version;
  frozen: Frozen;
  base: number | null;
  parts: readonly PartDiff[];
  steps: readonly NamedStep[];
  hidden: readonly HiddenIn[];
  /** Changed sheets that this reader has not ticked. */
  missing: readonly Sheet[];
  viewed: readonly string[];
  at: Sheet | null;
  onShow: (sheet: string) => void;
  sheetOf: (part: string) => string | null;
}) => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const online = useOnline();
  const { busy, reasons, offline, send, setReasons } = useSending();
  const startComment = useStartComment();
  const [verdict, setVerdict] = useState<Verdict>('comment');
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const [first] = useState(standing(version).length);
  const signs = can(me, 'decide review', team.policy);
  const talks = can(me, 'comment', team.policy, campaign.id);
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const statement = statementOf(campaign.name, version.number, frozen);
  const signature = standing(version).at(-1);
  const stopped = signReasons(team, campaign, { version, frozen }, me);
  const hiddenTimes = hidden.reduce((sum, { times }) => sum + times, 0);
  const byAuthor = authorsOf(team, campaign, version).includes(me.id);
  const choose = (next: Verdict) => () => {
    setVerdict(next);
    setReasons([]);
    setWrong(null);
    form.current?.querySelector<HTMLElement>(`[value="${next}"]`)?.focus();
  };
  const target = commentOn(at ? (changedIn(at)[0]?.part ?? null) : null, parts);
  const locked = stopped.length > 0 || missing.length > 0 || !online;
  const act = async () => {
    // Enter in a radio button sends the form, too.
    if (verdict === 'sign' && locked) return;
    if (verdict !== 'sign' && words.trim() === '') {
      setWrong(verdict === 'comment' ? 'Write something first.' : 'Say what should change; it stands in the record.');
      return;
    }
    if (verdict === 'comment') {
      const why = target ? await startComment(target, words.trim()) : 'Choose a part with words first.';
      setWrong(why);
      if (why !== null) return;
      announce('Comment added.');
    } else {
      const named = { campaign: campaign.id, version: version.number, digest: frozen.digest };
      const did = await send(
        verdict === 'sign'
          ? { kind: 'sign off', ...named, viewed: [...viewed], statement }
          : { kind: 'request changes', ...named, reason: words.trim(), viewed: [...viewed] },
      );
      if (!did) return;
      announce(verdict === 'sign' ? `You signed version ${version.number}.` : 'Changes requested.');
    }
    setWords('');
    setVerdict('comment');
  };
  useKeys({
    'Mod+Enter': () => {
      if (verdict !== 'sign' || busy) return false;
      void act();
      return undefined;
    },
    c: talks ? choose('comment') : () => false,
    r: signs ? choose('changes') : () => false,
    s: signs ? choose('sign') : () => false,
  });
  const options: { value: Verdict; label: string; key: string }[] = [
    { value: 'comment', label: 'Comment', key: 'C' },
    ...(signs
      ? [
          { value: 'changes' as const, label: 'Request changes', key: 'R' },
          { value: 'sign' as const, label: `Sign version ${version.number}`, key: 'S' },
        ]
      : []),
  ];
  return (
    <aside className={c('decide')} aria-label="Your decision">
      <Known
        version={version}
        frozen={frozen}
        steps={steps}
        signs={signs}
        hidden={hidden}
        onShow={(part) => {
          const sheet = sheetOf(part);
          if (sheet !== null) onShow(sheet);
        }}
      />
      <form
        ref={form}
        id="verdict"
        className={c('verdict')}
        aria-label="Verdict"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        <p className={c('sentence', (verdict === 'sign' || signature) && 'strong')}>
          “{signature?.statement ?? statement}”
        </p>
        <CountersignLine
          left={{ name: name(version.by), note: `asked, ${dayTime(version.at)}` }}
          right={signature ? { name: name(signature.by), note: `signed, ${dayTime(signature.at)}` } : null}
          awaits={signs && isEligible(team, campaign, version, me) ? { name: me.name, note: 'not signed' } : undefined}
          signed
          draws={standing(version).length > first}
        />
        {signature?.byAuthor && (
          <Notice tone="care" title="Signed by an author.">
            There was no other sales lead who could.
          </Notice>
        )}
        {talks && (
          <>
            <fieldset className={c('options')}>
              <legend className="sr">Verdict</legend>
              {options.map((option) => (
                <label key={option.value}>
                  <input
                    type="radio"
                    name="verdict"
                    value={option.value}
                    checked={verdict === option.value}
                    onChange={choose(option.value)}
                  />
                  <span>{option.label}</span>
                  <Kbd>{option.key}</Kbd>
                </label>
              ))}
            </fieldset>
            {verdict === 'sign' ? (
              <>
                {missing.length > 0 && (
                  <p className={c('after')}>
                    After {count(missing.length, 'more part')}:{' '}
                    {missing.map((sheet, index) => (
                      <span key={sheet.id}>
                        {index > 0 && ', '}
                        <button
                          type="button"
                          onClick={() => {
                            onShow(sheet.id);
                          }}
                        >
                          {sheet.title}
                        </button>
                      </span>
                    ))}
                  </p>
                )}
                {stopped.length > 0 && <Reasons reasons={stopped} onGo={() => {}} />}
                {hidden.length > 0 && (
                  <Notice
                    tone="care"
                    title={`${count(hiddenTimes, 'character')} ${hiddenTimes === 1 ? 'is' : 'are'} not what ${hiddenTimes === 1 ? 'it seems' : 'they seem'}.`}
                  >
                    You would sign {hiddenTimes === 1 ? 'it' : 'them'}, too:{' '}
                    {listed([...new Set(hidden.map((each) => each.name))])}. Above is where.
                  </Notice>
                )}
                {byAuthor && stopped.length === 0 && (
                  <Notice tone="care">
                    You wrote in it and are the only lead who can sign: record and certificate will say “signed by an
                    author”.
                  </Notice>
                )}
              </>
            ) : (
              <TextArea
                label={
                  verdict === 'comment'
                    ? target
                      ? `Comment on ${partTitle(target.part, steps)}`
                      : 'Comment'
                    : 'What should change?'
                }
                value={words}
                onChange={(typed) => {
                  setWords(typed);
                  setWrong(null);
                }}
                onSubmit={() => void act()}
                rows={2}
                maxLength={10_000}
                error={wrong}
              />
            )}
            {verdict === 'sign' && reasons.length > 0 && stopped.length === 0 && (
              <Reasons reasons={reasons} onGo={() => {}} />
            )}
            {verdict === 'changes' && reasons.length > 0 && <Reasons reasons={reasons} onGo={() => {}} />}
            {offline !== null && <Notice tone="care">{offline}</Notice>}
            <div className={c('go')}>
              {verdict === 'comment' ? (
                <Button kind="primary" type="submit" kbd="Mod+Enter">
                  Send comment
                </Button>
              ) : !online ? (
                <NotPossible reason="Needs a connection to the server.">
                  {verdict === 'sign' ? `Sign version ${version.number}` : 'Request changes'}
                </NotPossible>
              ) : verdict === 'changes' ? (
                <Button kind="primary" type="submit" isDisabled={busy} kbd="Mod+Enter">
                  Request changes
                </Button>
              ) : stopped.length > 0 || missing.length > 0 ? (
                <NotPossible
                  reason={stopped.length > 0 ? 'See why above.' : `${count(missing.length, 'part')} not viewed.`}
                >
                  Sign version {version.number}
                </NotPossible>
              ) : (
                <Button kind="sign" type="submit" icon="st-signed" isDisabled={busy} kbd="Mod+Enter">
                  Sign version {version.number}
                </Button>
              )}
            </div>
          </>
        )}
      </form>
      <p className="sr">{base === null ? '' : `Compared with version ${base}.`}</p>
    </aside>
  );
};
