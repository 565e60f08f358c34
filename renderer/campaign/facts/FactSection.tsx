import { useEffect, useRef, useState } from 'react';
import type { FactKey } from '../../../domain/campaign/facts.ts';
import { can } from '../../../domain/people/can.ts';
import { usePendingIds } from '../../client/hooks.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { factName, factWords } from '../part-words.ts';
import { StaleQuestion } from './StaleQuestion.tsx';
import { FactEditor } from './FactEditor.tsx';
import { FactValue } from './FactValue.tsx';
import { useSetFact } from './use-set-fact.ts';
import styles from './Facts.module.css';

const c = classes(styles);

/** One fact: its value and who set it, or its form; and the question when somebody else decided meanwhile. */
export const FactSection = ({ fact }: { fact: FactKey }) => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const pending = usePendingIds().has(`${campaign.id}/${fact}`);
  /** The value that was there when this person began; the command replaces exactly that one. */
  const [editing, setEditing] = useState<{ was: unknown } | null>(null);
  const { busy, refused, stale, set, forget, later } = useSetFact(fact, () => {
    setEditing(null);
  });
  const change = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // The form took the focus with it.
    if (wasEditing.current && !editing) change.current?.focus({ preventScroll: true });
    wasEditing.current = editing !== null;
  }, [editing]);
  const by = campaign.factsSet[fact];
  const value = campaign.facts[fact];
  const { title, asks } = factWords[fact];
  const verb = value === null ? 'Set' : 'Change';
  return (
    <section className={c('fact')} data-fact={fact} aria-labelledby={`fact-${fact}`}>
      <header className={c('row')}>
        <h3 id={`fact-${fact}`} tabIndex={-1} className={c('name')}>
          {title}
        </h3>
        {pending && <Badge icon="laptop">waits to be sent</Badge>}
        {by && !editing && (
          <span className={c('quiet')}>
            {firstName(team.members[by.by]?.name ?? 'someone')}, <TimeAgo at={by.at} />
          </span>
        )}
        <span className={c('grow')} />
        {can(me, 'set facts', team.policy) && !editing && (
          <Button
            ref={change}
            size="small"
            aria-label={`${verb} ${factName(fact)}`}
            onPress={() => {
              later();
              setEditing({ was: value });
            }}
          >
            {verb}
          </Button>
        )}
      </header>
      {editing ? (
        <FactEditor
          fact={fact}
          busy={busy}
          refused={refused}
          onSave={(next) => void set(editing.was, next)}
          onClose={() => {
            later();
            setEditing(null);
          }}
        />
      ) : (
        <div className={c('value', value === null && 'open')}>{value === null ? asks : <FactValue fact={fact} />}</div>
      )}
      {stale && (
        <StaleQuestion
          fact={fact}
          fix={stale.fix}
          mine={stale.mine}
          onKeep={() => {
            forget();
            setEditing(null);
          }}
          onSend={() => {
            forget();
            void set(stale.fix.now, stale.mine);
          }}
          onLater={stale.refused === null ? later : null}
        />
      )}
    </section>
  );
};
