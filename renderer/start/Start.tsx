import { useEffect, useRef } from 'react';
import { OWN_SEAT } from '../app/seat.ts';
import { navigate, useLocation } from '../app/location.ts';
import { pathTo } from '../app/paths.ts';
import type { Door, Workspace } from '../client/contract.ts';
import { isInvitePath } from '../client/invite-link.ts';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Notice } from '../ui/Notice.tsx';
import { classes } from '../ui/classes.ts';
import { FoundForm } from './FoundForm.tsx';
import { JoinForm } from './JoinForm.tsx';
import { Known } from './Known.tsx';
import { SampleSeats } from './SampleSeats.tsx';
import { ServerChoice, serverName } from './ServerChoice.tsx';
import { StartHead } from './StartHead.tsx';
import { useServer } from './use-server.ts';
import { Ways, type Way } from './Ways.tsx';
import styles from './Start.module.css';

const c = classes(styles);

const wayAt = (location: string): Way | null =>
  isInvitePath(location)
    ? 'join'
    : ((['new', 'join', 'sample'] as const).find((way) => location === pathTo.startAt(way)) ?? null);

/** Before any workspace is open: start one, join one, look at the sample, or go back to one that this laptop knows. */
export const Start = ({ door, onEntered }: { door: Door; onEntered: (workspace: Workspace, seat: string) => void }) => {
  const location = useLocation();
  const way = wayAt(location);
  const { server, looking, known, servers, ask, again, chosen } = useServer(door);
  const first = servers?.[0] ?? null;
  const hasNone = servers?.length === 0;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was pressed is gone with the way it was on; a form takes the focus itself.
    if (document.activeElement === document.body) main.current?.focus();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [way]);
  const back = () => {
    navigate(pathTo.start);
  };
  const entered = (workspace: Workspace) => {
    onEntered(workspace, OWN_SEAT);
  };
  return (
    <main ref={main} id="main" className={c('page')} tabIndex={-1}>
      <div className={c('sheet')}>
        {way === null && <StartHead />}
        {server === null && hasNone && (
          <Notice icon="laptop" title="Where does your team work?">
            Enter the address of its server, or join with the link a colleague sent you. If there is none yet, host it
            here.
          </Notice>
        )}
        {server === null && !hasNone && way !== 'join' && (
          <Notice
            icon="offline"
            title={first ? `The server on ${serverName(first)} cannot be reached.` : 'The server cannot be reached.'}
            actions={
              <Button size="small" onPress={() => void ask()}>
                Try now
              </Button>
            }
          >
            {first?.trouble ??
              (known.length > 0
                ? 'Workspaces on this laptop still open. Starting or joining one needs the server; it is tried again every few seconds.'
                : 'Check that it runs and that this laptop is on the network. It is tried again every few seconds.')}
          </Notice>
        )}
        {way === null && (
          <>
            {hasNone && window.desktop && <ServerChoice desktop={window.desktop} servers={[]} onChosen={chosen} />}
            <Known door={door} known={known} onForgotten={again} />
            <Ways
              server={server}
              looking={looking}
              onChoose={(chosen) => {
                navigate(pathTo.startAt(chosen));
              }}
              primary={known.length === 0}
            />
            {first && servers && window.desktop && (
              <ServerChoice desktop={window.desktop} servers={servers} onChosen={chosen} />
            )}
          </>
        )}
        {way === 'new' && <FoundForm door={door} onEntered={entered} onBack={back} />}
        {way === 'join' && (
          <JoinForm
            key={location}
            door={door}
            link={isInvitePath(location) ? window.location.href : ''}
            onEntered={entered}
            onBack={back}
          />
        )}
        {way === 'sample' && <SampleSeats sample={server?.sample ?? null} onBack={back} />}
      </div>
      <footer className={c('foot')}>
        <Mark size={16} /> Countersign{server ? ` ${server.version}` : ''}
      </footer>
    </main>
  );
};
