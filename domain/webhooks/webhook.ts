/** What other programs may be told of, as it happens. */
export const webhookKinds = ['review requested', 'signed', 'launched', 'halted'] as const;
export type WebhookKind = (typeof webhookKinds)[number];
