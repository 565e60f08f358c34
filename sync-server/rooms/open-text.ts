import type { Store, StoredRoom } from '../store/store.ts';
import type { Text } from './judge.ts';
import { loadText, type LoadPorts } from './load.ts';
import { Owners } from './owners.ts';
import { Replica, Unreadable } from './replica.ts';

export type OpenTextPorts = LoadPorts & { store: Pick<Store, 'clientIds'> };

/**
 * A room's text as it is stored. `suspect`: something stored did not apply, so each row is tried by itself. Throws where the disk does not
 * let it be read.
 */
export const openText = (room: StoredRoom, ports: OpenTextPorts, suspect = false): Text => {
  const stored = loadText(room, ports, suspect);
  const owners = new Owners(ports.store.clientIds(room.name, room.epoch));
  try {
    return { replica: new Replica(room.kind, stored, suspect || stored.aside.length > 0), owners };
  } catch (error) {
    if (!(error instanceof Unreadable) || suspect) throw error;
    return openText(room, ports, true);
  }
};
