import { carriedOut } from '../../../domain/carried-out.ts';
import type { Command } from '../../../domain/command.ts';
import { NO_HASH, type FeedRow, type Happening } from '../../../domain/event.ts';
import { evolve } from '../../../domain/evolve.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import type { Pending } from '../contract.ts';

/** What a waiting command will have made, where the server is certain to take it, and the ids under which screens mark it as pending. */
type Expected = { campaign: string | null; happening: Happening; texts: Record<string, string>; ids: string[] };

const expected = (command: Command): Expected | null => {
  switch (command.kind) {
    case 'create campaign':
      return {
        campaign: command.campaign,
        happening: { kind: 'campaign created', data: { name: command.name } },
        texts: {},
        ids: [command.campaign],
      };
    case 'rename campaign':
      return {
        campaign: command.campaign,
        happening: { kind: 'campaign renamed', data: { name: command.name } },
        texts: {},
        ids: [],
      };
    case 'set fact': {
      const { campaign, fact, was, value } = command;
      return {
        campaign,
        happening: { kind: 'fact set', data: { fact, was, value } },
        texts: {},
        ids: [`${campaign}/${fact}`],
      };
    }
    case 'start thread': {
      const { campaign, thread, anchor, comment, blocking, replacement } = command;
      const { quote, before, after, ...place } = anchor;
      return {
        campaign,
        happening: {
          kind: 'thread started',
          data: { thread, anchor: place, blocking, suggests: replacement !== null },
        },
        texts: { quote, before, after, comment, ...(replacement !== null && { replacement }) },
        ids: [thread],
      };
    }
    case 'reply': {
      const { campaign, thread, reply, comment } = command;
      return { campaign, happening: { kind: 'replied', data: { thread, reply } }, texts: { comment }, ids: [reply] };
    }
    case 'log field note': {
      const { campaign, note, quote, who, channel, mayBeQuoted } = command;
      return {
        campaign,
        happening: { kind: 'field note logged', data: { note, channel, mayBeQuoted } },
        texts: { quote, who },
        ids: [note],
      };
    }
    case 'link field note': {
      const { campaign, note, part, linked } = command;
      return { campaign, happening: { kind: 'field note linked', data: { note, part, linked } }, texts: {}, ids: [] };
    }
    default:
      return null;
  }
};

/** A row as the feed might bring it; nothing of it is kept, so it has no hash and no signature. */
const asRow = (state: WorkspaceState, pending: Pending, me: string, what: Expected): FeedRow => ({
  number: state.number,
  head: state.head,
  hash: NO_HASH,
  signature: '',
  bodies: Object.fromEntries(Object.entries(what.texts).map(([name, text]) => [name, { salt: '', text }])),
  event: {
    format: 1,
    workspace: state.id,
    campaign: what.campaign,
    sequence: 1,
    previous: NO_HASH,
    at: pending.at,
    actor: { member: me },
    command: null,
    key: '',
    bodies: Object.fromEntries(Object.keys(what.texts).map((name) => [name, NO_HASH])),
    ...what.happening,
  },
});

export type Foreseen = { state: WorkspaceState; pendingIds: ReadonlySet<string> };

/**
 * The state with this laptop's own commands on top, as the person expects to see it. Refused ones are left out, except a new
 * campaign: its words are on this laptop only and must stay within reach.
 */
export const foresee = (state: WorkspaceState, outbox: readonly Pending[], me: string): Foreseen => {
  const pendingIds = new Set<string>();
  let folded = state;
  for (const pending of outbox) {
    const { command } = pending;
    if (carriedOut(state, command.id) !== undefined) continue;
    if (pending.state === 'refused' && command.kind !== 'create campaign') continue;
    if (command.kind === 'create campaign' && state.campaigns[command.campaign]) continue;
    const what = expected(command);
    if (!what) continue;
    for (const id of what.ids) pendingIds.add(id);
    folded = evolve(folded, asRow(folded, pending, me, what));
  }
  return folded === state ? { state, pendingIds } : { state: { ...folded, record: state.record }, pendingIds };
};
