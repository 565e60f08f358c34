import type { Policy } from '../../../domain/gate/policy.ts';
import { PeopleModel, type Person } from './people-model.ts';

/**
 * The rules of the gate, written a second time and otherwise: no code of the decisions, plain fields that change in place, versions known
 * by their words instead of digests. Stories are told to it and to the real thing, and the two must agree.
 */
export type Words = Readonly<Record<string, string>>;
/** `taken`: it proposed other words, and they stand in the text. */
type Thread = { by: string; open: boolean; blocks: boolean; blockedAt: number; taken: boolean };
type Signature = { by: string; withdrawn: boolean; at: number; asAuthor: boolean };
type Frozen = {
  words: Words;
  authors: Set<string>;
  policy: Policy;
  signatures: Signature[];
  turnedDown: boolean;
  /** Who turned it down having read all of it. */
  readBy: Set<string>;
  tampered: boolean;
};
type Plan = { version: number; by: string; at: number; instant: number; missed: boolean };
type Launched = { version: number; state: 'live' | 'halted' | 'done' };

const GRACE = 15 * 60_000;

export class GateModel extends PeopleModel {
  now: number;
  /** Counts what happened: before and after are told by it, not by the clock. */
  turn = 0;
  words: Words;
  threads: Thread[] = [];
  versions: Frozen[] = [];
  plan: Plan | null = null;
  launches: Launched[] = [];
  /** Who typed, and how many versions there were then. */
  #typed: { by: string; after: number }[];

  constructor(now: number, people: Record<string, Person>, policy: Policy, words: Words, writer: string) {
    super(people, policy);
    this.now = now;
    this.words = words;
    this.#typed = [{ by: writer, after: 0 }];
  }

  #version(number: number): Frozen | null {
    return this.versions[number - 1] ?? null;
  }
  #standing(version: Frozen): Signature[] {
    return version.signatures.filter(({ withdrawn }) => !withdrawn);
  }
  /** Whoever wrote since the last version before it that is signed now. */
  #authors(version: Frozen): Set<string> {
    const before = this.versions.slice(0, this.versions.indexOf(version));
    const since = before.slice(before.findLastIndex((each) => this.#isSigned(each)) + 1);
    return new Set([...since, version].flatMap((each) => [...each.authors]));
  }
  /** Leads who are there, and who signed as an author knowingly or are none by now. */
  #isSigned(version: Frozen): boolean {
    if (version.turnedDown) return false;
    const present = this.#standing(version).filter(({ by }) => this.who(by) !== null);
    const { quorum } = this.#held(version);
    if (present.length < quorum) return false;
    const authors = this.#authors(version);
    return present.filter(({ by, asAuthor }) => asAuthor || !authors.has(by)).length >= quorum;
  }
  #launchedEver(number: number): boolean {
    return this.launches.some(({ version }) => version === number);
  }
  #blocked(): Thread[] {
    return this.threads.filter(({ open, blocks }) => open && blocks);
  }
  /** What a version is held to: its own policy, and whatever was tightened since. */
  #held({ policy }: Frozen): Policy {
    return {
      quorum: Math.max(policy.quorum, this.policy.quorum),
      mayLaunch: policy.mayLaunch.filter((role) => this.policy.mayLaunch.includes(role)),
      salesMayWriteCopy: policy.salesMayWriteCopy && this.policy.salesMayWriteCopy,
      alsoBlocking: [...policy.alsoBlocking, ...this.policy.alsoBlocking],
    };
  }
  #passesChecks({ words }: Frozen, { alsoBlocking }: Policy): boolean {
    if (Object.entries(words).some(([text, said]) => said === '' && text !== 'brief/tone')) return false;
    return !alsoBlocking.includes('hidden character') || !JSON.stringify(words).includes('\u200b');
  }
  /** Whether anything differs for this reader since the version they decided on last. */
  changedFor(by: string, number: number): boolean {
    const seen = this.versions.findLast(
      (each) => each.readBy.has(by) || this.#standing(each).some((signature) => signature.by === by),
    );
    const version = this.#version(number);
    if (!seen || !version || seen.tampered) return true;
    return JSON.stringify(seen.words) !== JSON.stringify(version.words);
  }

  mayType(by: string): boolean {
    return this.isWriter(by);
  }
  type(by: string, text: string, words: string): void {
    this.words = { ...this.words, [text]: words };
    this.#typed.push({ by, after: this.versions.length });
  }
  setFact(by: string, fact: string, value: string, stale: boolean): boolean {
    if (!this.isWriter(by)) return false;
    if (this.words[fact] === value) return true;
    if (stale) return false;
    this.words = { ...this.words, [fact]: value };
    return true;
  }

  ask(by: string, rightDigest: boolean): boolean {
    const newest = this.versions.at(-1);
    const same = newest !== undefined && JSON.stringify(newest.words) === JSON.stringify(this.words);
    const turnedDown = newest?.turnedDown === true || newest?.signatures.some(({ withdrawn }) => withdrawn) === true;
    if (!this.isWriter(by) || !rightDigest || (same && !turnedDown)) return false;
    const since = this.versions.findLastIndex((version) => this.#standing(version).length > 0) + 1;
    const authors = new Set(this.#typed.filter(({ after }) => after >= since).map((each) => each.by));
    const { policy, words } = this;
    const none = { signatures: [], turnedDown: false, tampered: false, readBy: new Set<string>() };
    this.versions.push({ words, authors, policy, ...none });
    return true;
  }

  sign(by: string, number: number, rightDigest: boolean, viewedAll: boolean): boolean {
    const version = this.#version(number);
    if (!this.isLead(by) || !version || !rightDigest || version.tampered) return false;
    if (version.turnedDown || this.#launchedEver(number)) return false;
    if (this.#standing(version).some((signature) => signature.by === by)) return false;
    const authors = this.#authors(version);
    const accounts = this.accountsOf(by);
    const others = Object.keys(this.people).filter(
      (each) => each !== by && (this.isLead(each) || this.sentAwayBy(accounts, each)) && !authors.has(each),
    );
    if (authors.has(by) && others.length > 0) return false;
    if (this.#blocked().length > 0 || !this.#passesChecks(version, this.#held(version))) return false;
    if (!viewedAll && this.changedFor(by, number)) return false;
    version.signatures.push({ by, withdrawn: false, at: this.turn, asAuthor: authors.has(by) });
    return true;
  }
  turnDown(by: string, number: number, rightDigest: boolean, viewedAll: boolean): boolean {
    const version = this.#version(number);
    if (!this.isLead(by) || !version || !rightDigest || version.tampered) return false;
    if (this.#launchedEver(number) || this.#standing(version).some((signature) => signature.by === by)) return false;
    if (viewedAll || !this.changedFor(by, number)) version.readBy.add(by);
    version.turnedDown = true;
    return true;
  }
  withdraw(by: string, number: number): boolean {
    const version = this.#version(number);
    const own = version && this.#standing(version).find((signature) => signature.by === by);
    if (!this.who(by) || !own || this.#launchedEver(number)) return false;
    own.withdrawn = true;
    if (this.plan?.version === number) this.plan = null;
    return true;
  }

  #mayLaunch(by: string, number: number, rightDigest: boolean, answered: boolean): boolean {
    const person = this.who(by);
    const version = this.#version(number);
    if (!person || !version || !rightDigest || version.tampered) return false;
    const held = this.#held(version);
    if (!held.mayLaunch.includes(person.role)) return false;
    if (this.launches.at(-1)?.state === 'live' || this.#launchedEver(number)) return false;
    if (!this.#isSigned(version) || !this.#passesChecks(version, held)) return false;
    const newer = this.versions.slice(number).some((each) => this.#isSigned(each));
    return answered || (!newer && this.#blocked().length === 0);
  }
  launch(by: string, number: number, rightDigest: boolean, answered: boolean): boolean {
    if (!this.#mayLaunch(by, number, rightDigest, answered)) return false;
    this.launches.push({ version: number, state: 'live' });
    this.plan = null;
    return true;
  }
  schedule(by: string, number: number, rightDigest: boolean, answered: boolean, instant: number): boolean {
    if (!this.#mayLaunch(by, number, rightDigest, answered) || instant <= this.now) return false;
    this.plan = { version: number, by, at: this.turn, instant, missed: false };
    return true;
  }
  unschedule(by: string): boolean {
    if (!this.isWriter(by) || !this.plan) return false;
    this.plan = null;
    return true;
  }
  /** The server looks at the clock. */
  look(): void {
    const { plan } = this;
    if (!plan || plan.missed || this.now < plan.instant) return;
    const unanswered =
      this.#blocked().some(({ blockedAt }) => blockedAt > plan.at) ||
      this.versions
        .slice(plan.version)
        .some((each) => this.#isSigned(each) && each.signatures.some(({ at }) => at > plan.at));
    const late = this.now - plan.instant > GRACE;
    if (late || unanswered || !this.launch(plan.by, plan.version, true, true)) plan.missed = true;
  }

  halt(by: string): boolean {
    const last = this.launches.at(-1);
    if (!this.isWriter(by) || last?.state !== 'live') return false;
    last.state = 'halted';
    return true;
  }
  resume(by: string): boolean {
    const last = this.launches.at(-1);
    if (!this.isLead(by) || last?.state !== 'halted' || this.#version(last.version)!.tampered) return false;
    last.state = 'live';
    return true;
  }
  complete(by: string): boolean {
    const last = this.launches.at(-1);
    if (!this.isWriter(by) || !last || last.state === 'done') return false;
    last.state = 'done';
    return true;
  }

  block(by: string): boolean {
    if (!this.isWriter(by)) return false;
    this.threads.push({ by, open: true, blocks: true, blockedAt: this.turn, taken: false });
    return true;
  }
  suggest(by: string): boolean {
    if (!this.isWriter(by)) return false;
    this.threads.push({ by, open: true, blocks: false, blockedAt: this.turn, taken: false });
    return true;
  }
  /** Somebody takes the newest suggestion into the text: it is then by both, whoever proposed it and whoever took it. */
  take(by: string, text: string, words: string): boolean {
    const thread = this.threads.at(-1);
    if (!this.isWriter(by) || !thread) return false;
    thread.open = false;
    thread.taken = true;
    for (const writer of [by, thread.by]) this.type(writer, text, words);
    return true;
  }
  close(by: string, index: number): boolean {
    const thread = this.threads[index];
    if (!this.isWriter(by) || !thread) return false;
    if (!thread.open) return !thread.taken;
    if (thread.blocks && thread.by !== by && !this.isLead(by)) return false;
    thread.open = false;
    return true;
  }
  reopen(by: string, index: number): boolean {
    const thread = this.threads[index];
    if (!this.isWriter(by) || !thread || thread.taken) return false;
    if (!thread.open) thread.blockedAt = this.turn;
    thread.open = true;
    return true;
  }

  /** Somebody who has the disk changes a stored version. */
  tamper(number: number): void {
    const version = this.#version(number);
    if (version) version.tampered = true;
  }
}
