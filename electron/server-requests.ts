import { net, type WebContents } from 'electron';
import { LeaveRequest, SEAT_HEADER, Session } from '../domain/wire/http.ts';
import { notConfirmed, type Confirmations } from './confirm.ts';
import type { Credentials } from './credentials.ts';
import type { Replies, Request } from './contract/ipc.ts';
import { readBytes, readJsonAnswer } from './read-answer.ts';
import type { Servers } from './servers.ts';

/** How long a server may take for its whole answer, and to say who it is, in ms. */
const PATIENCE = 30_000;
const WHO = 5_000;

type Asked = Pick<Request<'server:request'>, 'server' | 'workspace' | 'seat' | 'path'>;

/** Whether this page may send this: to a server this laptop knows, and with a session only inside that session's workspace. */
export const isWithin = ({ server, workspace, path }: Asked, servers: Pick<Servers, 'has'>): boolean => {
  if (!servers.has(server)) return false;
  const named = /^\/(?:api\/w|\.well-known\/countersign)\/([^/?]+)/.exec(path)?.[1] ?? null;
  return named === workspace;
};

/** A reply without its session token, which stays in this process. */
export const withoutToken = (body: unknown): { body: unknown; token: string | null } => {
  if (typeof body !== 'object' || body === null || !('token' in body)) return { body, token: null };
  const { token, ...rest } = body;
  return { body: rest, token: typeof token === 'string' ? token : null };
};

const reach = async (server: string): Promise<never> => {
  throw new Error(`The server at ${server} cannot be reached.`);
};

/** Sends the HTTP of the contract with the session of its workspace. The token goes out in a header and never back to a page. */
export class ServerRequests {
  readonly #servers: Servers;
  readonly #credentials: Credentials;
  readonly #confirmations: Confirmations;

  constructor(servers: Servers, credentials: Credentials, confirmations: Confirmations) {
    this.#servers = servers;
    this.#credentials = credentials;
    this.#confirmations = confirmations;
  }

  /** The headers of a request, with this chair's token if there is one. */
  async headers({ server, workspace, seat }: Asked): Promise<Record<string, string>> {
    const session = workspace === null ? null : await this.#credentials.token({ server, workspace, seat });
    return {
      // A server that looks at the origin of a changing request sees its own.
      origin: server,
      accept: 'application/json',
      'accept-session': 'token',
      ...(session && { authorization: `Bearer ${session.token}`, [SEAT_HEADER]: session.seat }),
    };
  }

  refuses(asked: Asked): string | null {
    return isWithin(asked, this.#servers) ? null : 'This server or workspace is not one this laptop knows.';
  }

  async send(request: Request<'server:request'>, page: WebContents): Promise<Replies['server:request']> {
    const refusal = this.refuses(request);
    if (refusal !== null) throw new Error(refusal);
    const { server, workspace, method, path } = request;
    const body = JSON.stringify(request.body ?? {});
    if (!(await this.#confirmations.holds(request, body, page))) return notConfirmed;
    const isLeaving = method === 'POST' && workspace !== null && path === `/api/w/${workspace}/leave`;
    const leaves = isLeaving ? LeaveRequest.safeParse(JSON.parse(body)).data : undefined;
    try {
      const response = await this.#fetch(request, {
        method,
        headers: { ...(await this.headers(request)), ...(method === 'POST' && { 'content-type': 'application/json' }) },
        ...(method === 'POST' && { body }),
      });
      const reply = await readJsonAnswer(response).catch(() => reach(server));
      const { body: clean, token } = withoutToken(reply);
      if (token !== null && response.ok) await this.#seat(server, clean, token);
      // A session that was over before is over, too.
      if (leaves && (response.ok || response.status === 401)) await this.#leave(request, leaves.member);
      return { status: response.status, body: clean };
    } catch (error) {
      if (leaves?.forget) await this.#leave(request, leaves.member);
      throw error;
    }
  }

  /** A file for a person, as its bytes; it goes to the disk and never to a page. */
  async file(asked: Asked): Promise<{ status: number; type: string; bytes: Uint8Array }> {
    const refusal = this.refuses(asked);
    if (refusal !== null) throw new Error(refusal);
    const response = await this.#fetch(asked, { headers: { ...(await this.headers(asked)), accept: '*/*' } });
    const bytes = await readBytes(response).catch(() => reach(asked.server));
    return { status: response.status, type: response.headers.get('content-type') ?? '', bytes };
  }

  async #fetch({ server, path }: Asked, init: RequestInit): Promise<Response> {
    return net
      .fetch(`${server}${path}`, {
        ...init,
        credentials: 'omit',
        cache: 'no-store',
        // A redirect would carry the token to an address nobody chose.
        redirect: 'error',
        signal: AbortSignal.timeout(path === '/api/server' ? WHO : PATIENCE),
      })
      .catch(() => reach(server));
  }

  async #seat(server: string, body: unknown, token: string): Promise<void> {
    const session = Session.safeParse(body);
    if (!session.success) return;
    const { workspace, seat, member } = session.data;
    await this.#credentials.keep({ server, workspace, seat }, member.id, token);
  }

  /** Drops the session of a chair, unless it is known to be another member's: whoever signed in here since stays signed in. */
  async #leave({ server, workspace, seat }: Asked, member: string | undefined): Promise<void> {
    if (workspace === null) return;
    const session = await this.#credentials.token({ server, workspace, seat });
    if (!session || (member !== undefined && session.member !== undefined && session.member !== member)) return;
    await this.#credentials.forget({ server, workspace, seat: session.seat });
  }
}
