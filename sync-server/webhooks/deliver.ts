import type { Delivery } from '../../domain/wire/http.ts';
import type { Workspace } from '../commands/workspace-actor.ts';
import type { Log } from '../log.ts';
import { sendDelivery, type Attempt, type Sending } from './send-delivery.ts';
import { signedHeaders } from './sign-delivery.ts';
import type { StoredDelivery } from '../store/webhook-store.ts';

export type DeliverPorts = {
  log: Log;
  clock: () => number;
  /** Webhooks may lead into this machine and its network. */
  localWebhooks?: boolean;
  random?: () => number;
  send?: (sending: Sending) => Promise<Attempt>;
};

/** Given up after so many attempts, about twenty hours after the first. */
export const ATTEMPTS = 9;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 12 * 3_600_000;
/** At once, to different receivers: one that hangs must not keep the others from hearing. */
const AT_ONCE = 8;
/** Timers longer than this overflow; a clock that was set meanwhile is noticed, too. */
const LOOK_AGAIN = 60_000;
/** Settled deliveries that are kept to be looked at. */
const KEPT = 5_000;

/** How long to wait after the nth failed attempt, in ms: four times as long each time, and a fifth more or less, so that not all come back at once. */
export const waitAfter = (attempts: number, random: () => number): number =>
  Math.round(Math.min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT) * (0.8 + 0.4 * random()));

/** What a delivery is after one more attempt. */
export const afterAttempt = (
  { id, attempts: before }: Pick<Delivery, 'id' | 'attempts'>,
  { status, fault }: Attempt,
  now: number,
  random: () => number,
): Pick<Delivery, 'id' | 'state' | 'attempts' | 'lastStatus' | 'lastFault' | 'next'> => {
  const attempts = before + 1;
  const tried = { id, attempts, lastStatus: status, lastFault: fault };
  if (fault === null) return { ...tried, state: 'delivered', next: null };
  // 410: the receiver says that it is gone for good.
  if (attempts >= ATTEMPTS || status === 410) return { ...tried, state: 'failed', next: null };
  return { ...tried, state: 'waiting', next: new Date(now + waitAfter(attempts, random)).toISOString() };
};

/** Sends what waits in a workspace's outbox, also what waited when the server ended. Returns its undo. */
export const deliverWebhooks = (workspace: Workspace, ports: DeliverPorts): (() => void) => {
  const { log, clock, localWebhooks: local = false, random = Math.random, send = sendDelivery } = ports;
  const { webhooks } = workspace.store;
  const stop = new AbortController();
  /** Webhooks with an attempt under way. One at a time each, so that a receiver hears in order where it can. */
  const busy = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  /** After a disk that would not record what was sent: sending on would send the same without end. */
  let restUntil = 0;

  const attempt = async (delivery: StoredDelivery): Promise<void> => {
    const known = webhooks.find(delivery.webhook);
    const result: Attempt = known
      ? await send({
          url: known.url,
          body: delivery.body,
          headers: signedHeaders(delivery.id, delivery.body, known.secret, clock()),
          local,
          signal: stop.signal,
        })
      : { status: 410, fault: 'The webhook was removed.' };
    // What was cut off by the end of the server is sent again by the next one, under the same id.
    if (stop.signal.aborted) return;
    workspace.store.transaction(() => {
      // Removed or sent again by hand meanwhile.
      if (webhooks.delivery(delivery.id)?.state !== 'waiting') return;
      webhooks.saveAttempt(afterAttempt(delivery, result, clock(), random));
      webhooks.prune(KEPT);
    });
  };

  const look = (): void => {
    if (stop.signal.aborted) return;
    clearTimeout(timer);
    timer = undefined;
    let wait = LOOK_AGAIN;
    try {
      const now = clock();
      for (const delivery of webhooks.due(new Date(now).toISOString())) {
        if (busy.size >= AT_ONCE || now < restUntil) break;
        if (busy.has(delivery.webhook)) continue;
        busy.add(delivery.webhook);
        attempt(delivery)
          .catch((error: unknown) => {
            restUntil = clock() + LOOK_AGAIN;
            log('a webhook delivery could not be recorded', { level: 'error', error });
          })
          .finally(() => {
            busy.delete(delivery.webhook);
            queueMicrotask(look);
          });
      }
      const next = webhooks.nextDue();
      // What is due and not under way waits for one that is; its end looks again.
      if (next !== null && Date.parse(next) > now) wait = Math.min(Date.parse(next) - now, LOOK_AGAIN);
    } catch (error) {
      log('webhook deliveries could not be read, trying again', { level: 'error', error });
    }
    timer = setTimeout(look, wait);
    timer.unref();
  };
  const stopListening = workspace.listenOutbox(() => queueMicrotask(look));
  look();
  return () => {
    stop.abort();
    clearTimeout(timer);
    stopListening();
  };
};
