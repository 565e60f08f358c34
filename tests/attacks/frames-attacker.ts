import { setPriority } from 'node:os';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { FOUNDER } from '../../domain/campaign/founding.ts';
import { roomName } from '../../domain/campaign/rooms.ts';
import { Session } from '../../domain/wire/http.ts';
import { ACKS, TICKET_PREFIX } from '../../domain/wire/sync.ts';
import { awarenessFrame, step1Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import { diceOf } from '../fuzz/dice.ts';
import { mutated } from '../fuzz/mutated.ts';
import { Person } from '../integration/team.ts';
import { contents, crafted, text, uint, words } from './frames-craft.ts';

// A process of its own that does one attack, or `everything` at once, at full speed until it is ended: `node frames-attacker.ts <attack> <url> <session> <campaign>`.
// What it costs itself must not be taken for what it costs the server.
setPriority(19);
const [name = '', url = '', session = '', campaign = ''] = process.argv.slice(2);
const eve = new Person(url, Session.parse(JSON.parse(session)));
const dice = diceOf(1);
const founder = { origin: { client: FOUNDER, clock: 0 } };

const typed = (): Uint8Array[] => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let at = 0; at < 20; at += 1) doc.getText('objective').insert(at, 'eve');
  return updates;
};
let id = 3_000_000_000;
/** What one connection says, over and over. */
const attacks: Record<string, () => Uint8Array[]> = {
  'mutated updates': () => [updateFrame(mutated(dice, typed()))],
  'updates of 20,000 client ids': () => [
    updateFrame(
      crafted(
        Array.from({ length: 20_000 }, (_, index) => ({
          client: 2_000_000 + index,
          clock: 0,
          structs: [{ content: contents.string, ...founder, body: (to) => text(to, 'x') }],
        })),
      ).subarray(0, -1),
    ),
  ],
  'frames of eight megabytes': () => [updateFrame(new Uint8Array(8 * 1_024 * 1_024 - 64))],
  'step 1': () => [step1Frame(Uint8Array.of(0))],
  'step 1 with other vectors': () => [
    step1Frame(Y.encodeStateVector(new Map([[1 + dice.upTo(2 ** 31), dice.upTo(1_000)]]))),
  ],
  presence: () => [
    awarenessFrame([{ client: 5, clock: (id += 1) - 3_000_000_000, state: JSON.stringify({ x: 'x'.repeat(3_000) }) }]),
  ],
  'updates that wait for others': () => [updateFrame(words(++id, 5, 'x', { origin: { client: id, clock: 4 } }))],
  'collected pieces': () => [
    updateFrame(
      crafted([{ client: ++id, clock: 0, structs: [{ content: contents.gc, body: (to) => uint(to, 900_000) }] }]),
    ),
  ],
};

const chosen = name === 'everything' ? Object.values(attacks) : [attacks[name]];
let connections = 0;
const once = async (): Promise<void> => {
  const attack = chosen[connections++ % chosen.length];
  if (!attack) throw new Error(`there is no attack ${name}`);
  const ticket = await eve.ticket(campaign, 'brief');
  const address = `${url.replace(/^http/, 'ws')}/sync/${eve.session.workspace}/${roomName(campaign, 'brief')}`;
  const socket = new WebSocket(address, [ACKS, TICKET_PREFIX + ticket]);
  await new Promise<void>((resolve) => {
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.on('open', () => {
      process.stdout.write('.');
      const more = (): void => {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount < 1_000_000) for (const frame of attack()) socket.send(frame);
        setImmediate(more);
      };
      more();
    });
  });
};
for (;;)
  try {
    await Promise.all(Array.from({ length: Math.max(4, chosen.length) }, once));
  } catch {
    // No ticket: it asked too often. It asks again.
    await new Promise((resolve) => setImmediate(resolve));
  }
