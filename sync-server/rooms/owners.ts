import type { Id } from '../../domain/id.ts';
import type { ClientId } from '../store/store.ts';

/** Whose structs a Yjs client id may carry in a room: the member's whose connection first used it. */
export class Owners {
  readonly #byClient: Map<number, ClientId>;
  #claimed: ClientId[] = [];

  constructor(owned: readonly ClientId[]) {
    this.#byClient = new Map(owned.map((each) => [each.client, each]));
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
  has(client: number): boolean {
    return this.#byClient.has(client);
  }
  /** The client id the server keeps for a member. */
  keptFor(member: Id): ClientId | null {
    for (const owned of this.#byClient.values()) if (owned.kept && owned.member === member) return owned;
    return null;
  }

  /** Until the commit it counts in this turn only. */
  claim(owned: ClientId): void {
    this.#byClient.set(owned.client, owned);
    this.#claimed.push(owned);
  }
  get claimed(): readonly ClientId[] {
    return this.#claimed;
  }
  commit(): void {
    this.#claimed = [];
  }
  rollback(): void {
    for (const { client } of this.#claimed.splice(0)) this.#byClient.delete(client);
  }
}
