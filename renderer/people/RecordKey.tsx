import { useState } from 'react';
import { can } from '../../domain/people/can.ts';
import { sayOutcome } from '../app/say-outcome.ts';
import { useOnline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { classes } from '../ui/classes.ts';
import { toast } from '../ui/toast.ts';
import styles from './People.module.css';

const c = classes(styles);

/** The key that signs the record, and changing it; an admin's. */
export const RecordKey = () => {
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  if (!can(workspace.me(), 'rotate key', state.policy)) return null;
  const close = () => {
    setAsking(false);
  };
  const rotate = async () => {
    close();
    if (await sayOutcome(workspace.send({ kind: 'rotate key' })))
      toast('The record is signed with a new key from here on.');
  };
  return (
    <section className={c('card')} aria-labelledby="record-key">
      <header className={c('head')}>
        <h2 id="record-key" className={c('sub')}>
          Key of the record
        </h2>
        <span className={c('grow')} />
        {online ? (
          <Button
            size="small"
            onPress={() => {
              setAsking(true);
            }}
          >
            Change the key
          </Button>
        ) : (
          <NotPossible reason="Needs a connection to the server.">Change the key</NotPossible>
        )}
      </header>
      <p className={c('quiet')}>
        The server signs every entry of the record with it. Change it after a backup or the server’s disk may have come
        into other hands.
      </p>
      {state.key !== null && <p className={c('address')}>{state.key}</p>}
      {asking && (
        <Dialog
          kind="alert"
          title="Change the key of the record?"
          onClose={close}
          footer={
            <>
              <Button onPress={close}>Keep this key</Button>
              <Button kind="primary" onPress={() => void rotate()}>
                Change it
              </Button>
            </>
          }
        >
          <p>
            The key that signs now names a new one in the record, and is then deleted for good. What it signed still
            verifies. Tell whoever compares the key’s fingerprint that there is a new one.
          </p>
        </Dialog>
      )}
    </section>
  );
};
