import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { addressOf, pathTo } from '../app/paths.ts';
import type { Door, KnownWorkspace, Workspace } from '../client/contract.ts';
import { isInvitePath } from '../client/invite-link.ts';
import type { ServerInfo } from '../../domain/wire/http.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon, type GlyphName } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Strokes } from '../ui/Strokes.tsx';
import { classes } from '../ui/classes.ts';
import { roleWord, since } from '../ui/format.ts';
import { FoundForm } from './FoundForm.tsx';
import { JoinForm } from './JoinForm.tsx';
import { SampleSeats } from './SampleSeats.tsx';
import { ServerChoice } from './ServerChoice.tsx';
import styles from './Start.module.css';

const c = classes(styles);

/** Undefined while it is asked; null while the server cannot be reached. */
type Reached = ServerInfo | null | undefined;
type Way = 'found' | 'join' | 'sample';

const ASK_AGAIN = 4_000;

/** Before any workspace is open: start one, join one, look at the sample, or go back to one that this laptop knows. */
export const Start = ({ door, onEntered }: { door: Door; onEntered: (workspace: Workspace, seat: string) => void }) => {
  const [location, navigate] = useLocation();
  const invited = isInvitePath(location);
  const [way, setWay] = useState<Way | null>(invited ? 'join' : null);
  const [server, setServer] = useState<Reached>(undefined);
  const [known, setKnown] = useState<KnownWorkspace[]>([]);
  /** Only in the shell: a browser has the server that it came from. */
  const [hasNone, setHasNone] = useState(false);

  const ask = useCallback(async () => {
    setServer(await door.server());
  }, [door]);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const all = await door.known();
      if (!gone) setKnown(all.toSorted((one, other) => other.openedAt.localeCompare(one.openedAt)));
      const servers = await window.desktop?.servers();
      if (!gone) setHasNone(servers?.length === 0);
      const reached = await door.server();
      if (!gone) setServer(reached);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [door]);
  useEffect(() => {
    if (server !== null) return undefined;
    const timer = setInterval(() => void ask(), ASK_AGAIN);
    return () => {
      clearInterval(timer);
    };
  }, [server, ask]);

  const back = () => {
    setWay(null);
    if (invited) navigate(pathTo.start);
  };
  const entered = (workspace: Workspace) => {
    onEntered(workspace, 'me');
  };
  return (
    <main id="main" className={c('page')} tabIndex={-1}>
      <div className={c('sheet')}>
        <header className={c('head')}>
          {way === null && <Strokes kind="met" width={132} />}
          <h1 className={c('title', way !== null && 'smaller')}>
            {way === null
              ? 'Written together, signed by one'
              : location.startsWith('/device/')
                ? 'Sign this device in'
                : titles[way]}
          </h1>
          {way === null && (
            <p className={c('lead')}>Plan a campaign with sales, and launch exactly the text that was signed.</p>
          )}
        </header>
        {server === null && hasNone && (
          <Notice icon="laptop" title="Where does your team work?">
            Give the address of its server, or join with the invite link a colleague sent you. If there is none yet,
            host it here.
          </Notice>
        )}
        {server === null && !hasNone && (
          <Notice
            icon="offline"
            title="The server cannot be reached."
            actions={
              <Button size="small" onPress={() => void ask()}>
                Try now
              </Button>
            }
          >
            {known.length > 0
              ? 'Workspaces this laptop knows open all the same. Starting or joining one needs the server; it is tried again every few seconds.'
              : 'Check that it runs and that this laptop is on the network. It is tried again every few seconds.'}
          </Notice>
        )}
        {server === null && way === null && window.desktop && (
          <ServerChoice desktop={window.desktop} onChosen={() => void ask()} />
        )}
        {way === null && (
          <>
            <Known known={known} />
            <Ways server={server} onChoose={setWay} primary={known.length === 0} />
          </>
        )}
        {way === 'found' && <FoundForm door={door} onEntered={entered} onBack={back} />}
        {way === 'join' && (
          <JoinForm door={door} link={invited ? window.location.href : ''} onEntered={entered} onBack={back} />
        )}
        {way === 'sample' && server?.sample && <SampleSeats sample={server.sample} onBack={back} />}
      </div>
      <footer className={c('foot')}>
        <Mark size={16} /> Countersign{server ? ` ${server.version}` : ''}
      </footer>
    </main>
  );
};

const titles: Record<Way, string> = {
  found: 'Start a workspace',
  join: 'Join with an invite',
  sample: 'Look at the sample',
};

const Ways = ({ server, onChoose, primary }: { server: Reached; onChoose: (way: Way) => void; primary: boolean }) => {
  const offline = server === null ? 'Needs the server.' : undefined;
  return (
    <ul className={c('ways')}>
      <WayTo
        icon="plus"
        title="Start a workspace"
        says="For your team. You become its admin and invite the others."
        primary={primary}
        reason={
          offline ??
          (server && !server.mayFound
            ? 'This server is closed for new workspaces. Ask its owner for an invite.'
            : undefined)
        }
        onPress={() => {
          onChoose('found');
        }}
      />
      <WayTo
        icon="key"
        title="Join with an invite link"
        says="A colleague sent you one."
        // In the shell the link itself names the server.
        reason={window.desktop ? undefined : offline}
        onPress={() => {
          onChoose('join');
        }}
      />
      <WayTo
        icon="eye"
        title="Look at the sample workspace"
        says="A campaign from brief to launch. Sit down as marketing, sales or the sales lead."
        reason={offline ?? (server && !server.sample ? 'This server has no sample workspace.' : undefined)}
        onPress={() => {
          onChoose('sample');
        }}
      />
    </ul>
  );
};

const WayTo = ({
  icon,
  title,
  says,
  reason,
  primary = false,
  onPress,
}: {
  icon: GlyphName;
  title: string;
  says: string;
  reason?: string | undefined;
  primary?: boolean;
  onPress: () => void;
}) => (
  <li>
    <button
      type="button"
      className={c('way', reason !== undefined ? 'not' : primary && 'first')}
      aria-disabled={reason !== undefined || undefined}
      onClick={() => {
        if (reason === undefined) onPress();
      }}
    >
      <Icon name={reason === undefined ? icon : 'lock'} />
      <span className={c('wayTitle')}>{title}</span>
      <Icon name="right" small />
      <span className={c('waySays')}>{reason ?? says}</span>
    </button>
  </li>
);

const Known = ({ known }: { known: KnownWorkspace[] }) =>
  known.length === 0 ? null : (
    <section className={c('known')}>
      <h2 className={c('label')}>On this laptop</h2>
      <ul className={c('ways')}>
        {known.map((each, index) => (
          <li key={`${each.id}/${each.seat}`}>
            {/* Another workspace is another page, so it is a link and not a change of this one. */}
            <a className={c('way', 'seat', index === 0 && 'first')} href={addressOf(each.id, each.seat)}>
              <Avatar name={each.member.name} role={each.member.role} hue={0} />
              <span className={c('wayTitle')}>{each.name}</span>
              <Icon name="right" small />
              <span className={c('waySays')}>
                {each.member.name}, {roleWord(each.member.role)}
                {each.sample ? ' in the sample' : ''} · last open {since(each.openedAt)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
