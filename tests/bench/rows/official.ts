import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { PLAIN, TICKET_PREFIX } from '../../../domain/wire/sync.ts';
import { readRoom } from '../client.ts';
import { Latencies } from '../latencies.ts';
import { rest } from '../rest.ts';
import type { Served } from '../serve.ts';

const PEOPLE = 10;
const LETTERS_A_SECOND = 5;

export type Official = { p50: number; p99: number; cpu: number };

/** People with the official y-websocket client, carets and its echo of everybody's presence included. */
export const officialClients = async (served: Served, room: string, seconds: number): Promise<Official> => {
  const tickets = served.door ? await served.door.tickets(room, PEOPLE) : [];
  const latencies = new Latencies();
  const sentAt = new Map<string, number>();
  const people = Array.from({ length: PEOPLE }, (_, person) => {
    const doc = new Y.Doc();
    const ticket = tickets[person];
    const place = ticket ? ticket.path.slice(0, ticket.path.indexOf('/campaign/')) : '';
    const provider = new WebsocketProvider(
      `${served.url.replace('http', 'ws')}${place}`,
      ticket ? ticket.path.slice(place.length + 1) : room,
      doc,
      {
        ...(ticket && { protocols: [PLAIN, TICKET_PREFIX + ticket.ticket] }),
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
      },
    );
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const [client, clock] of Y.parseUpdateMeta(update).to) {
        const id = `${client}:${clock}`;
        const sent = sentAt.get(id);
        if (origin !== provider) sentAt.set(id, performance.now());
        else if (sent !== undefined) latencies.take(performance.now() - sent);
      }
    });
    return { doc, provider };
  });
  while (!people.every(({ provider }) => provider.synced)) await rest(5);
  const before = served.cpu();
  const began = performance.now();
  for (let letter = 0; letter < seconds * LETTERS_A_SECOND; letter += 1)
    for (const [person, { doc, provider }] of people.entries()) {
      const due = began + ((letter + person / PEOPLE) * 1_000) / LETTERS_A_SECOND;
      while (performance.now() < due) await rest(1);
      const text = doc.getText('objective');
      text.insert(text.length, 'x');
      provider.awareness.setLocalStateField('caret', text.length);
    }
  const cpu = ((served.cpu() - before) * 1_000) / (performance.now() - began);
  const until = performance.now() + 10_000;
  const texts = (): Set<string> => new Set(people.map(({ doc }) => doc.getText('objective').toJSON()));
  const letters = PEOPLE * seconds * LETTERS_A_SECOND;
  while (texts().size > 1 || [...texts()][0]!.replaceAll('\u2029', '').length < letters) {
    if (performance.now() > until) throw new Error(`${served.kind}: official clients do not agree`);
    await rest(10);
  }
  const held = (await readRoom(served, room)).getText('objective').toJSON();
  if (!texts().has(held)) throw new Error(`${served.kind}: the server's text is another`);
  for (const { provider } of people) provider.destroy();
  return { p50: latencies.within(0.5), p99: latencies.within(0.99), cpu };
};
