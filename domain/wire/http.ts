import { z } from 'zod';
import { Id, Instant, Name } from '../id.ts';
import { AnyRow, FeedRow } from '../event.ts';
import { Member, Role } from '../people/member.ts';
import { NewName } from '../people/name.ts';
import { PublicKey } from '../record/public-key.ts';
import { webhookKinds } from '../webhooks/webhook.ts';

/**
 * The HTTP contract. Everything is JSON. Paths under `/api/w/:workspace` need a session: a bearer token (desktop), or a cookie
 * `cs-<workspace>-<seat>` whose seat the header `x-countersign-seat` names (`me`, or in the sample workspace the member's id, so
 * that one browser can sit in three chairs). Every request that changes something needs a matching `Origin` and a JSON body.
 *
 *   GET  /api/server                          -> ServerInfo
 *   POST /api/workspaces                      FoundRequest   -> Session     (founds one; allowed while the server lets people found)
 *   POST /api/sample/:member                  {}             -> Session     (sits down as one of the sample's members)
 *   POST /api/w/:workspace/link               LinkRequest    -> LinkInfo    (what a link that is still good would do; uses nothing up)
 *   POST /api/w/:workspace/join               JoinRequest    -> Session
 *   GET  /api/w/:workspace/session            -> Session     | 401
 *   POST /api/w/:workspace/leave              LeaveRequest   -> {}          (ends this session; 409 for the last device of whom nobody could stand in for)
 *   POST /api/w/:workspace/tickets            TicketsRequest -> TicketsReply
 *   POST /api/w/:workspace/commands?member=m&after=n&head=h  Command  -> CommandReply (200) | Refused (409) | Failure `another member`, `rolled back`, `update needed` (409)
 *                                             (who speaks, where the window knows; the newest row they have seen, asked of what `needsHead` names)
 *   GET  /api/w/:workspace/feed?after=n       -> FeedReply   (at most FEED_PAGE rows; ask again while `more`)
 *   GET  /api/w/:workspace/feed/live?after=n  -> newline-delimited JSON of AnyRow, an empty line at least every 20 s
 *   GET  /api/w/:workspace/campaigns/:campaign/versions/:number -> VersionReply
 *   GET  /api/w/:workspace/campaigns/:campaign/package          -> LaunchPackage of the newest launch
 *   GET  /api/w/:workspace/campaigns/:campaign/export           -> RecordExport (domain/record/export.ts), as a file `npm run verify` reads
 *   GET  /api/w/:workspace/campaigns/:campaign/certificate      -> text/html, stands alone and holds the export, so verify reads it, too
 *   GET  /api/w/:workspace/campaigns/:campaign/writers          -> WritersReply
 *   GET  /api/w/:workspace/sessions           -> SessionsReply  (mine; an admin's holds everybody's)
 *   POST /api/w/:workspace/sessions/end       EndSession     -> {}
 *   POST /api/w/:workspace/devices            {}             -> DeviceLink  (a link for another device of mine; not a guest's)
 *   POST /api/w/:workspace/join-device        JoinDevice     -> Session     (of the member whose link it is, theirs or one that signs them in again; works once)
 *   GET  /api/w/:workspace/webhooks           -> WebhooksReply  (an admin's)
 *   GET  /api/w/:workspace/webhooks/deliveries?campaign=c -> DeliveriesReply (newest first; members, not guests)
 *   POST /api/w/:workspace/webhooks/deliveries/again  DeliverAgain -> {}  (an admin's)
 *   GET  /.well-known/countersign/:workspace/keys -> KeysReply, a JWK set
 *   GET  /health
 * Websocket: /sync/:workspace/<room name>
 */
export const FEED_PAGE = 500;
export const SEAT_HEADER = 'x-countersign-seat';
export const Seat = z.string().regex(/^[a-z0-9-]{1,32}$/);
/** The largest body a request may have, in bytes. */
export const MAX_BODY = 256 * 1024;

export const ServerInfo = z.object({
  name: z.literal('countersign'),
  version: z.string(),
  mayFound: z.boolean(),
  sample: z.object({ workspace: Id, members: z.array(z.object({ id: Id, name: Name, role: Role })) }).nullable(),
});
export type ServerInfo = z.infer<typeof ServerInfo>;

export const FoundRequest = z.object({ workspace: NewName, name: NewName, role: Role });
export const JoinRequest = z.object({ secret: z.string().min(20).max(100), name: NewName });
export const LinkRequest = JoinRequest.pick({ secret: true });
/**
 * What a link opens, told to whoever holds it before they use it: an invite's role, a guest's one campaign, or whom it signs in. `by`
 * made it; `name` is whom its admin made it for, where they said so.
 */
export const LinkInfo = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('member'),
    workspace: Name,
    by: Name,
    role: Role,
    admin: z.boolean(),
    name: Name.nullable(),
    ends: z.string(),
  }),
  z.object({ kind: z.literal('guest'), workspace: Name, by: Name, campaign: Name, ends: z.string() }),
  z.object({ kind: z.literal('device'), workspace: Name, name: Name, ends: z.string() }),
]);
export type LinkInfo = z.infer<typeof LinkInfo>;
/** `token` is present only where the request asked for one with `Accept-Session: token` (the desktop's main process). */
export const Session = z.object({
  workspace: Id,
  workspaceName: Name,
  seat: Seat,
  member: Member,
  sample: z.boolean(),
  token: z.string().optional(),
});
export type Session = z.infer<typeof Session>;

/**
 * `forget`: a shell that holds the token drops it also where the server does not answer. To the server it says nothing. `member`: who
 * leaves; 409 `another member` where the session is somebody else's by now.
 */
export const LeaveRequest = z.object({ forget: z.literal(true).optional(), member: Id.optional() });

export const TicketsRequest = z.object({ rooms: z.array(z.string().max(200)).min(1).max(64), schema: z.int() });
export const Ticket = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    room: z.string(),
    ticket: z.string(),
    epoch: z.int(),
    access: z.enum(['write', 'read']),
  }),
  z.object({ ok: z.literal(false), room: z.string(), code: z.int(), says: z.string() }),
]);
export type Ticket = z.infer<typeof Ticket>;
/**
 * `member`: whom the tickets admit; an older server does not say. `suspended`: number of the row of the feed by which they were suspended
 * last, 0 where they never were: a laptop that has not seen that row has words that must not go out by themselves.
 */
export const TicketsReply = z.object({
  member: Id.optional(),
  suspended: z.int().optional(),
  tickets: z.array(Ticket),
});

/** `number` is the feed number of the command's last event, so that a client knows when its own fold has caught up. `secret` for an invite, and for a webhook that is new: what it signs with, told this once. */
export const CommandReply = z.object({ number: z.int(), secret: z.string().optional() });
export type CommandReply = z.infer<typeof CommandReply>;
export const Refused = z.object({
  refused: z.literal(true),
  reasons: z.array(z.object({ code: z.string(), says: z.string(), fix: z.json() })),
});
/** `member`: whose session asked, so that a window of somebody else, kept open in the same chair, does not speak for them. */
export const FeedReply = z.object({ rows: z.array(AnyRow), more: z.boolean(), member: Id.optional() });

export const VersionReply = z.object({
  number: z.int(),
  digest: z.string(),
  json: z.string(),
  ids: z.array(z.object({ id: z.string(), variants: z.array(z.string()) })),
});
/** `canonical` is the signed text itself, the exact RFC 8785 string whose SHA-256 is `digest`. */
export const LaunchPackage = z.object({
  format: z.literal(1),
  workspace: Id,
  campaign: Id,
  name: z.string(),
  version: z.int(),
  digest: z.string(),
  launchedAt: z.string(),
  canonical: z.string(),
  rendered: z.array(
    z.object({
      step: z.string(),
      channel: z.string(),
      day: z.int(),
      variant: z.string(),
      share: z.number(),
      subject: z.string(),
      preheader: z.string(),
      text: z.string(),
      html: z.string(),
      markdown: z.string(),
    }),
  ),
  record: z.array(FeedRow),
  keys: z.array(z.object({ key: z.string(), publicJwk: z.json() })),
});
export type LaunchPackage = z.infer<typeof LaunchPackage>;

/** A signed-in device. `id` names it and admits nobody; `device` is what it called itself, in words. */
export const DeviceSession = z.object({
  id: Id,
  member: Id,
  device: z.string(),
  created: Instant,
  lastSeen: Instant,
  current: z.boolean(),
});
export type DeviceSession = z.infer<typeof DeviceSession>;
export const SessionsReply = z.object({ sessions: z.array(DeviceSession) });
export const EndSession = z.object({ session: Id });

/**
 * What lets one more device of the same member in, once and until `ends`. Only its hash is kept. Nobody makes one for somebody else who
 * is signed in anywhere; for who is not there is a command, which is recorded (`make sign-in link`).
 */
export const DeviceLink = z.object({ secret: z.string(), ends: Instant });
export type DeviceLink = z.infer<typeof DeviceLink>;
export const JoinDevice = JoinRequest.pick({ secret: true });

/** Which member each Yjs client id of the present epoch belongs to. */
const Writers = z.array(z.object({ client: z.int(), member: Id }));
export const WritersReply = z.object({ brief: Writers, copy: Writers });
export type WritersReply = z.infer<typeof WritersReply>;

export const WebhookAddress = z.object({ webhook: Id, url: z.string() });
export const WebhooksReply = z.object({ webhooks: z.array(WebhookAddress) });
/** One event on its way to one webhook. `next` is when it is tried again while it waits. */
export const Delivery = z.object({
  id: Id,
  webhook: Id,
  /** Feed number of the event it tells of. */
  event: z.int(),
  kind: z.enum(webhookKinds),
  campaign: Id,
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  /** HTTP status of the last attempt, or null where none came. */
  lastStatus: z.int().nullable(),
  /** Why the last attempt failed, for a person; null where it did not. */
  lastFault: z.string().nullable(),
  at: Instant,
  next: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveriesReply = z.object({ deliveries: z.array(Delivery) });
export const DeliverAgain = z.object({ delivery: Id });

/** RFC 7517; the newest key is the last. */
export const KeysReply = z.object({
  keys: z.array(PublicKey.extend({ kid: z.string(), use: z.literal('sig'), alg: z.literal('EdDSA') })),
});

/** Every other error: a code and a sentence that says what to do. */
export const Failure = z.object({ error: z.string(), says: z.string() });
export type Failure = z.infer<typeof Failure>;
