import type { IncomingMessage, ServerResponse } from 'node:http';
import { Id } from '../../domain/id.ts';
import { can } from '../../domain/people/can.ts';
import type { Workspace } from '../commands/workspace-actor.ts';
import type { Tickets } from '../sockets/tickets.ts';
import type { Workspaces } from '../workspaces.ts';
import { HttpError } from './answer.ts';
import type { Rate } from './rate.ts';
import { signedIn, type SignedIn } from './sessions.ts';

export type RoutesFrom = {
  workspaces: Workspaces;
  tickets: Tickets;
  version: string;
  mayFound: boolean;
  /** Whether people may sit down in the sample, which needs no invite. */
  maySample: boolean;
  /** Cookies travel over TLS only. */
  secure: boolean;
  clock: () => number;
  /** Whom an unauthenticated request is counted against. */
  addressOf: (request: IncomingMessage) => string;
  rate: Rate;
  /** The same for what anybody may read. */
  reads: Rate;
  /** Live feeds that are open, to be ended at the shutdown. */
  streams: Set<() => void>;
};

export type Request = { request: IncomingMessage; response: ServerResponse; query: URLSearchParams };
export type Named = Record<string, string>;
/** Who may ask. Whoever needs no session is counted before anything of theirs is read; who needs one has it before their body is. */
export type Door = 'session' | 'anybody' | 'anybody reads';
export type Route = {
  method: 'GET' | 'POST';
  path: RegExp;
  door: Door;
  answer: (from: RoutesFrom, asked: Request, named: Named) => Promise<void> | void;
};

export const route = (
  method: Route['method'],
  path: string,
  answer: Route['answer'],
  door: Door = 'session',
): Route => ({
  method,
  door,
  path: new RegExp(`^${path}$`),
  answer,
});
export const w = '/api/w/(?<workspace>[^/]+)';
export const c = `${w}/campaigns/(?<campaign>[^/]+)`;

export const workspaceOf = ({ workspaces }: RoutesFrom, { workspace }: Named): Workspace => {
  const found = Id.safeParse(workspace).success ? workspaces.get(workspace!) : null;
  if (!found) throw new HttpError(404, 'unknown workspace', 'This server has no such workspace. Check the link.');
  return found;
};

export const passDoor = (from: RoutesFrom, asked: Request, named: Named, door: Door): void => {
  const address = from.addressOf(asked.request);
  if (door === 'anybody') from.rate.take(address);
  else if (door === 'anybody reads') from.reads.take(address);
  // Asked again once the body is there. What only reads has none, and asks by itself.
  else if (asked.request.method === 'POST') enter(from, asked, named);
};

export const enter = (from: RoutesFrom, asked: Request, named: Named): SignedIn & { workspace: Workspace } => {
  try {
    const workspace = workspaceOf(from, named);
    return { workspace, ...signedIn(asked, workspace, { now: from.clock(), secure: from.secure }) };
  } catch (error) {
    // Guessing tokens and names of workspaces is counted; whoever is signed in is not.
    if (error instanceof HttpError) from.rate.take(from.addressOf(asked.request));
    throw error;
  }
};

/** Who asks, and the campaign they may read. One that a guest may not see is not there for them. */
export const enterCampaign = (
  from: RoutesFrom,
  asked: Request,
  named: Named,
): SignedIn & { workspace: Workspace; campaign: Id } => {
  const entered = enter(from, asked, named);
  const { workspace, member } = entered;
  const { campaigns, policy } = workspace.state();
  const campaign = named['campaign'] ?? '';
  if (!Object.hasOwn(campaigns, campaign) || !can(member, 'read', policy, campaign))
    throw new HttpError(404, 'unknown campaign', 'There is no such campaign in this workspace.');
  return { ...entered, campaign };
};
