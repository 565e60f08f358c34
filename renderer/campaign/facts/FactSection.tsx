import { useState } from 'react';
import type { FactKey } from '../../../domain/campaign/facts.ts';
import { can } from '../../../domain/people/can.ts';
import type { Fix, Reason } from '../../../domain/gate/refusal.ts';
import { usePendingIds, useOutbox, useWorkspace } from '../../client/hooks.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { factWords } from '../part-words.ts';
import { StaleQuestion } from './StaleQuestion.tsx';
import { FactForm } from './FactForm.tsx';
import { FactValue } from './FactValue.tsx';
import { staleFix } from './stale.ts';
import { wrongIn } from './wrong-in.ts';
import styles from './Facts.module.css';

const c = classes(styles);
type Stale = { fix: Extract<Fix, { go: 'stale' }>; mine: unknown; refused: string | null };

/** One fact: its value and who set it, or its form; and the question when somebody else decided meanwhile. */
export const FactSection = ({ fact }: { fact: FactKey }) => {
  const workspace = useWorkspace();
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const pending = usePendingIds().has(`${campaign.id}/${fact}`);
  const outbox = useOutbox();
  /** The value that was there when this person began; the command replaces exactly that one. */
  const [editing, setEditing] = useState<{ was: unknown; value: unknown } | null>(null);
  const [asked, setAsked] = useState<Stale | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const set = campaign.factsSet[fact];
  const value = campaign.facts[fact];
  const may = can(me, 'set facts', team.policy);

  const send = async (was: unknown, next: unknown) => {
    const outcome = await workspace.send({
      kind: 'set fact',
      campaign: campaign.id,
      fact,
      was: json(was),
      value: json(next),
    });
    if (outcome.kind === 'done' || outcome.kind === 'queued') {
      setEditing(null);
      setAsked(null);
      setWrong(null);
      announce(`${factWords[fact].title} ${outcome.kind === 'done' ? 'is set' : 'waits to be sent'}.`);
      return;
    }
    const fix = outcome.kind === 'refused' ? staleFix(outcome.reasons) : null;
    if (fix) setAsked({ fix, mine: next, refused: null });
    else setWrong(outcome.kind === 'refused' ? says(outcome.reasons) : outcome.says);
  };
  const save = () => {
    if (!editing) return;
    const found = wrongIn(fact, editing.value);
    setWrong(found);
    if (found === null) void send(editing.was, editing.value);
  };

  // One that was decided offline and came back refused asks the same question, after the fact.
  const late = outbox.find(
    (each) =>
      each.state === 'refused' &&
      each.command.kind === 'set fact' &&
      each.command.campaign === campaign.id &&
      each.command.fact === fact,
  );
  const lateFix = late?.state === 'refused' ? staleFix(late.reasons) : null;
  const stale: Stale | null =
    asked ??
    (late && lateFix && late.command.kind === 'set fact'
      ? { fix: lateFix, mine: late.command.value, refused: late.command.id }
      : null);

  return (
    <section className={c('fact')} data-fact={fact} aria-labelledby={`fact-${fact}`}>
      <header className={c('row')}>
        <h3 id={`fact-${fact}`} tabIndex={-1} className={c('name')}>
          {factWords[fact].title}
        </h3>
        {pending && <Badge icon="laptop">waits to be sent</Badge>}
        {set && !editing && (
          <span className={c('quiet')}>
            {firstName(team.members[set.by]?.name ?? 'someone')}, <TimeAgo at={set.at} />
          </span>
        )}
        <span className={c('grow')} />
        {may && !editing && (
          <Button
            size="small"
            aria-label={`${value === null ? 'Decide' : 'Change'} ${factWords[fact].title.toLowerCase()}`}
            onPress={() => {
              setWrong(null);
              setEditing({ was: value, value });
            }}
          >
            {value === null ? 'Decide' : 'Change'}
          </Button>
        )}
      </header>
      {editing ? (
        <form
          className={c('form')}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <FactForm
            fact={fact}
            value={editing.was}
            onChange={(next) => {
              setEditing((now) => now && { ...now, value: next });
              setWrong(null);
            }}
          />
          {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
          <div className={c('acts')}>
            <Button kind="primary" type="submit">
              Set it
            </Button>
            <Button
              onPress={() => {
                setEditing(null);
                setWrong(null);
              }}
            >
              Cancel
            </Button>
          </div>
        </form>
      ) : (
        <div className={c('value', value === null && 'open')}>
          {value === null ? factWords[fact].asks : <FactValue fact={fact} />}
        </div>
      )}
      {stale && (
        <StaleQuestion
          fact={fact}
          fix={stale.fix}
          mine={stale.mine}
          onKeep={() => {
            if (stale.refused !== null) workspace.discard(stale.refused);
            setAsked(null);
            setEditing(null);
          }}
          onSend={() => {
            if (stale.refused !== null) workspace.discard(stale.refused);
            void send(stale.fix.now, stale.mine);
          }}
          onLater={
            stale.refused === null
              ? () => {
                  setAsked(null);
                }
              : null
          }
        />
      )}
    </section>
  );
};

/** Facts are plain JSON by their schemas. */
const json = (value: unknown) => structuredClone(value ?? null) as never;
const says = (reasons: readonly Reason[]): string => reasons.map((reason) => reason.says).join(' ');
