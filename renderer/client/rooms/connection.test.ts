import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { roomName } from '../../../domain/campaign/rooms.ts';
import type { Ticket } from '../../../domain/wire/http.ts';
import { Connection, type ConnectionPorts } from './connection.ts';
import { Ledger } from './ledger.ts';

// Before the provider is loaded: it keeps the clock that it finds then.
vi.hoisted(() => {
  vi.useFakeTimers();
});
const room = roomName('spring', 'brief');
const ticket: Ticket = { ok: true, room, ticket: 't', epoch: 1, access: 'write' };

/** A websocket that opens, says that it has everything, and says nothing more. */
class Line extends EventTarget {
  readyState = 0;
  binaryType = '';
  constructor() {
    super();
    setTimeout(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      this.dispatchEvent(new MessageEvent('message', { data: Uint8Array.of(0, 1, 2, 0, 0).buffer }));
    });
  }
  send(): void {}
  close(): void {
    this.readyState = 3;
  }
}

let connection: Connection;
let lines: Line[];
let ports: ConnectionPorts;
beforeEach(() => {
  const doc = new Y.Doc();
  lines = [];
  ports = {
    room,
    doc,
    awareness: new Awareness(doc),
    ledger: new Ledger(),
    askTicket: vi.fn(() => Promise.resolve(ticket)),
    open: () => {
      const line = new Line();
      lines.push(line);
      return line as unknown as WebSocket;
    },
    admitted: vi.fn(() => true),
    mayWrite: () => true,
    take: () => 'taken',
    acknowledged: () => undefined,
    notice: () => undefined,
    closed: vi.fn(() => true),
    changed: () => undefined,
  };
  connection = new Connection(ports);
});
afterEach(() => {
  connection.destroy();
});
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('gives up a line that is silent, and takes another; also where the clock was set back meanwhile', async () => {
  connection.connect();
  await passes(10);
  expect(connection.state).toBe('connected');
  await passes(40_000);
  expect(lines).toHaveLength(2);
  vi.setSystemTime(Date.now() - 24 * 3_600_000);
  // As with every word about the state of the line.
  connection.connect();
  await passes(40_000);
  expect(lines).toHaveLength(3);
});

it('tells a ticket that was refused from a socket that was closed', async () => {
  vi.mocked(ports.askTicket).mockResolvedValueOnce({ ok: false, room, code: 4403, says: 'No.' });
  vi.mocked(ports.closed).mockReturnValueOnce(false);
  connection.connect();
  await passes(10);
  expect(ports.closed).toHaveBeenLastCalledWith({ code: 4403, from: 'ticket', says: 'No.', times: 1 });
  expect(connection.state).toBe('stopped');
  connection.connect();
  await passes(10_000);
  expect(connection.state).toBe('connected');
  lines[0]!.dispatchEvent(Object.assign(new Event('close'), { code: 4510 }));
  expect(ports.closed).toHaveBeenLastCalledWith({ code: 4510, from: 'socket', says: null, times: 1 });
});

it('uses no ticket that came too late: nobody waits for that socket any more', async () => {
  const answer = Promise.withResolvers<Ticket>();
  vi.mocked(ports.askTicket).mockReturnValueOnce(answer.promise);
  connection.connect();
  await passes(10);
  connection.stop();
  answer.resolve(ticket);
  await passes(10);
  expect(ports.admitted).not.toHaveBeenCalled();
  expect(lines).toEqual([]);
});
