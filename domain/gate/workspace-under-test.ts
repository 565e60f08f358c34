import * as Y from 'yjs';
import { foundingUpdate } from '../campaign/founding.ts';
import { factKeys, type Facts } from '../campaign/facts.ts';
import { addStep, addVariant, textOf } from '../campaign/sequence.ts';
import { briefParts, type TextId } from '../campaign/rooms.ts';
import { freezeDraft, thaw } from '../canonical/freeze.ts';
import type { Frozen } from '../canonical/form.ts';
import type { Command } from '../command.ts';
import { emptyWorkspace, evolve } from '../evolve.ts';
import { NO_HASH, type Actor, type Event, type FeedRow, type NewEvent } from '../event.ts';
import { join, signInAgain } from '../people/join.ts';
import type { Member, Role } from '../people/member.ts';
import { hashBody, hashEvent, nextHead } from '../record/hash.ts';
import type { CampaignState, WorkspaceState } from '../state.ts';
import { writeBlocks } from '../text/write.ts';
import type { Context, Decision } from './context.ts';
import { decide } from './decide.ts';
import { foundingPolicy, type Policy } from './policy.ts';
import { decideSchedule } from './schedule.ts';

type Unsent<C> = C extends { id: string } ? Omit<C, 'id'> : never;
export type Said = Unsent<Command>;
export type Decisions = { decide: typeof decide; decideSchedule: typeof decideSchedule; join: typeof join };

/** Facts that pass every check, for a launch at any time. */
export const wholeFacts: Facts = {
  owner: 'mia',
  window: { opens: '2020-05-12T09:00', closes: '2099-06-12T18:00', timeZone: 'Europe/London' },
  reach: { contacts: 480, firstBatch: 160 },
  sender: {
    name: 'Sam',
    email: 'sam@example.com',
    company: 'Noticewren',
    phone: '',
    address: '14 Tanners Yard',
    optOutUrl: 'https://example.com/out',
  },
  budget: { amount: 100_000, currency: 'GBP', lines: [] },
  targets: [{ kpi: 'sales', value: 4, unit: 'count', atMost: false, due: '2027-07-01', owners: ['sam'] }],
  ramp: [
    {
      metric: 'positive replies',
      per: 'delivered',
      compare: '>=',
      value: 2,
      minimum: { metric: 'delivered', value: 100 },
    },
  ],
  halt: [{ metric: 'bounced', per: 'sent', compare: '>', value: 3, minimum: { metric: 'sent', value: 100 } }],
};
const member = (id: string, name: string, role: Member['role'], admin = false): Member => ({
  id,
  name,
  role,
  admin,
  suspended: false,
});
export const team: readonly Member[] = [
  member('mia', 'Mia', 'marketing', true),
  member('sam', 'Sam', 'sales'),
  member('lena', 'Lena', 'sales-lead'),
  member('noor', 'Noor', 'sales-lead'),
  member('vic', 'Vic', 'viewer'),
];

/** A workspace in memory with one campaign, `c`: what the server is to the decisions, without a server. */
export class WorkspaceUnderTest {
  state: WorkspaceState = emptyWorkspace('w');
  now = '2027-05-11T12:00:00.000Z';
  readonly rows: FeedRow[] = [];
  readonly stored = new Map<number, { json: string; ids: Frozen['ids'] }>();
  readonly brief = new Y.Doc();
  readonly copy = new Y.Doc();
  /** Who typed since the beginning, with how many versions there were then. */
  readonly typed: { by: string; after: number }[] = [];
  /** On how many devices somebody is signed in; on none, unless it says so here. */
  readonly devices = new Map<string, number>();
  /** Whose decisions it takes: the real ones, or such as a test has planted a fault in. */
  readonly #decides: Decisions;
  /** What the store would say of its record. */
  recordHolds = true;
  #commands = 0;

  constructor(
    members: readonly Member[] = team,
    policy: Policy = foundingPolicy,
    decides: Decisions = { decide, decideSchedule, join },
  ) {
    this.#decides = decides;
    Y.applyUpdate(this.brief, foundingUpdate('brief'));
    const founder = members[0]!.id;
    this.#append(founder, [
      { kind: 'workspace founded', campaign: null, data: { name: 'W', policy, mergeFields: fields, sample: false } },
      ...members.map((each): NewEvent => ({
        kind: 'member joined',
        campaign: null,
        data: { member: each, invite: null },
      })),
    ]);
    this.must(founder, { kind: 'create campaign', campaign: 'c', name: 'Spring renewal' });
  }

  get campaign(): CampaignState {
    return this.state.campaigns['c']!;
  }

  /** Writes a whole brief and one e-mail, decides every fact: nothing of it blocks. */
  complete(by = 'mia'): this {
    for (const part of briefParts) this.types(`brief/${part}`, `Words about ${part}.`, by);
    addStep(this.copy, { id: 's1', channel: 'email', day: 1, name: 'First e-mail' });
    addVariant(this.copy, 's1', { id: 'A', name: 'A' });
    this.types('step/s1/A/subject', 'A date for you', by);
    this.types('step/s1/A/body', 'Hello {{first name | there}}. {{opt-out link}} {{sender address}}', by);
    for (const fact of factKeys)
      this.must('mia', { kind: 'set fact', campaign: 'c', fact, was: null, value: wholeFacts[fact] });
    return this;
  }

  /** Replaces the whole of one text. */
  types(text: TextId, words: string, by: string): void {
    const doc = text.startsWith('brief/') ? this.brief : this.copy;
    const found = textOf(doc, text);
    if (!found) throw new Error(`no text ${text}`);
    doc.transact(() => {
      found.delete(0, found.length);
      if (text.endsWith('subject') || text.endsWith('preheader')) found.insert(0, words);
      else writeBlocks(found, [{ kind: 'paragraph', runs: [{ text: words }] }]);
    });
    this.typed.push({ by, after: this.campaign.versions.length });
  }

  draft(): Frozen {
    return freezeDraft(this.brief, this.copy, this.campaign.facts, this.state.mergeFields);
  }

  /** Sends a command as a member, and appends what it makes. */
  says(by: string, said: Said, id = `command-${(this.#commands += 1)}`): Decision {
    const command: Command = { ...said, id };
    const decision = this.#decides.decide(this.state, command, this.context({ member: by }));
    if (!decision.refused) this.#append(by, decision.events, id);
    return decision;
  }

  must(by: string, said: Said): void {
    const decision = this.says(by, said);
    if (decision.refused) throw new Error(decision.reasons.map(({ says }) => says).join(' '));
  }

  /** The codes of a refusal; empty where it was carried out. */
  refuses(by: string, said: Said): string[] {
    const decision = this.says(by, said);
    return decision.refused ? decision.reasons.map(({ code }) => code) : [];
  }

  /** An admin invites somebody, who comes under this id and name. Whether they were let in. */
  invites(by: string, id: string, as: { role?: Role; admin?: boolean; name?: string } = {}): boolean {
    const { role = 'viewer', admin = false, name = `${id[0]!.toUpperCase()}${id.slice(1)}` } = as;
    const expires = '2099-01-01T00:00:00.000Z';
    this.must(by, { kind: 'invite member', invite: `for-${id}`, role, admin, expires });
    return this.comes(`for-${id}`, id, name);
  }

  /** Somebody uses an invite. */
  comes(invite: string, id: string, name: string): boolean {
    const joining = this.#decides.join(this.state, this.state.invites[invite]!, id, name, this.now);
    if (!joining.refused) this.#append(id, joining.events);
    return !joining.refused;
  }

  /** Somebody uses a sign-in link. */
  comesBack(invite: string): void {
    const used = signInAgain(this.state, this.state.invites[invite]!, this.now);
    if (used.refused) throw new Error(used.says);
    this.#append(used.member.id, used.events);
  }

  /** What the server does when it looks at the clock. */
  looksAtClock(): void {
    this.#append(
      { server: 'schedule' },
      this.#decides.decideSchedule(this.state, 'c', this.context({ server: 'schedule' })),
    );
  }

  context(actor: Actor): Context {
    const since = this.campaign?.versions.findLast(({ signatures }) => signatures.some(({ withdrawn }) => !withdrawn));
    return {
      now: this.now,
      actor,
      draft: () => ({
        frozen: this.draft(),
        authors: [...new Set(this.typed.filter(({ after }) => after >= (since?.number ?? 0)).map(({ by }) => by))],
        pending: false,
      }),
      version: (_, number) => {
        const stored = this.stored.get(number);
        return stored ? thaw(stored.json, stored.ids) : null;
      },
      recordHolds: () => this.recordHolds,
      // London is an hour ahead of UTC in May.
      instantOf: (local, zone) =>
        zone === 'Europe/London'
          ? { instant: new Date(Date.parse(`${local}:00.000Z`) - 3_600_000).toISOString() }
          : { none: 'unknown time zone' },
      packageDigest: () => NO_HASH,
      row: (number) => this.rows[number - 1] ?? null,
      newKey: () => ({ key: 'k2', publicJwk: { crv: 'Ed25519', kty: 'OKP', x: 'x' } }),
      devices: (of) => this.devices.get(of) ?? 0,
      addressFault: (url) => (url.startsWith('https://') ? null : 'Only https.'),
    };
  }

  #append(by: string | Actor, events: readonly NewEvent[], command: string | null = null): void {
    for (const { campaign, texts = {}, ...what } of events) {
      if (what.kind === 'review requested') {
        const { json, ids } = this.draft();
        this.stored.set(what.data.version, { json, ids });
      }
      const record = campaign === null ? this.state.record : this.state.campaigns[campaign]?.record;
      const event = {
        ...what,
        format: 1,
        workspace: 'w',
        campaign,
        sequence: (record?.sequence ?? 0) + 1,
        previous: record?.hash ?? NO_HASH,
        at: this.now,
        actor: typeof by === 'string' ? { member: by } : by,
        command,
        key: 'k',
        bodies: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, hashBody('salt', text)])),
      } as Event;
      const hash = hashEvent(event);
      const bodies = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { salt: 'salt', text }]));
      const number = this.state.number + 1;
      const row = { number, event, hash, head: nextHead(this.state.head, hash), signature: '', bodies };
      this.state = evolve(this.state, row);
      this.rows.push(row);
    }
  }
}
const fields = [
  { name: 'first name', from: 'prospect' as const, fallback: 'there' },
  { name: 'opt-out link', from: 'sender' as const, fallback: 'https://example.com/out' },
  { name: 'sender address', from: 'sender' as const, fallback: '14 Tanners Yard' },
];
