import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { z } from 'zod';
import { roomName } from '../../domain/campaign/rooms.ts';
import { addStep, addVariant, textOf } from '../../domain/campaign/sequence.ts';
import { BLOCK_START } from '../../domain/text/block.ts';
import { CommandReply, Session, TicketsReply } from '../../domain/wire/http.ts';
import { PLAIN, SCHEMA, TICKET_PREFIX } from '../../domain/wire/sync.ts';
import { startServer } from '../../sync-server/server.ts';

const Trace = z.object({
  endContent: z.string(),
  txns: z.array(
    z.object({
      parents: z.array(z.int()),
      agent: z.literal([0, 1]),
      patches: z.array(z.tuple([z.int(), z.int(), z.string()])),
    }),
  ),
});
type Agent = 0 | 1;
/** One transaction of the trace, with how many of the other's its author had before it. */
type Turn = { agent: Agent; needs: number; patches: [at: number, deleted: number, inserted: string][] };

const readTrace = (): { endContent: string; turns: Turn[] } => {
  const file = readFileSync(new URL('../data/friendsforever.json.gz', import.meta.url));
  const { endContent, txns } = Trace.parse(JSON.parse(gunzipSync(file).toString()));
  const known: [number, number][] = [];
  const turns = txns.map(({ parents, agent, patches }): Turn => {
    const before: [number, number] = [0, 0];
    for (const parent of parents)
      for (const one of [0, 1] as const) before[one] = Math.max(before[one], known[parent]![one]);
    const needs = before[other(agent)];
    before[agent] += 1;
    known.push(before);
    return { agent, needs, patches };
  });
  return { endContent, turns };
};
const other = (agent: Agent): Agent => (agent === 0 ? 1 : 0);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A person at the real server over HTTP, as the desktop's main process talks to it. */
class Person {
  readonly url: string;
  readonly session: Session;
  constructor(url: string, session: Session) {
    this.url = url;
    this.session = session;
  }

  static async post<T>(url: string, path: string, body: unknown, reply: z.ZodType<T>, token?: string): Promise<T> {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        origin: url,
        'content-type': 'application/json',
        'accept-session': 'token',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    return reply.parse(JSON.parse(text));
  }

  ask<T>(path: string, body: unknown, reply: z.ZodType<T>): Promise<T> {
    return Person.post(this.url, `/api/w/${this.session.workspace}/${path}`, body, reply, this.session.token);
  }

  command(body: object): Promise<CommandReply> {
    return this.ask('commands', { id: crypto.randomUUID(), ...body }, CommandReply);
  }

  /** Opens the room with the official client and waits until it has synced. */
  async open(room: string, doc: Y.Doc, gate: Gate = new Gate()): Promise<void> {
    const { tickets } = await this.ask('tickets', { rooms: [room], schema: SCHEMA }, TicketsReply);
    const [ticket] = tickets;
    if (!ticket?.ok) throw new Error(`no ticket for ${room}`);
    const address = `${this.url.replace(/^http/, 'ws')}/sync/${this.session.workspace}`;
    const provider = new WebsocketProvider(address, room, doc, {
      protocols: [PLAIN, TICKET_PREFIX + ticket.ticket],
      WebSocketPolyfill: gate.polyfill(),
      disableBc: true,
    });
    closing.push(() => provider.destroy());
    await new Promise<void>((resolve, reject) => {
      provider.on('sync', (synced) => synced && resolve());
      provider.on('connection-close', (event) => reject(new Error(`closed with ${event?.code} ${event?.reason}`)));
    });
  }
}

/** Holds back what one client sends, as a slow network does, until so many of its edits may leave. */
class Gate {
  #pass: (frame: Uint8Array) => void = () => undefined;
  #held: Uint8Array[] = [];
  #open = true;
  #left = 0;

  polyfill(): typeof globalThis.WebSocket {
    const made = (pass: (frame: Uint8Array) => void): void => void (this.#pass = pass);
    const hold = (frame: Uint8Array): boolean => {
      if (this.#open || frame[0] !== 0 || frame[1] !== 2) return false;
      this.#held.push(frame);
      return true;
    };
    class Held extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        made((frame) => super.send(frame));
      }
      override send(frame: Uint8Array): void {
        if (!hold(frame)) super.send(frame);
      }
    }
    return Held as unknown as typeof globalThis.WebSocket;
  }

  shut(): void {
    this.#open = false;
  }
  /** Lets edits out until `count` have left since it was shut. */
  let(count: number): void {
    const frames = this.#held.splice(0, count - this.#left);
    this.#left += frames.length;
    if (this.#left < count) throw new Error('let through an edit that has not been made');
    for (const frame of frames) this.#pass(frame);
  }
}

/** Waits until something is true of a document, asking after each of its updates. */
const until = (doc: Y.Doc, holds: () => boolean): Promise<void> =>
  holds()
    ? Promise.resolve()
    : new Promise((resolve) => {
        const ask = (): void => {
          if (!holds()) return;
          doc.off('update', ask);
          resolve();
        };
        doc.on('update', ask);
      });

/** Whether a document has what an update did: its structs, or the deletions in it. */
const has = (doc: Y.Doc, update: Uint8Array): boolean => {
  const { structs, ds } = Y.decodeUpdate(update);
  const last = structs.at(-1);
  if (last && Y.getState(doc.store, last.id.client) < last.id.clock + last.length) return false;
  const deleted = (client: number, clock: number): boolean =>
    clock < Y.getState(doc.store, client) && Y.getItem(doc.store, Y.createID(client, clock)).deleted;
  return [...ds.clients].every(([client, ranges]) =>
    ranges.every(({ clock, len }) => deleted(client, clock) && deleted(client, clock + len - 1)),
  );
};

it(
  'two people who really typed at the same time read what they wrote, and so does a third',
  { timeout: 120_000 },
  async () => {
    const { turns, endContent } = readTrace();
    const server = await startServer({
      data: ':memory:',
      host: '127.0.0.1',
      port: 0,
      app: null,
      origins: [],
      mayFound: true,
      behindTls: false,
      sample: null,
      log: () => undefined,
    });
    closing.push(() => server.close());

    const founding = { workspace: 'Friends', name: 'Mia', role: 'marketing' };
    const mia = new Person(server.url, await Person.post(server.url, '/api/workspaces', founding, Session));
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const { secret } = await mia.command({
      kind: 'invite member',
      invite: 'ash',
      role: 'marketing',
      admin: false,
      expires,
    });
    const joining = `/api/w/${mia.session.workspace}/join`;
    const ash = new Person(server.url, await Person.post(server.url, joining, { secret, name: 'Ash' }, Session));
    await mia.command({ kind: 'create campaign', campaign: 'friends', name: 'Friends forever' });

    const room = roomName('friends', 'copy');
    const gates = [new Gate(), new Gate()] as const;
    const docs = [new Y.Doc(), new Y.Doc()] as const;
    // Where both typed at the same place, the trace has the first agent's words first, as Yjs has the lower client id's.
    docs[0].clientID = 1_000;
    docs[1].clientID = 2_000;
    await mia.open(room, docs[0], gates[0]);
    addStep(docs[0], { id: 'step', channel: 'email', day: 1, name: 'Friends' });
    addVariant(docs[0], 'step', { id: 'variant', name: 'A' });
    await ash.open(room, docs[1], gates[1]);
    const bodyOf = (doc: Y.Doc): Y.Text | null => textOf(doc, 'step/step/variant/body');
    await until(docs[1], () => bodyOf(docs[1]) !== null);

    /** Each one's edits, in order, and how many of the other's have been let through. */
    const edits: [Uint8Array[], Uint8Array[]] = [[], []];
    const got: [number, number] = [0, 0];
    for (const agent of [0, 1] as const) {
      gates[agent].shut();
      docs[agent].on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
        if (transaction.local) edits[agent].push(update);
      });
    }
    const receive = async (agent: Agent, count: number): Promise<void> => {
      if (got[agent] >= count) return;
      got[agent] = count;
      gates[other(agent)].let(count);
      await until(docs[agent], () => has(docs[agent], edits[other(agent)][count - 1]!));
    };

    for (const { agent, needs, patches } of turns) {
      await receive(agent, needs);
      const body = bodyOf(docs[agent])!;
      docs[agent].transact(() => {
        for (const [at, deleted, inserted] of patches) {
          // The body begins with its first block.
          if (deleted > 0) body.delete(at + 1, deleted);
          if (inserted !== '') body.insert(at + 1, inserted);
        }
      });
    }
    await receive(0, edits[1].length);
    await receive(1, edits[0].length);

    const expected = BLOCK_START + endContent;
    expect(edits[0].length + edits[1].length).toBe(turns.length);
    expect(bodyOf(docs[0])!.toJSON()).toBe(expected);
    expect(bodyOf(docs[1])!.toJSON()).toBe(expected);
    const fresh = new Y.Doc();
    await ash.open(room, fresh);
    expect(bodyOf(fresh)!.toJSON()).toBe(expected);
  },
);
