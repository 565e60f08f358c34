import type { Desktop } from '../../electron/contract/desktop.ts';
import { ServerInfo, Session } from '../../domain/wire/http.ts';
import type { Door, Entered, KnownWorkspace } from './contract.ts';
import { endSession } from './leave.ts';
import { openWorkspace, type OpenWorkspace } from './open-workspace.ts';
import { openKnownWorkspaces, type KnownSeat, type KnownWorkspaces } from './store/known-workspaces.ts';
import { ask, type Asked } from './transport/ask.ts';
import { browserTransport } from './transport/browser-transport.ts';
import { desktopTransport } from './transport/desktop-transport.ts';
import type { Transport } from './transport/transport.ts';

export type DoorOptions = {
  desktop?: Desktop | undefined;
  /** How servers are reached; what the host offers unless told. */
  transport?: Transport;
  known?: KnownWorkspaces;
  locks?: LockManager | undefined;
};

/** How long a workspace that was just entered may take to bring its first rows, in ms. */
const FIRST_ROWS = 8_000;

const unreachable: Entered = {
  ok: false,
  says: 'The server cannot be reached. Check that this laptop is on the network, then try again.',
};
const noServer: Entered = {
  ok: false,
  says: 'This app knows no server yet. Paste an invite link, or give a server’s address.',
};

/** The door of this host. A chair this laptop has sat in opens with no network; everything else asks its server. */
export const openDoor = (options: DoorOptions = {}): Door => {
  const { desktop = globalThis.window?.desktop, known = openKnownWorkspaces() } = options;
  const transport =
    options.transport ?? (desktop ? desktopTransport(desktop) : browserTransport(globalThis.location.origin));
  const locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
  /** One window opens a chair once, however often it is asked to. */
  const open = new Map<string, Promise<OpenWorkspace>>();

  const all = () => known.all().catch(forgetful([]));
  /** Where new workspaces begin, and the sample is: never on another one because the first does not answer. */
  const usual = async (): Promise<string | null> => (await transport.servers())[0] ?? null;

  const enter = async (seat: KnownSeat): Promise<OpenWorkspace> => {
    // By member, too: whoever signs in where somebody else was signed out has nothing of theirs.
    const key = JSON.stringify([seat.server, seat.id, seat.seat, seat.member.id]);
    let kept = { ...seat, openedAt: new Date().toISOString() };
    await known.keep(kept).catch(forgetful(undefined));
    const opening =
      open.get(key) ??
      openWorkspace(seat, {
        transport,
        locks,
        now: () => new Date(),
        memberChanged: (member, name) => {
          if (name === kept.name && JSON.stringify(member) === JSON.stringify(kept.member)) return;
          kept = { ...kept, member, name };
          void known.keep(kept).catch(forgetful(undefined));
        },
        left: async () => {
          open.delete(key);
          // Whoever signed in here since has the same chair.
          const sits = (await all()).find(
            (each) => each.server === seat.server && each.id === seat.id && each.seat === seat.seat,
          );
          if (sits?.member.id === seat.member.id) await known.forget(seat).catch(forgetful(undefined));
        },
      });
    open.set(key, opening);
    opening.catch(() => open.delete(key));
    const workspace = await opening;
    // Else a browser short of space may throw away what is not sent yet.
    void globalThis.navigator?.storage?.persist?.().catch(() => false);
    await firstRows(workspace);
    return workspace;
  };

  const begin = async (server: string, asked: Promise<Asked<Session>>): Promise<Entered> => {
    const session = await asked;
    if (session.kind === 'unreachable') return unreachable;
    if (session.kind === 'refused') return { ok: false, says: session.says };
    const { workspace: id, workspaceName: name, seat, member, sample } = session.value;
    const workspace = await enter({ server, id, name, seat, member, sample, openedAt: '' });
    // One that was open already, and signed out.
    workspace.look();
    return { ok: true, workspace };
  };
  const sessionFrom = (server: string, path: string, body: unknown, workspace: string | null = null) =>
    begin(server, ask(transport, { server, workspace, seat: null }, 'POST', path, Session, body));

  /** A chair of the sample needs no invite: where its session is over, it is taken again. */
  const keepSampleSeat = async ({ server, id, seat, member }: KnownSeat, workspace: OpenWorkspace): Promise<void> => {
    const asked = await ask(transport, { server, workspace: id, seat }, 'GET', `/api/w/${id}/session`, Session);
    if (asked.kind !== 'refused' || asked.status !== 401) return;
    await ask(transport, { server, workspace: null, seat: null }, 'POST', `/api/sample/${member.id}`, Session, {});
    workspace.look();
  };

  /** Does something in every workspace that is open; one that could not be opened has said so to whoever wanted it. */
  const inEach = async <T>(work: (workspace: OpenWorkspace, key: string) => T | Promise<T>): Promise<T[]> => {
    const opened = await Promise.allSettled([...open].map(async ([key, opening]) => ({ key, opened: await opening })));
    return Promise.all(
      opened.flatMap((each) => (each.status === 'fulfilled' ? [work(each.value.opened, each.value.key)] : [])),
    );
  };
  for (const event of ['online', 'offline'] as const)
    globalThis.addEventListener?.(event, () => void inEach((workspace) => workspace.look()));
  desktop?.onFlush(async () => {
    return { unsent: await inEach(async (workspace, of) => ({ of, count: (await workspace.flush()).unsent })) };
  });

  return {
    server: async () => {
      const server = await usual();
      if (server === null) return null;
      const asked = await ask(transport, { server, workspace: null, seat: null }, 'GET', '/api/server', ServerInfo);
      return asked.kind === 'answered' ? asked.value : null;
    },
    known: async () => (await all()).map(withoutServer),
    // Few links lead elsewhere.
    holding: async (campaign) =>
      (await (await import('./holding.ts')).holding(campaign, await all(), transport)).map(withoutServer),
    found: async (request) => {
      const server = await usual();
      return server === null ? noServer : sessionFrom(server, '/api/workspaces', request);
    },
    // Somebody who is in already needs none of it.
    look: async (link) => (await import('./open-link.ts')).look(link, transport, desktop),
    join: async ({ link, name }) => {
      const use = await (await import('./open-link.ts')).requestFor(link, name, transport, desktop);
      if (use === null) return noServer;
      if ('says' in use) return { ok: false, says: use.says };
      return sessionFrom(use.server, use.path, use.body, use.workspace);
    },
    sitDown: async (member) => {
      const server = await usual();
      return server === null ? noServer : sessionFrom(server, `/api/sample/${member}`, {});
    },
    open: async (id, seat) => {
      const found = (await all()).find((each) => each.id === id && each.seat === seat);
      if (!found)
        return {
          ok: false,
          says: 'This laptop does not know that workspace. Sign in with a link: ask an admin for one.',
        };
      const workspace = await enter(found);
      if (found.sample) void keepSampleSeat(found, workspace);
      return { ok: true, workspace };
    },
    forget: async (id, seat) => {
      const found = (await all()).find((each) => each.id === id && each.seat === seat);
      if (!found) return { kind: 'left' };
      const ended = await endSession(transport, { server: found.server, workspace: id, seat }, found.member.id, true);
      if (ended.kind === 'refused') return ended;
      await known.forget(found);
      return { kind: 'left' };
    },
  };
};

const withoutServer = ({ id, name, seat, member, sample, openedAt }: KnownSeat): KnownWorkspace => ({
  id,
  name,
  seat,
  member,
  sample,
  openedAt,
});

/** What was never on this laptop has nothing to show until its first rows are here. */
const firstRows = (workspace: OpenWorkspace): Promise<void> =>
  new Promise((resolve) => {
    if (workspace.state().number > 0) return resolve();
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, FIRST_ROWS);
    const stop = workspace.subscribe(() => {
      if (workspace.state().number > 0) done();
    });
  });

/** A private window keeps nothing; everything else works there. */
const forgetful =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    console.warn('The list of workspaces on this laptop could not be read or written.', error);
    return otherwise;
  };
