import type { Id } from '../../domain/id.ts';
import type { Delivery } from '../../domain/wire/http.ts';
import type { Row, Statements } from './statements.ts';

/** Where a webhook goes and what its requests are signed with. The secret is kept as it is: whoever signs must know it. */
export type StoredWebhook = { webhook: Id; url: string; secret: string };
/** `body` is the very text that is sent and signed, the same at every attempt. */
export type StoredDelivery = Delivery & { body: string };

/** Addresses, and an outbox that is filled in the transaction of the events it tells of. */
export type WebhookStore = {
  save: (webhook: StoredWebhook) => void;
  find: (webhook: Id) => StoredWebhook | null;
  all: () => StoredWebhook[];
  /** With its address and secret go the deliveries that still waited. */
  remove: (webhook: Id) => void;

  /** What still waited for it is sent no more. */
  cancel: (webhook: Id, why: string) => void;

  queue: (delivery: StoredDelivery) => void;
  delivery: (id: Id) => StoredDelivery | null;
  /** Newest first, of one campaign or of all. */
  deliveries: (campaign: Id | null, limit: number) => StoredDelivery[];
  /** Of each webhook the oldest event that waits and is to be tried by `now`. */
  due: (now: string) => StoredDelivery[];
  /** When the next one is to be tried. */
  nextDue: () => string | null;
  saveAttempt: (delivery: Pick<Delivery, 'id' | 'state' | 'attempts' | 'lastStatus' | 'lastFault' | 'next'>) => void;
  /** Keeps the newest `keep` that are settled. */
  prune: (keep: number) => void;
};

const columns =
  'id, webhook, event, kind, campaign, body, state, attempts, last_status AS lastStatus, last_fault AS lastFault, at, next';

export const webhookStore = ({ run, one, all }: Statements): WebhookStore => {
  const delivery = (row: Row): StoredDelivery => ({ ...row }) as StoredDelivery;
  const cancel = (webhook: Id, why: string): void =>
    run(
      "UPDATE deliveries SET state = 'failed', next = NULL, last_fault = ? WHERE webhook = ? AND state = 'waiting'",
      why,
      webhook,
    );
  return {
    save: ({ webhook, url, secret }) =>
      run('INSERT OR REPLACE INTO webhooks (webhook, url, secret) VALUES (?, ?, ?)', webhook, url, secret),
    find: (webhook) => {
      const row = one('SELECT * FROM webhooks WHERE webhook = ?', webhook);
      return row ? ({ ...row } as StoredWebhook) : null;
    },
    all: () => all('SELECT * FROM webhooks ORDER BY webhook').map((row) => ({ ...row }) as StoredWebhook),
    remove: (webhook) => {
      run('DELETE FROM webhooks WHERE webhook = ?', webhook);
      cancel(webhook, 'The webhook was removed.');
    },
    cancel,

    queue: (each) =>
      run(
        'INSERT INTO deliveries (id, webhook, event, kind, campaign, body, state, attempts, last_status, last_fault, at, next) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        each.id,
        each.webhook,
        each.event,
        each.kind,
        each.campaign,
        each.body,
        each.state,
        each.attempts,
        each.lastStatus,
        each.lastFault,
        each.at,
        each.next,
      ),
    delivery: (id) => {
      const row = one(`SELECT ${columns} FROM deliveries WHERE id = ?`, id);
      return row ? delivery(row) : null;
    },
    deliveries: (campaign, limit) =>
      all(
        `SELECT ${columns} FROM deliveries WHERE campaign = coalesce(?, campaign) ORDER BY event DESC, webhook LIMIT ?`,
        campaign,
        limit,
      ).map(delivery),
    due: (now) =>
      // Beside a single min() SQLite takes the other columns from the row it stands in.
      all(
        `SELECT ${columns.replace('event,', 'min(event) AS event,')} FROM deliveries WHERE state = 'waiting' AND next <= ? GROUP BY webhook`,
        now,
      ).map(delivery),
    nextDue: () => {
      const row = one("SELECT min(next) AS next FROM deliveries WHERE state = 'waiting'");
      return (row?.['next'] as string | null | undefined) ?? null;
    },
    saveAttempt: ({ id, state, attempts, lastStatus, lastFault, next }) =>
      run(
        'UPDATE deliveries SET state = ?, attempts = ?, last_status = ?, last_fault = ?, next = ? WHERE id = ?',
        state,
        attempts,
        lastStatus,
        lastFault,
        next,
        id,
      ),
    prune: (keep) =>
      run(
        "DELETE FROM deliveries WHERE state <> 'waiting' AND event <= (SELECT event FROM deliveries WHERE state <> 'waiting' ORDER BY event DESC LIMIT 1 OFFSET ?)",
        keep,
      ),
  };
};
