import { useState, type FormEvent } from 'react';
import type { Desktop, KnownServer, ServerAnswer } from '../../electron/contract/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { classes } from '../ui/classes.ts';
import { useAnswer } from './use-answer.ts';
import styles from './ServerChoice.module.css';

const c = classes(styles);
type Choosing = { desktop: Desktop; onChosen: () => void };

/** As people speak of it: a hosted one is here, any other is its address. */
export const serverName = ({ url, hosted }: KnownServer): string => (hosted ? 'this laptop' : new URL(url).host);

/** Only in the shell: the server that new workspaces begin on, and how to use another. Where it is a new one the shell loads the page again. */
export const ServerChoice = ({ servers, ...choosing }: Choosing & { servers: readonly KnownServer[] }) => {
  const [open, setOpen] = useState(false);
  const [first, ...others] = servers;
  if (!first) return <NewServer {...choosing} mayHost />;
  return (
    <section className={c('choice')} aria-label="Server">
      <p className={c('now')}>
        <Icon name="server-ok" small />
        <span className={c('name')}>
          New workspaces begin on <strong>{serverName(first)}</strong>
        </span>
        <Button
          size="small"
          kind="quiet"
          aria-expanded={open}
          onPress={() => {
            setOpen(!open);
          }}
        >
          Change
        </Button>
      </p>
      {open && (
        <>
          <ul className={c('servers')}>
            {[first, ...others].map((server) => (
              <Server key={server.url} {...choosing} server={server} isFirst={server === first} />
            ))}
          </ul>
          <NewServer {...choosing} mayHost={!servers.some(({ hosted }) => hosted)} />
        </>
      )}
    </section>
  );
};

const Server = ({ desktop, server, isFirst, onChosen }: Choosing & { server: KnownServer; isFirst: boolean }) => {
  const { busy, refused, ask } = useAnswer();
  return (
    <li className={c('server')}>
      <span className={c('name')}>
        {serverName(server)}
        {isFirst && <span className={c('quiet')}>, used now</span>}
      </span>
      {!isFirst && (
        <Button size="small" isDisabled={busy} onPress={() => void ask(() => desktop.addServer(server.url), onChosen)}>
          Use
        </Button>
      )}
      {!server.hosted && (
        <Button
          size="small"
          kind="quiet"
          isDisabled={busy}
          onPress={() => void ask(() => desktop.removeServer(server.url), onChosen)}
        >
          Forget
        </Button>
      )}
      {refused !== null && (
        <span className={c('refused')} role="alert">
          {refused}
        </span>
      )}
    </li>
  );
};

const NewServer = ({ desktop, onChosen, mayHost }: Choosing & { mayHost: boolean }) => {
  const [address, setAddress] = useState('');
  const { busy, refused, refuse, ask } = useAnswer();
  const use = (answering: () => Promise<ServerAnswer>) => {
    void ask(answering, onChosen);
  };
  return (
    <form
      className={c('choice')}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (address.trim() === '') refuse('Enter the address of a server.');
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
      <div className={c('acts')}>
        {mayHost && (
          <Button
            isDisabled={busy}
            onPress={() => {
              use(() => desktop.hostServer());
            }}
          >
            Host one on this laptop
          </Button>
        )}
        <Button kind="primary" type="submit" isDisabled={busy}>
          Use this server
        </Button>
      </div>
      {busy && <Notice icon="laptop">One moment: looking for it.</Notice>}
    </form>
  );
};
