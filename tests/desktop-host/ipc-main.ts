import { LoudEmitter } from './loud.ts';

export type Handler = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain extends LoudEmitter {
  /** Read by the host, and by tests that forge a sender. */
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();
