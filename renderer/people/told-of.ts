import type { WebhookKind } from '../../domain/webhooks/webhook.ts';

/** What a webhook is told of, as it ends the sentence `when a version is`. */
export const toldOf: Record<WebhookKind, string> = {
  'review requested': 'up for review',
  signed: 'signed',
  launched: 'launched',
  halted: 'halted',
};
