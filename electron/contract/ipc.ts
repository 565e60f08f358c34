import { z } from 'zod';
import { Id } from '../../domain/id.ts';
import { MAX_BODY, Seat } from '../../domain/wire/http.ts';
import type { KnownServer, MenuItem, SaveAnswer, ServerAnswer } from './desktop.ts';

/** Where the renderer lives; every sender must have exactly this origin. */
export const APP_ORIGIN = 'app://countersign';

/** An origin as `URL.origin` writes it: no path, no credentials. */
const ServerOrigin = z
  .string()
  .max(300)
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.origin === text);
/** Only the paths of the HTTP contract. No dot segment, escape or empty segment can step out of the workspace the path names. */
const ApiPath = z
  .string()
  .max(500)
  .regex(
    /^\/(health|\.well-known\/countersign\/[A-Za-z0-9_-]+\/keys|api(\/[A-Za-z0-9_-]+)+)(\?[a-z]+=[A-Za-z0-9_-]+(&[a-z]+=[A-Za-z0-9_-]+)*)?$/,
  );
/** The files that a server makes for people. */
const FilePath = z
  .string()
  .max(300)
  .regex(/^\/api\/w\/[A-Za-z0-9_-]+\/campaigns\/[A-Za-z0-9_-]+\/(export|certificate|package)$/);
/** SHA-256 of a certificate in base64url, as invites carry it. */
export const Fingerprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Body = z.unknown().refine((body) => {
  try {
    return (JSON.stringify(body) ?? '').length <= MAX_BODY;
  } catch {
    return false;
  }
}, 'not JSON, or too large');
const Count = z.int().nonnegative();
const FeedId = z.string().regex(/^[a-z0-9-]{1,64}$/);
const Nothing = z.undefined();

/** Renderer to main, answered. The schema is what the main process accepts; whatever does not fit is refused before any code sees it. */
export const requests = {
  'server:request': z.strictObject({
    server: ServerOrigin,
    workspace: Id.nullable(),
    seat: Seat.optional(),
    method: z.enum(['GET', 'POST']),
    path: ApiPath,
    body: Body,
  }),
  'feed:open': z.strictObject({
    feed: FeedId,
    server: ServerOrigin,
    workspace: Id,
    seat: Seat.optional(),
    after: Count,
  }),
  'feed:close': z.strictObject({ feed: FeedId }),
  'flush:done': z.strictObject({
    flush: Count,
    unsent: z.array(z.strictObject({ of: z.string().max(500), count: Count })).max(100),
  }),
  'links:listening': Nothing,
  'servers:list': Nothing,
  'servers:add': z.strictObject({ address: z.string().min(1).max(300), fingerprint: Fingerprint.optional() }),
  'servers:remove': z.strictObject({ url: ServerOrigin }),
  'servers:host': Nothing,
  'file:save': z.strictObject({
    server: ServerOrigin,
    workspace: Id,
    seat: Seat.optional(),
    path: FilePath,
    name: z.string().min(1).max(200),
  }),
  'session:notice': Nothing,
} as const;

export type Channel = keyof typeof requests;
export type Request<C extends Channel> = z.infer<(typeof requests)[C]>;
/** What each channel answers. */
export type Replies = {
  'server:request': { status: number; body: unknown };
  'feed:open': void;
  'feed:close': void;
  'flush:done': void;
  'links:listening': void;
  'servers:list': KnownServer[];
  'servers:add': ServerAnswer;
  'servers:remove': ServerAnswer;
  'servers:host': ServerAnswer;
  'file:save': SaveAnswer;
  'session:notice': string | null;
};

/** Main to renderer, not answered. */
export type Pushes = {
  'feed:rows': { feed: string; rows: unknown[] };
  'feed:end': { feed: string; says: string | null };
  'flush:please': { flush: number };
  'link:open': { path: string };
  'menu:chosen': { item: MenuItem };
  'servers:changed': undefined;
};
export type PushChannel = keyof Pushes;
