import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { changedParts, diffVersions } from '../../domain/canonical/diff.ts';
import type { Workspace } from '../../sync-server/commands/workspace-actor.ts';
import type { RunningServer, ServerOptions } from '../../sync-server/server.ts';
import { newest, signs, wholeCampaign } from '../integration/campaign.ts';
import { Person, dataFolder, startTestServer } from '../integration/team.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
type Raw = { method?: string; path: string; headers?: Record<string, string | string[]>; body?: string | Buffer };

/** One request exactly as written, without anything a well-behaved client adds. */
export const send = (url: string, { method = 'GET', path, headers = {}, body }: Raw): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    // A connection of its own: what one request breaks is not felt by the next.
    const length =
      body === undefined || 'content-length' in headers ? {} : { 'content-length': Buffer.byteLength(body) };
    const how = {
      hostname,
      port,
      method,
      path,
      headers: { ...length, ...headers },
      setHost: !('host' in headers),
      agent: false,
    };
    const asked = request(how, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });

/** Tables that a refused attempt leaves as they were. What was refused may be kept in quarantine; sessions say when they were last seen. */
const kept = [
  'events',
  'bodies',
  'rooms',
  'updates',
  'writers',
  'client_ids',
  'snapshots',
  'versions',
  'packages',
  'invite_secrets',
  'keys',
  'webhooks',
  'deliveries',
] as const;

/** A server with a team and two campaigns in every state an attacker could wish for, and a stranger's workspace beside it. */
export class Siege {
  readonly server: RunningServer;
  readonly clock: { ahead: number };
  /** Every line of the server's log. */
  readonly logged: readonly string[];
  readonly #data: string;
  mia!: Person;
  sam!: Person;
  lena!: Person;
  noor!: Person;
  vic!: Person;
  /** Founder, admin and sales lead of another workspace on the same server. */
  eve!: Person;

  private constructor(server: RunningServer, data: string, clock: { ahead: number }, logged: string[]) {
    this.logged = logged;
    this.server = server;
    this.#data = data;
    this.clock = clock;
  }

  /** `review` waits for a signature, `signed` has one of Lena's and a draft that moved on. */
  static async begins({
    campaigns = true,
    ...options
  }: Partial<ServerOptions> & { campaigns?: boolean } = {}): Promise<Siege> {
    const data = dataFolder();
    const clock = { ahead: 0 };
    const logged: string[] = [];
    const log = (line: unknown): void => void logged.push(JSON.stringify(line));
    const server = await startTestServer({ data, log, clock: () => Date.now() + clock.ahead, ...options });
    const at = new Siege(server, data, clock, logged);
    at.mia = await Person.founds(server.url);
    at.lena = await at.mia.invites('sales-lead', 'Lena');
    at.noor = await at.mia.invites('sales-lead', 'Noor');
    await at.lena.does({ kind: 'confirm sales lead', member: at.noor.id });
    at.sam = await at.mia.invites('sales', 'Sam');
    at.vic = await at.mia.invites('viewer', 'Vic');
    at.eve = await Person.founds(server.url, 'sales-lead', 'Eve');
    if (!campaigns) return at;
    for (const campaign of ['review', 'signed']) await wholeCampaign(at, campaign);
    await signs(at.lena, 'signed');
    return at;
  }

  get url(): string {
    return this.server.url;
  }
  get workspace(): Workspace {
    return this.server.workspaces.get(this.mia.session.workspace)!;
  }
  newest(campaign: string): Promise<{ version: number; digest: string }> {
    return newest(this.mia, campaign);
  }
  viewed(campaign: string): string[] {
    const { versions } = this.workspace.state().campaigns[campaign]!;
    const frozen = this.workspace.version(campaign, versions.at(-1)!.number)!;
    return changedParts(diffVersions(null, frozen));
  }

  /** Everything on disk of every workspace, as one hash: what an attempt must not have touched. */
  written(): string {
    const hash = createHash('sha256');
    for (const { id } of this.server.workspaces.open) {
      const db = new DatabaseSync(join(this.#data, 'workspaces', `${id}.sqlite`), { readOnly: true });
      for (const table of kept) for (const row of rows(db, table)) hash.update(`${table} ${row}`);
      hash.update(String(db.prepare('SELECT count(*) AS n FROM sessions').get()?.['n']));
      db.close();
    }
    return hash.digest('hex');
  }

  /** Runs an attempt and holds it to the rule: this status, a sentence, and nothing written. Returns its body. */
  async repels(status: number, attempt: () => Promise<{ status: number; body: Record<string, unknown> }>) {
    const before = this.written();
    const { status: got, body } = await attempt();
    equal(got, status, JSON.stringify(body));
    for (const says of sentences(body)) match(says, /[.?!]$/);
    ok(sentences(body).length > 0, 'a refusal has a sentence');
    equal(this.written(), before, 'a refused attempt writes nothing');
    return body;
  }

  /** The same over a raw request. */
  async repelsRaw(status: number, raw: Raw): Promise<Answer> {
    const before = this.written();
    const answer = await send(this.url, raw);
    equal(answer.status, status, answer.text);
    equal(this.written(), before, 'a refused attempt writes nothing');
    return answer;
  }

  /** Sends a command that must come back refused with exactly these codes. */
  async refused(
    by: Person,
    command: Parameters<Person['try']>[0],
    ...codes: string[]
  ): Promise<Record<string, unknown>> {
    const body = await this.repels(409, () => by.try(command));
    const said = new Set((body['reasons'] as { code: string }[]).map(({ code }) => code));
    deepEqual([...said].sort(), codes.sort());
    return body;
  }
}

const rows = (db: DatabaseSync, table: string): string[] =>
  db
    .prepare(`SELECT * FROM ${table}`)
    .all()
    .map((row) => JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)))
    .sort();

/** Every sentence for a person in an answer. */
const sentences = (body: Record<string, unknown>): string[] => {
  if (typeof body['says'] === 'string') return [body['says']];
  return ((body['reasons'] ?? body['tickets'] ?? []) as { says?: string }[]).flatMap(({ says }) => says ?? []);
};
