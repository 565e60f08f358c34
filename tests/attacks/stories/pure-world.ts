import type * as Y from 'yjs';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { textOf } from '../../../domain/campaign/sequence.ts';
import type { Anchor } from '../../../domain/discussion/anchor.ts';
import { makeAnchor } from '../../../domain/text/anchor-range.ts';
import { changedParts, diffVersions } from '../../../domain/canonical/diff.ts';
import { thaw } from '../../../domain/canonical/freeze.ts';
import { emptyWorkspace, evolve } from '../../../domain/evolve.ts';
import { START, startPolicy } from './deeds.ts';
import type { World } from './telling.ts';
import { WorkspaceUnderTest, type Decisions } from '../../../domain/gate/workspace-under-test.ts';

/** An anchor on all words of a text's only paragraph, which its mark begins. */
export const anchorOf = (doc: Y.Doc, id: TextId): Anchor => {
  const text = textOf(doc, id)!;
  return makeAnchor(text, id, 1, text.length);
};

/** The decisions alone, in memory: fast enough for thousands of stories. */
export const pureWorld = (decides?: Decisions): World & { at: WorkspaceUnderTest } => {
  const at = new WorkspaceUnderTest(undefined, startPolicy, decides).complete();
  let now = START;
  return {
    at,
    get state() {
      return at.state;
    },
    // Secrets are made on a disk.
    told: { invite: 'door', secrets: 0 },
    says: (by, said, id) => {
      const { refused } = at.says(by, said, id);
      // What the server does beside its decision.
      if (!refused && said.kind === 'accept suggestion') {
        const { anchor, replacement } = at.campaign.threads[said.thread]!;
        at.types(anchor.text, replacement!.body!.text, by);
      }
      return !refused;
    },
    comes: (invite, id, name) => at.comes(invite, id, name),
    types: (text, words, by) => at.types(text, words, by),
    anchor: (text) => anchorOf(text.startsWith('brief/') ? at.brief : at.copy, text),
    passes: (ms) => {
      now += ms;
      at.now = new Date(now).toISOString();
    },
    looksAtClock: () => at.looksAtClock(),
    restarts: () => {
      at.state = at.rows.reduce(evolve, emptyWorkspace('w'));
    },
    draftDigest: () => at.draft().digest,
    parts: (version) => {
      const stored = at.stored.get(version);
      const frozen = stored && thaw(stored.json, stored.ids);
      return frozen ? changedParts(diffVersions(null, frozen)) : [];
    },
    tampers: (version) => {
      const stored = at.stored.get(version)!;
      at.stored.set(version, { ...stored, json: stored.json.replace('Words', 'Wards') });
    },
  };
};
