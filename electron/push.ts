import type { WebContents } from 'electron';
import type { PushChannel, Pushes } from './contract/ipc.ts';

/** Tells a page something; a page that is gone hears nothing. */
export const push = <C extends PushChannel>(page: WebContents, channel: C, message: Pushes[C]): void => {
  if (!page.isDestroyed()) page.send(channel, message);
};
