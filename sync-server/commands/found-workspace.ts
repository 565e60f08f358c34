import { emptyWorkspace, evolve } from '../../domain/evolve.ts';
import type { Actor } from '../../domain/event.ts';
import type { Store } from '../store/store.ts';
import type { Founding } from '../workspace.ts';
import { foundingEvents } from './membership.ts';
import { seal } from './seal.ts';
import { newSigningKey, signingKey } from './signing-key.ts';

/** Writes a new workspace into an empty store: its key, and the events it begins with. */
export const foundWorkspace = (founding: Founding, store: Store): void => {
  store.transaction(() => {
    const stored = newSigningKey(founding.at);
    store.saveKey(stored);
    let state = emptyWorkspace(founding.id);
    const founder = founding.members[0];
    for (const made of foundingEvents(founding)) {
      // The founder brings each of them in; the sample's members found it together.
      const actor: Actor = founder
        ? { member: made.kind === 'member joined' ? made.data.member.id : founder.id }
        : { server: 'founding' };
      const row = seal(state, made, { at: founding.at, actor, command: null, key: signingKey(stored) });
      store.appendFeedRow(row);
      state = evolve(state, row);
    }
  });
};
