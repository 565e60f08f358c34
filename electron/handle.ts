import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { APP_ORIGIN, requests, type Channel, type Replies, type Request } from './contract/ipc.ts';

/** What of a sending frame decides whether it may speak. */
export type Sender = { origin: string; url: string; parent: unknown } | null;

/** Only the main frame of one of our own pages: a frame that is gone, nested or of another origin is nobody. */
export const mayAsk = (frame: Sender): boolean =>
  frame !== null && frame.parent === null && frame.origin === APP_ORIGIN && frame.url.startsWith(`${APP_ORIGIN}/`);

/** The request as its schema reads it, or null. Never throws, however deep or odd the argument. */
export const parseRequest = <C extends Channel>(channel: C, args: unknown[]): { request: Request<C> } | null => {
  try {
    if (args.length > 1) return null;
    const parsed = requests[channel].safeParse(args[0]);
    return parsed.success ? { request: parsed.data as Request<C> } : null;
  } catch {
    return null;
  }
};

/** Answers one channel of the contract. The only place in the shell where something from a page arrives. */
export const handle = <C extends Channel>(
  channel: C,
  answer: (request: Request<C>, sender: WebContents) => Promise<Replies[C]> | Replies[C],
): void => {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    if (!mayAsk(event.senderFrame)) throw new Error(`${channel}: this page may not ask that`);
    const parsed = parseRequest(channel, args);
    if (!parsed) throw new Error(`${channel}: the request does not fit the contract`);
    return answer(parsed.request, event.sender);
  });
};
