import type { FeedRow, HappeningKind } from '../../domain/event.ts';
import { canonicalText } from '../../domain/record/hash.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { WebhookKind } from '../../domain/webhooks/webhook.ts';
import { newId } from '../secret.ts';
import type { StoredDelivery, WebhookStore } from '../store/webhook-store.ts';

const kinds: Partial<Record<HappeningKind, WebhookKind>> = {
  'review requested': 'review requested',
  'signed off': 'signed',
  launched: 'launched',
  halted: 'halted',
};

/**
 * What is sent: ids, numbers, digests, and the names without which nobody could tell what it is about. No comment, reason or text: those
 * can be erased here, and what was sent cannot.
 */
const bodyOf = (state: WorkspaceState, { event, number }: FeedRow, kind: WebhookKind, delivery: string): string => {
  const by =
    'member' in event.actor
      ? { member: event.actor.member, name: state.members[event.actor.member]?.name ?? '' }
      : { server: event.actor.server };
  return canonicalText({
    format: 1,
    delivery,
    kind,
    event: number,
    at: event.at,
    workspace: { id: state.id, name: state.name },
    campaign: { id: event.campaign, name: state.campaigns[event.campaign ?? '']?.name ?? '' },
    by,
    ...('version' in event.data && { version: event.data.version }),
    ...('digest' in event.data && { digest: event.data.digest }),
  });
};

/** In the transaction of the events: puts a delivery in the outbox for each webhook that wants to hear of one. Returns how many. */
export const queueDeliveries = (state: WorkspaceState, rows: readonly FeedRow[], store: WebhookStore): number => {
  let queued = 0;
  for (const row of rows) {
    const { event, number } = row;
    const kind = kinds[event.kind];
    if (!kind || event.campaign === null) continue;
    for (const { id: webhook, active, on } of Object.values(state.webhooks)) {
      if (!active || !on.includes(kind)) continue;
      const id = newId();
      const delivery: StoredDelivery = {
        id,
        webhook,
        event: number,
        kind,
        campaign: event.campaign,
        body: bodyOf(state, row, kind, id),
        state: 'waiting',
        attempts: 0,
        lastStatus: null,
        lastFault: null,
        at: event.at,
        next: event.at,
      };
      store.queue(delivery);
      queued += 1;
    }
  }
  return queued;
};
