import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { messageAcknowledge, messageSync } from '../../domain/wire/sync.ts';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import type { Id } from '../../domain/id.ts';
import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { Store } from '../../sync-server/store/store.ts';

type Watched = {
  send: (frame: never) => void;
  addEventListener: (type: 'message', listener: (event: { data: unknown }) => void) => void;
};

/** What a frame writes; null for frames that write nothing. */
const written = (frame: Uint8Array): Uint8Array | null => {
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== messageSync || decoding.readVarUint(decoder) === 0) return null;
  return decoding.readVarUint8Array(decoder);
};

/**
 * What a server said is on its disk, read off the wire and not from what a client believes: the n-th acknowledgement of a connection
 * promises the bytes of its n-th writing frame.
 */
export class Promises {
  /** Not yet checked. */
  readonly #open: Uint8Array[] = [];
  count = 0;

  /** Call before anything passes. */
  watch(socket: Watched): void {
    const sent: Uint8Array[] = [];
    let told = 0;
    const send = socket.send.bind(socket) as (frame: Uint8Array) => void;
    socket.send = (frame: Uint8Array) => {
      const bytes = written(frame);
      if (bytes) sent.push(bytes.slice());
      send(frame);
    };
    socket.addEventListener('message', ({ data }) => {
      const decoder = decoding.createDecoder(new Uint8Array(data as ArrayBuffer));
      if (decoding.readVarUint(decoder) !== messageAcknowledge) return;
      const now = decoding.readVarUint(decoder);
      if (now > told + sent.length) throw new Error('the server acknowledged more than it was sent');
      this.#open.push(...sent.splice(0, now - told));
      this.count += now - told;
      told = now;
    });
  }

  get open(): number {
    return this.#open.length;
  }

  /** How many promises this document breaks; each is looked at once, since a kept one stays in the document's history. */
  broken(disk: Y.Doc): number {
    const promised = this.#open.splice(0);
    return holds(disk, promised) ? 0 : promised.filter((bytes) => !holds(disk, [bytes])).length;
  }
}

/** Whether a document has all of these already: applying them again changes nothing and leaves nothing waiting. */
export const holds = (doc: Y.Doc, updates: readonly Uint8Array[]): boolean => {
  let changed = false;
  const notice = (): void => {
    changed = true;
  };
  const copy = clone(doc);
  copy.on('update', notice);
  for (const update of updates) Y.applyUpdate(copy, update);
  return !changed && copy.store.pendingStructs === null && copy.store.pendingDs === null;
};
const clone = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

type Serving = { workspaces: { get: (id: Id) => { store: Store } | null } };
/** A room as a fresh load from the server's disk would have it. */
export const onDisk = (server: Serving, workspace: Id, name: RoomName): Y.Doc => {
  const store = server.workspaces.get(workspace)?.store;
  if (!store) throw new Error(`there is no workspace ${workspace}`);
  return loaded(store, name);
};
export const loaded = (store: Pick<Store, 'room' | 'loadRoom'>, name: RoomName): Y.Doc => {
  const { snapshot, tail } = store.loadRoom(name, store.room(name)!.epoch);
  const doc = new Y.Doc();
  applyAsIs(doc, [...(snapshot ? [snapshot] : []), ...tail.map(({ bytes }) => bytes)]);
  return doc;
};
