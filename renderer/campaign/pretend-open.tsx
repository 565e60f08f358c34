import type { ReactNode } from 'react';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { Frozen } from '../../domain/canonical/form.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type {
  CommandInput,
  OpenRoom,
  Outcome,
  Pending,
  Recovery,
  RoomStatus,
  SignedOut,
  Workspace,
} from '../client/contract.ts';
import type { Inquiries } from '../client/inquiries.ts';
import { WorkspaceProvider } from '../client/hooks.ts';
import { DraftProvider } from './draft/DraftProvider.tsx';
import { OpenCampaignProvider } from './open-campaign.ts';
import { panelIn, parsePlace } from './place.ts';

/** For tests: a workspace that answers as it is told, with the two rooms of a campaign as bare documents. */
export const pretendOpen = (state: WorkspaceState, me: string, campaign: string, place: string | null = null) => {
  let now = state;
  const listeners = new Set<() => void>();
  const sent: CommandInput[] = [];
  const answers: (Outcome | Promise<Outcome>)[] = [];
  const versions = new Map<number, Frozen>();
  let outbox: Pending[] = [];
  let recoveries: Recovery[] = [];
  let online = true;
  let disputed = false;
  let signedOut: SignedOut | null = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const none: ReadonlySet<string> = new Set();
  const sync = { kind: 'on server' } as const;
  const room = (kind: 'brief' | 'copy') => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, foundingUpdate(kind));
    let status: RoomStatus = {
      access: 'write',
      loaded: true,
      connection: 'connected',
      unsent: 0,
      notice: null,
      receipt: null,
    };
    const open: OpenRoom = {
      name: roomName(campaign, kind),
      doc,
      awareness: new Awareness(doc),
      status: () => status,
      subscribe,
      dismissReceipt: () => {},
      replaced: () => false,
      close: () => {},
    };
    return {
      open,
      is: (change: Partial<RoomStatus>) => {
        status = { ...status, ...change };
        tell();
      },
    };
  };
  const brief = room('brief');
  const copy = room('copy');
  const silent = () => Promise.resolve({ ok: false as const, says: 'The server cannot be reached.' });
  const inquiries: Inquiries = {
    writers: silent,
    sessions: silent,
    endSession: silent,
    webhookUrls: silent,
    deliveries: silent,
    deliverAgain: silent,
    addDevice: silent,
  };
  const workspace: Workspace = {
    id: now.id,
    name: now.name,
    sample: false,
    me: () => now.members[me]!,
    state: () => now,
    pendingIds: () => none,
    outbox: () => outbox,
    sync: () => sync,
    online: () => online,
    mayStop: () => online || disputed,
    signedOut: () => signedOut,
    unsentRooms: () => Promise.resolve([]),
    textsHere: () => Promise.resolve([]),
    recoveries: () => recoveries,
    dismissRecovery: () => undefined,
    onlyHere: () => Promise.resolve(outbox.length + recoveries.length),
    subscribe,
    send: (command) => {
      sent.push(command);
      return Promise.resolve(answers.shift() ?? { kind: 'done', number: 1 });
    },
    discard: (id) => {
      outbox = outbox.filter((each) => each.command.id !== id);
      tell();
    },
    retry: () => Promise.resolve({ kind: 'done', number: 1 }),
    openRoom: (name) => (name.endsWith('brief') ? brief.open : copy.open),
    version: (_, number) => {
      const found = versions.get(number);
      return found ? Promise.resolve(found) : Promise.reject(new Error('The server has no such version.'));
    },
    record: () => Promise.resolve([]),
    textAt: () => Promise.resolve(null),
    checkRecord: () => Promise.resolve({ kind: 'holds', entries: 0, key: '' }),
    inviteLink: () => Promise.resolve({ link: '', onlyHere: false }),
    save: () => Promise.resolve({ ok: true, saved: true }),
    inquiries,
    leave: () => Promise.resolve({ kind: 'left' }),
  };
  return {
    workspace,
    inquiries,
    brief,
    copy,
    sent,
    answers,
    versions,
    put: (next: WorkspaceState) => {
      now = next;
      tell();
    },
    keep: (pending: Pending[]) => {
      outbox = pending;
      tell();
    },
    keepAside: (list: Recovery[]) => {
      recoveries = list;
      tell();
    },
    signOut: (out: SignedOut) => {
      online = false;
      signedOut = out;
      tell();
    },
    offline: () => {
      online = false;
      tell();
    },
    online: () => {
      online = true;
      tell();
    },
    /** The server answers and tells another story than this laptop knows. */
    dispute: () => {
      online = false;
      disputed = true;
      tell();
    },
    around: (node: ReactNode) => (
      <WorkspaceProvider workspace={workspace}>
        <OpenCampaignProvider
          value={{ id: campaign, place: parsePlace(place), panel: panelIn(place), brief: brief.open, copy: copy.open }}
        >
          <DraftProvider>{node}</DraftProvider>
        </OpenCampaignProvider>
      </WorkspaceProvider>
    ),
  };
};
