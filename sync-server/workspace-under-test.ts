import * as Y from 'yjs';
import { factKeys } from '../domain/campaign/facts.ts';
import { addStep, addVariant, textOf } from '../domain/campaign/sequence.ts';
import { briefParts, type TextId } from '../domain/campaign/rooms.ts';
import { changedParts, diffVersions } from '../domain/canonical/diff.ts';
import type { FeedRow } from '../domain/event.ts';
import { foundingPolicy, type Policy } from '../domain/gate/policy.ts';
import { wholeFacts, team, type Said } from '../domain/gate/workspace-under-test.ts';
import { join } from '../domain/people/join.ts';
import type { Member } from '../domain/people/member.ts';
import type { CampaignState, WorkspaceState } from '../domain/state.ts';
import { writeBlocks } from '../domain/text/write.ts';
import { foundWorkspace } from './commands/found-workspace.ts';
import { Workspace } from './commands/workspace-actor.ts';
import { openStore } from './store/sqlite.ts';
import type { Store } from './store/store.ts';
import type { CommandResult } from './workspace.ts';

const fields = [
  { name: 'first name', from: 'prospect' as const, fallback: 'there' },
  { name: 'opt-out link', from: 'sender' as const, fallback: 'https://example.com/out' },
  { name: 'sender address', from: 'sender' as const, fallback: '14 Tanners Yard' },
];

/** A workspace on the real actor and real SQLite with one campaign, `c`, without rooms' sockets, HTTP or a clock of its own. */
export class RealWorkspace {
  now = Date.parse('2027-05-11T12:00:00.000Z');
  readonly store: Store;
  /** What the log was told. */
  readonly said: string[] = [];
  #workspace: Workspace;
  #commands = 0;

  /** In memory, or in a file that `reopen` reads again. */
  constructor(members: readonly Member[] = team, policy: Policy = foundingPolicy, path = ':memory:') {
    this.store = openStore(path);
    const at = new Date(this.now).toISOString();
    const founding = { id: 'w', name: 'W', sample: false, policy, mergeFields: fields, members: [...members], at };
    foundWorkspace(founding, this.store);
    this.#workspace = this.#open();
    this.must('mia', { kind: 'create campaign', campaign: 'c', name: 'Spring renewal' });
  }

  get actor(): Workspace {
    return this.#workspace;
  }
  get state(): WorkspaceState {
    return this.#workspace.state();
  }
  get campaign(): CampaignState {
    return this.state.campaigns['c']!;
  }
  get rows(): FeedRow[] {
    return this.store.feed(0, Number.MAX_SAFE_INTEGER);
  }

  /** The server starts again on what is on disk; everything in memory is gone. */
  restart(): void {
    this.#workspace = this.#open();
  }

  /** Writes a whole brief and one e-mail, decides every fact: nothing of it blocks. */
  complete(by = 'mia'): this {
    for (const part of briefParts) this.types(`brief/${part}`, `Words about ${part}.`, by);
    this.#workspace.writeRoom({ campaign: 'c', kind: 'copy' }, by, (doc) => {
      addStep(doc, { id: 's1', channel: 'email', day: 1, name: 'First e-mail' });
      addVariant(doc, 's1', { id: 'A', name: 'A' });
    });
    this.types('step/s1/A/subject', 'A date for you', by);
    this.types('step/s1/A/body', 'Hello {{first name | there}}. {{opt-out link}} {{sender address}}', by);
    for (const fact of factKeys)
      this.must('mia', { kind: 'set fact', campaign: 'c', fact, was: null, value: wholeFacts[fact] });
    return this;
  }

  /** Replaces the whole of one text, in a member's name. */
  types(text: TextId, words: string, by: string): void {
    const kind = text.startsWith('brief/') ? 'brief' : 'copy';
    this.#workspace.writeRoom({ campaign: 'c', kind }, by, (doc) => {
      const found = textOf(doc, text);
      if (!(found instanceof Y.Text)) throw new Error(`no text ${text}`);
      found.delete(0, found.length);
      if (words === '') return;
      if (kind === 'copy' && !text.endsWith('/body')) found.insert(0, words);
      else writeBlocks(found, [{ kind: 'paragraph', runs: [{ text: words }] }]);
    });
  }

  says(by: string, said: Said, id = `command-${(this.#commands += 1)}`): CommandResult {
    return this.#workspace.run({ ...said, id }, by);
  }

  must(by: string, said: Said): number {
    const result = this.says(by, said);
    if (result.refused) throw new Error(result.reasons.map(({ says }) => says).join(' '));
    return result.number;
  }

  /** The codes of a refusal; empty where it was carried out. */
  refuses(by: string, said: Said): string[] {
    const result = this.says(by, said);
    return result.refused ? result.reasons.map(({ code }) => code) : [];
  }

  /** Somebody uses an invite under an id of the test's choosing. Whether they were let in. */
  comes(invite: string, id: string, name: string): boolean {
    const joining = join(this.state, this.state.invites[invite]!, id, name, new Date(this.now).toISOString());
    if (!joining.refused) this.#workspace.append(joining.events, { member: id });
    return !joining.refused;
  }

  asks(by = 'mia', note: string | null = null): void {
    const { digest } = this.#workspace.draft('c').frozen;
    this.must(by, { kind: 'request review', campaign: 'c', digest, note });
  }
  signing(version: number): Said & { kind: 'sign off' } {
    return {
      kind: 'sign off',
      ...this.#named(version),
      viewed: changedParts(diffVersions(null, this.#workspace.version('c', version)!)),
      statement: `I approve version ${version} of Spring renewal for launch.`,
    };
  }
  launching(version: number): Said & { kind: 'launch' } {
    return { kind: 'launch', ...this.#named(version), asked: [] };
  }

  #named(version: number) {
    const digest = this.campaign.versions.find(({ number }) => number === version)?.digest ?? 'f'.repeat(64);
    return { campaign: 'c', version, digest };
  }

  #open(): Workspace {
    return new Workspace('w', this.store, {
      clock: () => this.now,
      log: (what) => void this.said.push(what),
      soon: (work) => void setImmediate(work),
      later: () => undefined,
    });
  }
}
