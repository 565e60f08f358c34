import { createHmac, randomBytes } from 'node:crypto';

/** A secret as receivers' libraries for Standard Webhooks expect it. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The headers of one attempt (standardwebhooks.com): the id is the same at every attempt, so that a receiver does nothing twice; time and
 * body are signed, so that what somebody recorded is told from what was sent now.
 */
export const signedHeaders = (id: string, body: string, secret: string, now: number): Record<string, string> => {
  const timestamp = String(Math.floor(now / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Countersign',
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
};
