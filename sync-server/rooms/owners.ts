import type { Id } from '../../domain/id.ts';
import type { ClientId } from '../store/store.ts';

/** Client ids that one member may use in a room. Each window that opens it anew brings one, so these last for years. */
const MAX_OF_MEMBER = 10_000;

/** Whose structs a Yjs client id may carry in a room: the member's whose connection first used it. */
export class Owners {
  readonly #byClient: Map<number, ClientId>;
  readonly #ofMember = new Map<Id | null, number>();
  /** Ids under which the server writes for members, of those claimed since the room was read. */
  readonly #kept = new Map<Id | null, ClientId>();
  #claimed: ClientId[] = [];

  constructor(owned: readonly ClientId[]) {
    this.#byClient = new Map(owned.map((each) => [each.client, each]));
    for (const { member } of owned) this.#count(member, 1);
  }

  /** Whether a member may write under a client id that the room knows. */
  mayContinue(client: number, member: Id): boolean {
    const owned = this.#byClient.get(client);
    return owned !== undefined && owned.member === member && !owned.kept;
  }
  /** The same for presence, which needs no claim. */
  mayAppear(client: number, member: Id): boolean {
    return (this.#byClient.get(client)?.member ?? member) === member;
  }
  /** Whether a member may use so many more client ids. */
  mayClaim(member: Id, more: number): boolean {
    return (this.#ofMember.get(member) ?? 0) + more <= MAX_OF_MEMBER;
  }
  has(client: number): boolean {
    return this.#byClient.has(client);
  }
  /** The client id under which the server writes for a member. */
  keptFor(member: Id): ClientId | null {
    return this.#kept.get(member) ?? null;
  }

  /** Until the commit it counts in this turn only. */
  claim(owned: ClientId): void {
    this.#byClient.set(owned.client, owned);
    if (owned.kept) this.#kept.set(owned.member, owned);
    this.#count(owned.member, 1);
    this.#claimed.push(owned);
  }
  get claimed(): readonly ClientId[] {
    return this.#claimed;
  }
  commit(): void {
    this.#claimed = [];
  }
  rollback(): void {
    for (const { client, member, kept } of this.#claimed.splice(0)) {
      this.#byClient.delete(client);
      if (kept) this.#kept.delete(member);
      this.#count(member, -1);
    }
  }

  #count(member: Id | null, more: 1 | -1): void {
    this.#ofMember.set(member, (this.#ofMember.get(member) ?? 0) + more);
  }
}
