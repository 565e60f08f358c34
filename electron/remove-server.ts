import type { WebContents } from 'electron';
import { personSays } from './ask-person.ts';
import type { ServerAnswer } from './contract/desktop.ts';
import type { Request } from './contract/ipc.ts';
import type { Credentials } from './credentials.ts';
import type { Servers } from './servers.ts';

/** Forgets a server, when the person has said so. Not one that somebody is signed in at: its session would live on there, out of reach. */
export const removeServer = async (
  servers: Servers,
  credentials: Credentials,
  { url }: Request<'servers:remove'>,
  page: WebContents,
): Promise<ServerAnswer> => {
  const { host } = new URL(url);
  if (!servers.has(url)) return { ok: true, url };
  if (servers.hosted() === url) return { ok: false, says: 'This app runs that server, so it stays.' };
  if (await credentials.hasAt(url))
    return { ok: false, says: `You are signed in at ${host}. Sign out of its workspaces here first.` };
  const question = {
    message: `Forget the server at ${host}?`,
    detail:
      'Countersign reaches it no more. What this laptop keeps of its workspaces stays, and goes on once it is added again.',
    yes: '&Forget It',
  };
  if (!(await personSays(question, page))) return { ok: false, says: 'You cancelled it. Nothing was changed.' };
  servers.remove(url);
  // The policy of a page is fixed when it loads; a new one no longer names that server.
  page.reload();
  return { ok: true, url };
};
