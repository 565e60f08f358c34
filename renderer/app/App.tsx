import { lazy, Suspense, useEffect, useState } from 'react';
import type { Door, Workspace } from '../client/contract.ts';
import { useSignedOut, useWorkspace, WorkspaceProvider } from '../client/hooks.ts';
import { isInvitePath } from '../client/invite-link.ts';
import { Home } from '../home/Home.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { afterFirstWords } from '../ui/first-words.ts';
import { later } from '../ui/later.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ToastRegion } from '../ui/ToastRegion.tsx';
import { Broken } from './Broken.tsx';
import { NoConnection } from './NoConnection.tsx';
import { UnsentGuard } from './UnsentGuard.tsx';
import { Shell } from './Shell.tsx';
import { TopBar } from './TopBar.tsx';
import { setLeavingOpen, useInterface } from './interface.ts';
import { navigate, useLocation } from './location.ts';
import { addressOf, hrefTo, pathTo } from './paths.ts';
import { enter, seatOf } from './seat.ts';
import { useAppKeys } from './use-app-keys.ts';
import styles from './App.module.css';

// What the first screen does not need comes after it.
const CampaignScreen = lazy(() => import('../campaign/CampaignScreen.tsx'));
const Palette = lazy(afterFirstWords(async () => ({ default: (await import('../palette/Palette.tsx')).Palette })));
const People = lazy(async () => ({ default: (await import('../people/People.tsx')).People }));
const Kept = lazy(async () => ({ default: (await import('../kept/Kept.tsx')).Kept }));
const Devices = lazy(async () => ({ default: (await import('../people/Devices.tsx')).Devices }));
const Webhooks = lazy(async () => ({ default: (await import('../people/Webhooks.tsx')).Webhooks }));
const AppCommands = later(afterFirstWords(async () => (await import('./AppCommands.tsx')).AppCommands));
const LeaveDialog = later(async () => (await import('./LeaveDialog.tsx')).LeaveDialog);
const SignedOut = later(async () => (await import('./SignedOut.tsx')).SignedOut);
const Start = lazy(async () => ({ default: (await import('../start/Start.tsx')).Start }));

type Standing =
  | { at: 'opening' }
  | { at: 'outside' }
  | { at: 'inside'; workspace: Workspace }
  | { at: 'closed'; says: string };

export const App = ({ door }: { door: Door }) => (
  <>
    <div className={styles['page']} data-page>
      <Broken>
        <Rooms door={door} />
      </Broken>
    </div>
    <ToastRegion />
  </>
);

/** Outside, at the door, or inside one workspace. Another workspace is another page: a window owns one set of rooms. */
const Rooms = ({ door }: { door: Door }) => {
  const location = useLocation();
  const outside = isInvitePath(location) || location.startsWith('/start');
  const [standing, setStanding] = useState<Standing>({ at: 'opening' });

  useEffect(() => {
    if (outside || standing.at === 'inside') return undefined;
    let gone = false;
    setStanding({ at: 'opening' });
    const open = async () => {
      const entered = await enter(door, seatOf(window.location.search));
      if (gone) return;
      setStanding(
        entered === null
          ? { at: 'outside' }
          : entered.ok
            ? { at: 'inside', workspace: entered.workspace }
            : { at: 'closed', says: entered.says },
      );
    };
    open().catch((error: unknown) => {
      if (!gone) setStanding({ at: 'closed', says: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      gone = true;
    };
    // Going from one screen to another inside opens nothing again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [door, outside]);

  if (outside || standing.at === 'outside')
    return (
      <Suspense>
        <Start
          door={door}
          onEntered={(workspace, seat) => {
            if (standing.at === 'inside') {
              // The one that is open keeps its rooms and its lock until its page goes.
              window.location.assign(addressOf(workspace.id, seat));
              return;
            }
            window.history.replaceState(null, '', addressOf(workspace.id, seat));
            setStanding({ at: 'inside', workspace });
            navigate(pathTo.home, { replace: true });
          }}
        />
      </Suspense>
    );
  if (standing.at === 'opening')
    return (
      <main className={styles['center']} aria-busy="true">
        <h1 className="sr">Countersign</h1>
        <Skeleton lines={5} label="Opening your workspace" />
      </main>
    );
  if (standing.at === 'closed')
    return (
      <main className={styles['center']}>
        <Empty
          mark="apart"
          level={1}
          title="This workspace did not open"
          actions={
            <>
              <Button
                kind="primary"
                onPress={() => {
                  window.location.reload();
                }}
              >
                Try again
              </Button>
              <Button
                onPress={() => {
                  window.history.replaceState(null, '', window.location.pathname);
                  navigate(pathTo.start);
                }}
              >
                Go to the start
              </Button>
            </>
          }
        >
          {standing.says}
        </Empty>
      </main>
    );
  return (
    <WorkspaceProvider workspace={standing.workspace}>
      <Inside
        door={door}
        onLeft={() => {
          // The address names the workspace that was left, and would open it again.
          window.history.replaceState(null, '', window.location.pathname);
          navigate(pathTo.start, { replace: true });
          setStanding({ at: 'outside' });
        }}
      />
    </WorkspaceProvider>
  );
};

/** The screen of an address. A guest has their one campaign: no board, no members. */
const Screen = ({ door }: { door: Door }) => {
  const location = useLocation();
  const { guest } = useWorkspace().me();
  const isLost = guest !== undefined && location === pathTo.home;
  useEffect(() => {
    if (isLost) navigate(pathTo.campaign(guest.campaign), { replace: true });
  }, [isLost, guest]);
  if (isLost) return null;
  const [, id, place] = /^\/campaign\/([^/]+)(?:\/(.*))?$/.exec(location) ?? [];
  if (id !== undefined) return <CampaignScreen key={id} door={door} campaign={id} place={place || null} />;
  const [, member] = /^\/people\/member\/(.+)$/.exec(location) ?? [];
  if (member !== undefined && !guest) return <People member={member} />;
  switch (location) {
    case pathTo.home:
      return <Home />;
    case pathTo.people:
      return guest ? <Nowhere /> : <People />;
    case pathTo.devices:
      return <Devices />;
    case pathTo.webhooks:
      return <Webhooks />;
    case pathTo.kept:
      return <Kept />;
    default:
      return <Nowhere />;
  }
};

const Inside = ({ door, onLeft }: { door: Door; onLeft: () => void }) => {
  useAppKeys();
  return (
    <div className={styles['inside']}>
      <Out door={door} />
      <NoConnection />
      <UnsentGuard />
      <AppCommands />
      <Shell />
      <Leaving onLeft={onLeft} />
      <Suspense>
        <Palette />
      </Suspense>
      <Suspense fallback={<Opening />}>
        <Screen door={door} />
      </Suspense>
    </div>
  );
};

const Out = ({ door }: { door: Door }) => useSignedOut() !== null && <SignedOut door={door} />;

const Leaving = ({ onLeft }: { onLeft: () => void }) => {
  const open = useInterface((all) => all.leavingOpen);
  const close = () => {
    setLeavingOpen(false);
  };
  return (
    open && (
      <LeaveDialog
        onClose={close}
        onLeft={() => {
          close();
          onLeft();
        }}
      />
    )
  );
};

const Nowhere = () => (
  <>
    <TopBar />
    <main id="main" tabIndex={-1} className={styles['center']}>
      <Empty
        mark="apart"
        level={1}
        title="There is nothing at this address"
        actions={<a href={hrefTo(pathTo.home)}>All campaigns</a>}
      >
        Check the link, or look for the campaign by its name.
      </Empty>
    </main>
  </>
);

const Opening = () => (
  <main className={styles['center']} aria-busy="true">
    <h1 className="sr">Opening</h1>
    <Skeleton lines={6} label="Opening" />
  </main>
);
