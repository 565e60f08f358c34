import { useState } from 'react';
import { advisoryChecks } from '../../domain/gate/finding.ts';
import { unrecordedPolicy, type Policy } from '../../domain/gate/policy.ts';
import { isSecond } from '../../domain/people/leads.ts';
import { roles, type Role } from '../../domain/people/member.ts';
import { sayOutcome, whyNot } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { classes } from '../ui/classes.ts';
import { count, firstName, listed, roleWord } from '../ui/format.ts';
import styles from './People.module.css';

const c = classes(styles);

/** The rules of the gate, in words; an admin changes them, and loosening waits for a sales lead. */
export const PolicyRules = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const [editing, setEditing] = useState(false);
  const policy = state.policy ?? unrecordedPolicy;
  const proposed = state.proposedPolicy;
  const me = workspace.me();
  return (
    <section className={c('card')} aria-labelledby="policy">
      <header className={c('head')}>
        <h2 id="policy" className={c('sub')}>
          Gate policy
        </h2>
        <span className={c('grow')} />
        {workspace.me().admin && (
          <Button
            size="small"
            onPress={() => {
              setEditing(true);
            }}
          >
            Change
          </Button>
        )}
      </header>
      {state.policy === null && <Notice tone="care">No policy is recorded: only a sales lead launches.</Notice>}
      <Rules policy={policy} />
      {proposed && (
        <Notice
          icon="gate"
          title="A looser policy waits for a sales lead."
          actions={
            me.role === 'sales-lead' && isSecond(state, me.id, proposed.by) ? (
              <Button
                size="small"
                kind="primary"
                onPress={() => {
                  void sayOutcome(workspace.send({ kind: 'confirm policy', policy: proposed.policy }));
                }}
              >
                Confirm it
              </Button>
            ) : undefined
          }
        >
          <p>Proposed by {firstName(state.members[proposed.by]?.name ?? 'someone')}:</p>
          <Rules policy={proposed.policy} />
        </Notice>
      )}
      {editing && (
        <PolicyDialog
          was={policy}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </section>
  );
};

const Rules = ({ policy }: { policy: Policy }) => (
  <dl className={c('rules')}>
    <dt>Sign-offs a version needs</dt>
    <dd>{count(policy.quorum, 'sales lead')}</dd>
    <dt>May launch a signed version</dt>
    <dd>{listed(policy.mayLaunch.map(roleWord))}</dd>
    <dt>Sales may write copy</dt>
    <dd>{policy.salesMayWriteCopy ? 'yes' : 'no, they can only comment and suggest'}</dd>
    {policy.alsoBlocking.length > 0 && (
      <>
        <dt>Suggestions that must pass</dt>
        <dd className={c('badges')}>
          {policy.alsoBlocking.map((code) => (
            <Badge key={code} tone="stop" icon="block">
              {code}
            </Badge>
          ))}
        </dd>
      </>
    )}
  </dl>
);

const PolicyDialog = ({ was, onClose }: { was: Policy; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [policy, setPolicy] = useState(was);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const mayLaunch = (role: Role, may: boolean) => {
    setPolicy({
      ...policy,
      mayLaunch: roles.filter((each) => (each === role ? may : policy.mayLaunch.includes(each))),
    });
  };
  const save = async () => {
    if (policy.mayLaunch.length === 0) {
      setWrong('Somebody has to be able to launch. Choose at least one role.');
      return;
    }
    setBusy(true);
    const why = whyNot(await workspace.send({ kind: 'set policy', was, policy }));
    setBusy(false);
    if (why === null) onClose();
    else setWrong(why);
  };
  return (
    <FormDialog title="Gate policy" action="Set the policy" busy={busy} onSubmit={save} onClose={onClose}>
      <NumberField
        label="Sign-offs a version needs"
        min={1}
        max={9}
        value={policy.quorum}
        onChange={(quorum) => {
          if (quorum !== null && quorum >= 1 && quorum <= 9) setPolicy({ ...policy, quorum: Math.round(quorum) });
        }}
      />
      <fieldset className={c('set')}>
        <legend>May launch a signed version</legend>
        {roles
          .filter((role) => role !== 'viewer')
          .map((role) => (
            <CheckboxField
              key={role}
              label={roleWord(role)}
              value={policy.mayLaunch.includes(role)}
              onChange={(may) => {
                mayLaunch(role, may);
              }}
            />
          ))}
      </fieldset>
      <CheckboxField
        label="Sales may write copy"
        description="Otherwise they can only comment and suggest."
        value={policy.salesMayWriteCopy}
        onChange={(salesMayWriteCopy) => {
          setPolicy({ ...policy, salesMayWriteCopy });
        }}
      />
      <fieldset className={c('set')}>
        <legend>Suggestions that must pass</legend>
        {advisoryChecks.map((code) => (
          <CheckboxField
            key={code}
            label={code}
            value={policy.alsoBlocking.includes(code)}
            onChange={(blocks) => {
              setPolicy({
                ...policy,
                alsoBlocking: advisoryChecks.filter((each) =>
                  each === code ? blocks : policy.alsoBlocking.includes(each),
                ),
              });
            }}
          />
        ))}
      </fieldset>
      <p className={c('quiet')}>
        A looser policy waits until a sales lead confirms it. Reviews that were asked for before keep their policy.
      </p>
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </FormDialog>
  );
};
