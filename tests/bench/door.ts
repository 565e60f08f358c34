import { Session, TicketsReply } from '../../domain/wire/http.ts';
import { SCHEMA } from '../../domain/wire/sync.ts';
import { roomName } from '../../domain/campaign/rooms.ts';

/** Windows one member may have open on one text; a room of two hundred needs several members. */
const WINDOWS = 30;
/** And over all texts; together with the last text's below 128. Who comes round again left the first ones long ago. */
const SOCKETS = 96;
const MEMBERS = 200;
const TICKETS_AT_ONCE = 64;

/** A workspace of our server with enough members in it, and tickets to its rooms. */
export class Door {
  readonly #url: string;
  /** The founder first; each of the others joins when somebody first needs them. */
  readonly #members: Promise<Session>[];
  readonly #campaigns: Set<string>;
  #spreads = false;
  #issued = 0;

  private constructor(url: string, members: Promise<Session>[], campaigns: Set<string>) {
    this.#url = url;
    this.#members = members;
    this.#campaigns = campaigns;
  }

  static async found(url: string): Promise<Door> {
    const founder = await ask(url, '/api/workspaces', { workspace: 'Bench', name: 'Founder', role: 'marketing' }, null);
    return new Door(url, [Promise.resolve(Session.parse(founder))], new Set());
  }

  /** The same workspace after a restart. */
  movedTo(url: string): Door {
    return new Door(url, this.#members, this.#campaigns);
  }

  /** From now on rooms are held open beside each other, so that each needs other members than the one before. */
  spread(): void {
    this.#spreads = true;
  }

  async makeRoom(campaign: string): Promise<void> {
    if (this.#campaigns.has(campaign)) return;
    this.#campaigns.add(campaign);
    await this.#post(await this.#members[0]!, '/commands', {
      id: crypto.randomUUID(),
      kind: 'create campaign',
      campaign,
      name: campaign,
    });
  }

  /** Where to connect for a room, and what to say there: `count` times, each for one socket. */
  async tickets(campaign: string, count: number): Promise<{ path: string; ticket: string }[]> {
    await this.makeRoom(campaign);
    const room = roomName(campaign, 'brief');
    const found: { path: string; ticket: string }[] = [];
    const first = Math.floor(this.#issued / SOCKETS);
    if (this.#spreads) this.#issued += count;
    for (let next = first; found.length < count; next += 1) {
      const member = next % MEMBERS;
      const who = await (this.#members[member] ??= this.#join(`Member ${member}`));
      const rooms = Array.from({ length: Math.min(WINDOWS, count - found.length) }, () => room);
      for (let at = 0; at < rooms.length; at += TICKETS_AT_ONCE) {
        const reply = await this.#post(who, '/tickets', {
          rooms: rooms.slice(at, at + TICKETS_AT_ONCE),
          schema: SCHEMA,
        });
        for (const ticket of TicketsReply.parse(reply).tickets) {
          if (!ticket.ok) throw new Error(ticket.says);
          found.push({ path: `/sync/${who.workspace}/${room}`, ticket: ticket.ticket });
        }
      }
    }
    return found;
  }

  async #join(name: string): Promise<Session> {
    const founder = await this.#members[0]!;
    const invite = crypto.randomUUID();
    const { secret } = (await this.#post(founder, '/commands', {
      id: crypto.randomUUID(),
      kind: 'invite member',
      invite,
      role: 'marketing',
      admin: false,
      expires: '2099-01-01T00:00:00.000Z',
    })) as { secret: string };
    return Session.parse(await ask(this.#url, `/api/w/${founder.workspace}/join`, { secret, name }, null));
  }

  #post(who: Session, path: string, body: unknown): Promise<unknown> {
    return ask(this.#url, `/api/w/${who.workspace}${path}`, body, who.token ?? null);
  }
}

const ask = async (url: string, path: string, body: unknown, token: string | null): Promise<unknown> => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      origin: url,
      'content-type': 'application/json',
      'accept-session': 'token',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};
