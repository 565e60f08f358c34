import { LoudEmitter } from './loud.ts';

export type Handler = (event: unknown, ...args: unknown[]) => unknown;

/** Read by the host alone: Electron shows nobody its handlers. */
export const handlers = new Map<string, Handler>();

class IpcMain extends LoudEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();
