import { useRef } from 'react';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { can } from '../../../domain/people/can.ts';
import type { Version } from '../../../domain/state.ts';
import { useKeys } from '../../app/keys.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName } from '../../ui/format.ts';
import { Reasons } from '../gate/Reasons.tsx';
import { useMe, useTeam } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import { SignNotices } from './SignNotices.tsx';
import type { Reading } from './use-reading.ts';
import { useVerdict, type Verdict } from './use-verdict.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** A comment, a request for changes, or the signature. Whoever does not decide comments. */
export const VerdictForm = ({
  version,
  frozen,
  reading,
  takesFocus,
  onSent,
}: {
  version: Version;
  frozen: Frozen;
  reading: Reading;
  takesFocus: boolean;
  onSent: () => void;
}) => {
  const team = useTeam();
  const form = useRef<HTMLFormElement>(null);
  const mayDecide = can(useMe(), 'decide review', team.policy) && !reading.signed;
  const saying = useVerdict(version, frozen, reading);
  const { verdict, words, wrong, why, reasons, offline, online, busy, stopped, target } = saying;
  const { missing } = reading;
  const act = async () => {
    if (await saying.act()) onSent();
  };
  const choose = (next: Verdict) => () => {
    saying.choose(next);
    const field = mayDecide ? `[value="${next}"]` : 'textarea';
    form.current?.querySelector<HTMLElement>(field)?.focus();
  };
  useKeys({
    'Mod+Enter': () => {
      if (verdict !== 'sign' || busy) return false;
      void act();
      return undefined;
    },
    c: choose('comment'),
    r: mayDecide ? choose('changes') : () => false,
    s: mayDecide ? choose('sign') : () => false,
  });
  const sign = `Sign version ${version.number}`;
  const options: { value: Verdict; label: string; key: string }[] = [
    { value: 'comment', label: 'Comment', key: 'C' },
    { value: 'changes', label: 'Request changes', key: 'R' },
    { value: 'sign', label: sign, key: 'S' },
  ];
  return (
    <form
      ref={form}
      className={c('form')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      {mayDecide && (
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
      )}
      {verdict === 'sign' ? (
        <SignNotices version={version} stopped={stopped} reading={reading} />
      ) : (
        <TextArea
          label={
            verdict === 'changes'
              ? 'What should change?'
              : target
                ? `Comment on ${partTitle(target.part, reading.steps)}`
                : 'Comment'
          }
          placeholder={
            verdict === 'comment'
              ? `What should ${firstName(team.members[version.by]?.name ?? 'the team')} know?`
              : undefined
          }
          value={words}
          onChange={saying.say}
          onSubmit={() => void act()}
          rows={2}
          maxLength={10_000}
          takesFocus={takesFocus}
          error={wrong ?? (verdict === 'comment' ? why : null)}
        />
      )}
      {verdict !== 'comment' && reasons.length > 0 && stopped.length === 0 && (
        <Reasons reasons={reasons} onGo={() => {}} />
      )}
      {verdict !== 'comment' && offline !== null && <Notice tone="care">{offline}</Notice>}
      <div className={c('go')}>
        {verdict === 'comment' ? (
          <Button kind="primary" type="submit" isDisabled={busy} kbd="Mod+Enter">
            Send comment
          </Button>
        ) : !online ? (
          <NotPossible reason="Needs a connection to the server.">
            {verdict === 'sign' ? sign : 'Request changes'}
          </NotPossible>
        ) : verdict === 'changes' ? (
          <Button kind="primary" type="submit" isDisabled={busy} kbd="Mod+Enter">
            Request changes
          </Button>
        ) : stopped[0] ? (
          <NotPossible
            reason={stopped.length === 1 ? stopped[0].says : `${count(stopped.length, 'thing')} in the way.`}
          >
            {sign}
          </NotPossible>
        ) : missing.length > 0 ? (
          <NotPossible reason={`${count(missing.length, 'part')} not viewed.`}>{sign}</NotPossible>
        ) : (
          <Button kind="sign" type="submit" icon="st-signed" isDisabled={busy} kbd="Mod+Enter">
            {sign}
          </Button>
        )}
      </div>
    </form>
  );
};
