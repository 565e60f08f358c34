import { useState, type FormEvent } from 'react';
import type { Desktop, ServerAnswer } from '../../electron/contract/desktop.ts';
import { keepUsualServer } from '../client/transport/usual-server.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useAnswer } from './use-answer.ts';
import styles from './Start.module.css';

/** Only in the shell: which server to use, or one of one's own. Where it is a new one the shell loads the page again. */
export const ServerChoice = ({ desktop, onChosen }: { desktop: Desktop; onChosen: () => void }) => {
  const [address, setAddress] = useState('');
  const { busy, refused, refuse, ask } = useAnswer();
  const use = (answering: () => Promise<ServerAnswer>) => {
    void ask(answering, ({ url }) => {
      keepUsualServer(url);
      onChosen();
    });
  };
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (address.trim() === '') refuse('Enter the address of a server, or host one on this laptop.');
        else use(() => desktop.addServer(address));
      }}
    >
      <TextField
        label="Address of your team’s server"
        description="Whoever set it up knows it. It looks like https://plan.example.com."
        value={address}
        onChange={setAddress}
        error={refused}
        type="url"
      />
      <div className={styles['acts']}>
        <Button
          isDisabled={busy}
          onPress={() => {
            use(() => desktop.hostServer());
          }}
        >
          Host one on this laptop
        </Button>
        <Button kind="primary" type="submit" isDisabled={busy}>
          Use this server
        </Button>
      </div>
      {busy && <Notice icon="laptop">One moment: looking for it.</Notice>}
    </form>
  );
};
