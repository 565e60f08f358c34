import { useState } from 'react';
import { can } from '../../domain/people/can.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { classes } from '../ui/classes.ts';
import { toast } from '../ui/toast.ts';
import styles from './People.module.css';

const c = classes(styles);

/** The key that signs the record, and changing it; an admin's. */
export const RecordKey = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const offline = useWhyOffline();
  const [asking, setAsking] = useState(false);
  if (!can(workspace.me(), 'rotate key', state.policy)) return null;
  const rotate = async (): Promise<string | null> => {
    const why = whyNot(await workspace.send({ kind: 'rotate key' }));
    if (why === null) toast('The record is signed with a new key from here on.');
    return why;
  };
  return (
    <section className={c('card')} aria-labelledby="record-key">
      <header className={c('head')}>
        <h2 id="record-key" className={c('sub')}>
          Signing key
        </h2>
        <span className={c('grow')} />
        {offline === null ? (
          <Button
            size="small"
            onPress={() => {
              setAsking(true);
            }}
          >
            Change the key
          </Button>
        ) : (
          <NotPossible reason={offline}>Change the key</NotPossible>
        )}
      </header>
      <p className={c('quiet')}>
        The server signs every entry of the record with it. Change it if a backup or the server’s disk may have been
        exposed.
      </p>
      {state.key !== null && <p className={c('address')}>{state.key}</p>}
      {asking && (
        <ConfirmDialog
          kind="primary"
          title="Change the signing key?"
          action="Change the key"
          onConfirm={rotate}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>
            The key that signs now names a new one in the record, and is then deleted for good. What it signed still
            verifies. Tell whoever compares the key’s fingerprint that there is a new one.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
};
