import type { Actor, FeedRow } from '../event.ts';
import type { Id } from '../id.ts';
import { memberOf, said, saidIfAny } from '../record/said.ts';
import type { CampaignState, Thread } from '../state.ts';
import type { Anchor } from './anchor.ts';

const change = (campaign: CampaignState, id: Id, to: (thread: Thread) => Partial<Thread>): CampaignState => {
  const thread = campaign.threads[id];
  return thread ? { ...campaign, threads: { ...campaign.threads, [id]: { ...thread, ...to(thread) } } } : campaign;
};
const closed = (state: Thread['state'], actor: Actor, at: string) => (): Partial<Thread> => ({
  state,
  closed: { by: memberOf(actor), at },
});

/** Folds what was said and suggested about the text. */
export const evolveThreads = (campaign: CampaignState, row: FeedRow): CampaignState => {
  const { event } = row;
  const { at, actor, sequence } = event;
  const by = memberOf(actor);
  switch (event.kind) {
    case 'thread started': {
      const { thread: id, anchor, blocking } = event.data;
      const thread: Thread = {
        id,
        by,
        at,
        anchor: anchor as Pick<Anchor, 'text' | 'start' | 'end'>,
        quote: said(row, 'quote'),
        before: said(row, 'before'),
        after: said(row, 'after'),
        comment: said(row, 'comment'),
        replacement: saidIfAny(row, 'replacement'),
        blocking,
        blockingSince: blocking ? sequence : null,
        state: 'open',
        closed: null,
        replies: [],
      };
      return { ...campaign, threads: { ...campaign.threads, [id]: thread } };
    }
    case 'replied': {
      const { reply, thread } = event.data;
      return change(campaign, thread, ({ replies }) => ({
        replies: [...replies, { id: reply, by, at, comment: said(row, 'comment') }],
      }));
    }
    case 'thread resolved':
      return change(campaign, event.data.thread, closed('resolved', actor, at));
    case 'thread reopened':
      return change(campaign, event.data.thread, ({ blocking }) => ({
        state: 'open',
        closed: null,
        blockingSince: blocking ? sequence : null,
      }));
    case 'blocking set': {
      const { thread, blocking } = event.data;
      return change(campaign, thread, () => ({ blocking, blockingSince: blocking ? sequence : null }));
    }
    case 'suggestion declined':
      return change(campaign, event.data.thread, closed('declined', actor, at));
    case 'suggestion accepted': {
      const { thread, proposer } = event.data;
      const accepted = [...campaign.accepted, { by: proposer, after: campaign.versions.length }];
      return { ...change(campaign, thread, closed('accepted', actor, at)), accepted };
    }
    default:
      return campaign;
  }
};
