import { describe, expect, it, vi } from 'vitest';
import { ACKS, TICKET_PREFIX } from '../../../domain/wire/sync.ts';
import { countedFrame, ticketSocket, type Admission } from './ticket-socket.ts';

/** A WebSocket that a test opens and closes. */
class Line extends EventTarget {
  readyState = 0;
  binaryType = '';
  readonly sent: Uint8Array[] = [];
  send(frame: Uint8Array): void {
    this.sent.push(frame);
  }
  close(): void {
    this.readyState = 2;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  closes(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}
const started = (admission: Promise<Admission>) => {
  const line = new Line();
  const open = vi.fn(() => line as unknown as WebSocket);
  const sent = vi.fn();
  const admit = vi.fn((_wanted: () => boolean) => admission);
  const Socket = ticketSocket({ admit, open, sent });
  const socket = new Socket('');
  const heard = { open: vi.fn(), close: vi.fn() };
  // As the provider does.
  Object.assign(socket, { onopen: heard.open, onclose: heard.close });
  return { line, open, admit, sent, socket, heard };
};
const ticket = Promise.resolve({ ticket: 't' });
const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('a socket with a ticket', () => {
  it('is connecting until the ticket is here, then offers it as a subprotocol', async () => {
    const { socket, open, line, heard } = started(ticket);
    expect(socket.readyState).toBe(0);
    await turn();
    expect(open).toHaveBeenCalledWith([ACKS, `${TICKET_PREFIX}t`]);
    line.opens();
    expect(heard.open).toHaveBeenCalledOnce();
    expect(socket.readyState).toBe(1);
    expect(line.binaryType).toBe('arraybuffer');
  });
  it('closes with the code for which there is no ticket, and as a broken line where nobody could be asked', async () => {
    const refused = started(Promise.resolve({ code: 4403, says: 'No.' }));
    const failed = started(Promise.reject(new Error('gone')));
    await turn();
    expect(refused.heard.close).toHaveBeenCalledWith({ code: 4403, reason: 'No.' });
    expect(failed.heard.close).toHaveBeenCalledWith({ code: 1006, reason: '' });
    expect(refused.open).not.toHaveBeenCalled();
    expect(refused.socket.readyState).toBe(3);
  });
  it('opens nothing once it was closed while it waited, and says so to whoever fetches the ticket', async () => {
    const { socket, open, heard, admit } = started(ticket);
    const [wanted] = admit.mock.calls[0]!;
    expect(wanted()).toBe(true);
    socket.close();
    expect(wanted()).toBe(false);
    await turn();
    expect(open).not.toHaveBeenCalled();
    expect(heard.close).not.toHaveBeenCalled();
  });
  it('gives up a server that takes the line and does not open it', async () => {
    vi.useFakeTimers();
    const { line, heard } = started(ticket);
    await vi.advanceTimersByTimeAsync(25_000);
    vi.useRealTimers();
    expect(heard.close).toHaveBeenCalledExactlyOnceWith({ code: 1006, reason: '' });
    expect(line.readyState).toBe(2);
    line.opens();
    expect(heard.open).not.toHaveBeenCalled();
  });
  it('passes on how the server closed it, once', async () => {
    const { line, heard } = started(ticket);
    await turn();
    line.opens();
    line.closes(4510);
    line.closes(4510);
    expect(heard.close.mock.calls).toEqual([[{ code: 4510, reason: '' }]]);
  });
  it('tells which frames the server will count, and sends none into a closed line', async () => {
    const { socket, line, sent } = started(ticket);
    await turn();
    line.opens();
    for (const frame of [
      [0, 0, 0],
      [0, 1, 0],
      [0, 2, 0],
      [1, 0],
    ])
      socket.send(Uint8Array.from(frame));
    const update = new Uint8Array();
    expect(sent.mock.calls).toEqual([[{ kind: 'step 2', update }], [{ kind: 'update', update }]]);
    line.readyState = 2;
    socket.send(Uint8Array.of(0, 2, 0));
    expect(sent).toHaveBeenCalledTimes(2);
    expect(line.sent).toHaveLength(4);
  });
});

it('counts updates and answers to step 1, and nothing else', () => {
  const frames = [[0, 0, 0], [0, 1, 1, 7], [0, 2, 1, 8], [1, 0], [3]];
  expect(frames.map((frame) => countedFrame(Uint8Array.from(frame)))).toEqual([
    null,
    { kind: 'step 2', update: Uint8Array.of(7) },
    { kind: 'update', update: Uint8Array.of(8) },
    null,
    null,
  ]);
});
