import { z } from 'zod';
import { parseRoomName, roomName } from '../../domain/campaign/rooms.ts';
import { Command, isStop, needsConnection, needsHead, type CommandKind } from '../../domain/command.ts';
import type { Member } from '../../domain/people/member.ts';
import { lastDeviceSays, onlyOne } from '../../domain/people/only-one.ts';
import { asSeenBy } from '../../domain/people/sees.ts';
import {
  FEED_PAGE,
  FoundRequest,
  JoinRequest,
  LeaveRequest,
  LinkRequest,
  Seat,
  TicketsRequest,
  type TicketsReply,
  type FeedReply,
  type LinkInfo,
  type ServerInfo,
  type Ticket,
} from '../../domain/wire/http.ts';
import { SCHEMA, closeCodes } from '../../domain/wire/sync.ts';
import { accessTo } from '../commands/access.ts';
import type { Workspace } from '../commands/workspace-actor.ts';
import { SAMPLE_WORKSPACE } from '../workspace.ts';
import { HttpError, readJson, sendJson } from './answer.ts';
import { streamFeed } from './live-feed.ts';
import { deviceRoutes } from './device-routes.ts';
import { recordRoutes } from './record-routes.ts';
import {
  enter,
  passDoor,
  route,
  w,
  workspaceOf,
  type Named,
  type Request,
  type Route,
  type RoutesFrom,
} from './route.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { begin, describe, endedCookie, liveSessions, turnAway } from './sessions.ts';

const nothing = z.object({});

/** The HTTP contract (domain/wire/http.ts), line by line. */
export const routes: readonly Route[] = [
  route('GET', '/api/server', serverInfo, 'anybody reads'),
  route('POST', '/api/workspaces', found, 'anybody'),
  route('POST', '/api/sample/(?<member>[^/]+)', sitDown, 'anybody'),
  route('POST', `${w}/link`, look, 'anybody'),
  route('POST', `${w}/join`, join, 'anybody'),
  route('GET', `${w}/session`, session),
  route('POST', `${w}/leave`, leave),
  route('POST', `${w}/tickets`, giveTickets),
  route('POST', `${w}/commands`, command),
  route('GET', `${w}/feed`, feed),
  route('GET', `${w}/feed/live`, liveFeed),
  ...deviceRoutes,
  ...recordRoutes,
  ...webhookRoutes,
];

/** Answers one request of the contract; false where no route has this path. */
export const answer = async (from: RoutesFrom, asked: Request, path: string): Promise<boolean> => {
  let known = false;
  for (const { method, path: pattern, door, answer } of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    known = true;
    const wanted = asked.request.method === 'HEAD' ? 'GET' : asked.request.method;
    if (method !== wanted) continue;
    passDoor(from, asked, { ...match.groups }, door);
    await answer(from, asked, { ...match.groups });
    return true;
  }
  if (path.startsWith('/api/') || known) from.reads.take(from.addressOf(asked.request));
  if (known) throw new HttpError(405, 'wrong method', 'This address does not take that kind of request.');
  return false;
};

function serverInfo({ workspaces, version, mayFound, maySample }: RoutesFrom, { response }: Request): void {
  const members = maySample ? workspaces.sampleMembers : null;
  const info: ServerInfo = {
    name: 'countersign',
    version,
    mayFound,
    sample: members && {
      workspace: SAMPLE_WORKSPACE,
      members: members.map(({ id, name, role }) => ({ id, name, role })),
    },
  };
  sendJson(response, 200, info);
}

async function found(from: RoutesFrom, asked: Request): Promise<void> {
  const { workspace: name, ...founder } = await readJson(asked.request, FoundRequest);
  if (!from.mayFound)
    throw new HttpError(
      403,
      'no founding',
      'New workspaces cannot be started on this server. Ask whoever runs it, or join with an invite.',
    );
  const { workspace, member } = from.workspaces.found(name, founder);
  begin(from, asked, workspace, member, 'me');
}

async function sitDown(from: RoutesFrom, asked: Request, { member: id }: Named): Promise<void> {
  await readJson(asked.request, nothing);
  const workspace = from.maySample ? from.workspaces.sample() : null;
  const member =
    workspace && Object.hasOwn(workspace.state().members, id!) ? workspace.state().members[id!] : undefined;
  if (!workspace || !member || !Seat.safeParse(id).success)
    throw new HttpError(
      404,
      'unknown member',
      'This workspace does not exist here. Check the link, or go to the start.',
    );
  begin(from, asked, workspace, member, member.id);
}

const unknownLink = (): HttpError =>
  new HttpError(
    403,
    'unknown invite',
    'This link is not known here: it was used or is too old, or it was not copied whole. Ask for a new one.',
  );

/** Only to whoever holds a link that would let them in, and as often as they may try one. */
async function look(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { secret } = await readJson(asked.request, LinkRequest);
  const workspace = workspaceOf(from, named);
  const found = workspace.lookAt(secret);
  if (!found) throw unknownLink();
  if (found.refused) throw new HttpError(410, `${found.code} invite`, found.says);
  turnAway(asked.request, workspace, found.signsIn);
  sendJson(asked.response, 200, found.info satisfies LinkInfo);
}

async function join(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { secret, name } = await readJson(asked.request, JoinRequest);
  const workspace = workspaceOf(from, named);
  turnAway(asked.request, workspace, null);
  const joining = workspace.joinWith(secret, name);
  if (!joining) throw unknownLink();
  if (joining.refused) {
    const taken = joining.code === 'name taken';
    throw new HttpError(taken ? 409 : 410, taken ? joining.code : `${joining.code} invite`, joining.says);
  }
  begin(from, asked, workspace, joining.member, 'me');
}

function session(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace, member, seat } = enter(from, asked, named);
  sendJson(asked.response, 200, describe(workspace, member, seat));
}

async function leave(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { member: whose } = await readJson(asked.request, LeaveRequest);
  const { workspace, member, hash, seat } = enter(from, asked, named);
  isWhose(whose ?? null, member);
  const others = liveSessions(workspace, null, from.clock()).filter((session) => session.hash !== hash);
  const there = new Set(others.map((session) => session.member));
  const post = there.has(member.id) ? null : onlyOne(workspace.state(), member.id, (id) => there.has(id));
  if (post !== null) throw new HttpError(409, 'last device', lastDeviceSays(post));
  workspace.endSession(hash);
  sendJson(asked.response, 200, {}, { 'set-cookie': endedCookie(workspace.id, seat, from.secure) });
}

async function giveTickets(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { rooms, schema } = await readJson(asked.request, TicketsRequest);
  const { workspace, member, hash } = enter(from, asked, named);
  const tickets = rooms.map((room): Ticket => {
    const refuse = (code: number, says: string): Ticket => ({ ok: false, room, code, says });
    if (schema < SCHEMA)
      return refuse(closeCodes.schemaOrEpoch, 'This app is too old for this text. Update it; your words wait here.');
    const parsed = parseRoomName(room);
    const stored = parsed && workspace.store.room(roomName(parsed.campaign, parsed.kind));
    if (!parsed || !stored) return refuse(closeCodes.noSuchRoom, 'There is no such text here.');
    const access = accessTo(workspace.state(), member.id, stored, from.clock);
    if (access === 'none') return refuse(closeCodes.noRight, 'You have no right to open this text.');
    const ticket = from.tickets.issue({
      workspace: workspace.id,
      room: stored.name,
      epoch: stored.epoch,
      member: member.id,
      session: hash,
    });
    return { ok: true, room, ticket, epoch: stored.epoch, access };
  });
  const suspended = workspace.state().suspensions[member.id] ?? 0;
  sendJson(asked.response, 200, { member: member.id, suspended, tickets } satisfies z.infer<typeof TicketsReply>);
}

async function command(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const parsed = await readJson(asked.request, Command);
  // Asked after the body has come, so that nothing happens between reading who this is and deciding.
  const { workspace, member } = enter(from, asked, named);
  isWhose(asked.query.get('member'), member);
  if (needsConnection.has(parsed.kind) && !isStop(parsed)) checkHead(asked, workspace, parsed.kind);
  const result = workspace.run(parsed, member.id);
  if (result.refused) return sendJson(asked.response, 409, result);
  const { number, secret } = result;
  sendJson(asked.response, 200, { number, ...(secret !== undefined && { secret }) });
}

/** Refuses what a window says that stayed open while somebody else signed in there: it would be said, or ended, in their name. */
const isWhose = (member: string | null, { id }: Member): void => {
  if (member !== null && member !== id)
    throw new HttpError(
      409,
      'another member',
      'Somebody else is signed in here now. What is on this laptop stays yours.',
    );
};

/** Refuses what was decided on rows that this server does not have, or has otherwise: it was put back, and what came after nobody knows here. */
const checkHead = (asked: Request, workspace: Workspace, kind: CommandKind): void => {
  if (asked.query.has('head')) afterOf(asked, workspace);
  else if (needsHead.has(kind))
    throw new HttpError(
      409,
      'update needed',
      'This app is too old to sign, confirm or launch here: it does not say how much of the record it has seen. Reload the page, or update the app.',
    );
};

const afterOf = ({ query }: Request, workspace: Workspace): number => {
  const text = query.get('after') ?? '0';
  const after = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (after < 0) throw new HttpError(422, 'bad value', 'after: a number of a row of the feed.');
  // The same number with another head is another story: the server was put back and has come as far again.
  const head = query.get('head');
  const another = head !== null && after > 0 && workspace.store.feedRow(after)?.head !== head;
  if (after > workspace.state().number || another)
    throw new HttpError(
      409,
      'rolled back',
      'This laptop knows more than the server: the server was put back to an older state. Ask whoever runs it.',
    );
  return after;
};

function feed(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace, member } = enter(from, asked, named);
  const rows = workspace.feed(afterOf(asked, workspace), FEED_PAGE);
  const reply: z.infer<typeof FeedReply> = {
    rows: rows.map((row) => asSeenBy(member, row)),
    more: (rows.at(-1)?.number ?? Infinity) < workspace.state().number,
    member: member.id,
  };
  sendJson(asked.response, 200, reply);
}

function liveFeed(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace, hash, member } = enter(from, asked, named);
  const after = afterOf(asked, workspace);
  const stillSignedIn = (): boolean => workspace.notIn(hash) === null;
  const end = streamFeed(asked.response, workspace, after, (row) => asSeenBy(member, row), stillSignedIn);
  from.streams.add(end);
  asked.response.once('close', () => from.streams.delete(end));
}
