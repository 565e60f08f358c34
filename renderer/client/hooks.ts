import {
  createContext,
  createElement,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type * as Y from 'yjs';
import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { OpenRoom, Pending, Recovery, RoomStatus, SignedOut, SyncStatus, Workspace } from './contract.ts';
import { selection, watchedDoc, watchedRoom, watchedText, type Memo, type Watched } from './watched.ts';

const Context = createContext<Workspace | null>(null);

/** Gives the screens within it a workspace. */
export const WorkspaceProvider = ({ workspace, children }: { workspace: Workspace; children: ReactNode }) =>
  createElement(Context, { value: workspace }, children);

/** The workspace around a screen. Throws where there is none. */
export const useWorkspace = (): Workspace => {
  const workspace = useContext(Context);
  if (!workspace) throw new Error('This needs a WorkspaceProvider around it.');
  return workspace;
};

/** What a screen needs of the workspace. A selection equal to the last one renders nothing again. */
export const useWorkspaceState = <T>(select: (state: WorkspaceState) => T): T => {
  const workspace = useWorkspace();
  return useSelection(workspace.subscribe, workspace.state, select);
};

/** Where text and commands stand, as the pill says it. */
export const useSync = (): SyncStatus => {
  const workspace = useWorkspace();
  return useSelection(workspace.subscribe, workspace.sync, itself);
};
/** Commands that wait, are on their way, or came back refused, in order. */
export const useOutbox = (): Pending[] => {
  const workspace = useWorkspace();
  return useSelection(workspace.subscribe, workspace.outbox, itself);
};
/** Ids of what only this laptop knows yet (`Workspace.pendingIds`). */
export const usePendingIds = (): ReadonlySet<string> => {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.subscribe, workspace.pendingIds);
};
/** What the server has no more and this laptop keeps, newest first. */
export const useRecoveries = (): Recovery[] => {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.subscribe, workspace.recoveries);
};
/** Whether the server can be reached. */
export const useOnline = (): boolean => {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.subscribe, workspace.online);
};

/** The same for what stops something. */
export const useMayStop = (): boolean => {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.subscribe, workspace.mayStop);
};

/** Why this member is not signed in here; null while nothing says so. */
export const useSignedOut = (): SignedOut | null => {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.subscribe, workspace.signedOut);
};
/** Why what needs the server cannot be done now, in a sentence; null while it can. */
export const useWhyOffline = (): string | null => {
  const online = useOnline();
  const out = useSignedOut();
  return online ? null : out ? 'You are signed out here.' : 'Needs a connection to the server.';
};

/** Opens a room while the screen that asks for it stands; null in its very first render. */
export const useRoom = (name: RoomName): OpenRoom | null => {
  const workspace = useWorkspace();
  return useWatched(useMemo(() => watchedRoom(workspace, name), [workspace, name]));
};

/** Before the room is there it reads as one that is still loading. */
export const useRoomStatus = (room: OpenRoom | null): RoomStatus =>
  useSelection(room?.subscribe ?? never, room?.status ?? loading, itself);

/** The characters of a text, block starts (U+2029) included; an empty string where there is none. */
export const useYText = (text: Y.Text | null | undefined): string =>
  useWatched(useMemo(() => watchedText(text), [text]));

/** What a screen reads of a room's document: plain data, read again after each change of it; null without a room. */
export const useRoomValue = <T>(room: OpenRoom | null, read: (doc: Y.Doc) => T): T | null => {
  const doc = room?.doc;
  const watched = useMemo(() => watchedDoc(doc), [doc]);
  return useSelection(watched.subscribe, watched.read, () => (doc ? read(doc) : null));
};

const itself = <T>(value: T): T => value;
const never = () => () => {};
const notYet: RoomStatus = {
  access: 'read',
  loaded: false,
  connection: 'connecting',
  unsent: 0,
  notice: null,
  receipt: null,
};
const loading = () => notYet;

const useWatched = <T>({ subscribe, read }: Watched<T>): T => useSyncExternalStore(subscribe, read);

/** A selection of an outside value that keeps its identity as long as its data are equal. */
const useSelection = <S, T>(
  subscribe: (listener: () => void) => () => void,
  current: () => S,
  select: (value: S) => T,
): T => {
  const [memo] = useState<Memo<T>>({ last: null });
  return useSyncExternalStore(
    subscribe,
    useMemo(() => selection(memo, current, select), [memo, current, select]),
  );
};
