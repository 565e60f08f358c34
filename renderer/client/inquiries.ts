import { z } from 'zod';
import {
  DeliveriesReply,
  DeviceLink,
  SessionsReply,
  WebhooksReply,
  WritersReply,
  type Delivery,
  type DeviceSession,
} from '../../domain/wire/http.ts';
import { ask, cannotBeReached } from './transport/ask.ts';
import type { Endpoint } from './transport/endpoint.ts';
import type { Transport } from './transport/transport.ts';

/** What came of a question to the server: its answer, or why there is none, in a sentence. */
export type Told<T> = { ok: true; value: T } | { ok: false; says: string };

/** What only the server knows, or does at once: nothing of it is kept on this laptop, and nothing waits in the outbox. */
export type Inquiries = {
  /** Which member each Yjs client id of a campaign's rooms belongs to. */
  writers: (campaign: string) => Promise<Told<WritersReply>>;
  /** Devices signed in as me; an admin sees everybody's. */
  sessions: () => Promise<Told<DeviceSession[]>>;
  endSession: (session: string) => Promise<Told<unknown>>;
  /** What lets one more device of mine in, once. */
  addDevice: () => Promise<Told<DeviceLink>>;
  /** Where webhooks lead, for an admin; the record holds only their hosts. */
  webhookUrls: () => Promise<Told<Record<string, string>>>;
  /** Newest first; of one campaign where it is named. */
  deliveries: (campaign?: string) => Promise<Told<Delivery[]>>;
  deliverAgain: (delivery: string) => Promise<Told<unknown>>;
};

/** The questions that one workspace's server answers; none of them rejects. */
export const inquiriesOf = (transport: Transport, endpoint: Endpoint): Inquiries => {
  const tell = async <S extends z.ZodType, T>(
    method: 'GET' | 'POST',
    path: string,
    reply: S,
    of: (value: z.infer<S>) => T,
    body?: unknown,
  ): Promise<Told<T>> => {
    const asked = await ask(transport, endpoint, method, `/api/w/${endpoint.workspace}${path}`, reply, body);
    if (asked.kind === 'answered') return { ok: true, value: of(asked.value) };
    if (asked.kind === 'refused') return { ok: false, says: asked.says };
    return { ok: false, says: cannotBeReached };
  };
  const same = <T>(value: T): T => value;
  return {
    writers: (campaign) => tell('GET', `/campaigns/${encodeURIComponent(campaign)}/writers`, WritersReply, same),
    sessions: () => tell('GET', '/sessions', SessionsReply, ({ sessions }) => sessions),
    endSession: (session) => tell('POST', '/sessions/end', z.unknown(), same, { session }),
    addDevice: () => tell('POST', '/devices', DeviceLink, same, {}),
    webhookUrls: () =>
      tell('GET', '/webhooks', WebhooksReply, ({ webhooks }) =>
        Object.fromEntries(webhooks.map(({ webhook, url }) => [webhook, url])),
      ),
    deliveries: (campaign) =>
      tell(
        'GET',
        `/webhooks/deliveries${campaign === undefined ? '' : `?campaign=${encodeURIComponent(campaign)}`}`,
        DeliveriesReply,
        ({ deliveries }) => deliveries,
      ),
    deliverAgain: (delivery) => tell('POST', '/webhooks/deliveries/again', z.unknown(), same, { delivery }),
  };
};
