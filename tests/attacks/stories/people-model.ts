import type { Role } from '../../../domain/people/member.ts';
import type { Policy } from '../../../domain/gate/policy.ts';

export type Person = { role: Role; admin: boolean; suspended: boolean };
type Invite = { by: string; role: Role; admin: boolean; used: boolean };

const writes = ({ role }: Person): boolean => role !== 'viewer';

/** The half of the model that knows who is in, with which right, by whom, and which rules they made. */
export class PeopleModel {
  people: Record<string, Person>;
  policy: Policy;
  offeredPolicy: { policy: Policy; by: string } | null = null;
  offeredLeads: Record<string, { by: string; admin: boolean }> = {};
  invites: Invite[] = [];
  /** What people are called, and from whom each account has that it is in, or that it is an admin. */
  names: Record<string, string>;
  #from: Record<string, Set<string>> = {};
  /** Whose invite each newcomer came by, in the order of their coming. */
  #invited: Record<string, string> = {};
  /** Leads who cannot sign at present, and who saw to that. */
  sentAway: Record<string, Set<string>> = {};

  constructor(people: Record<string, Person>, policy: Policy) {
    this.people = people;
    this.names = Object.fromEntries(Object.keys(people).map((id) => [id, id]));
    this.policy = policy;
  }

  protected who(by: string): Person | null {
    const person = this.people[by];
    return person && !person.suspended ? person : null;
  }
  protected isWriter(by: string): boolean {
    const person = this.who(by);
    return person !== null && writes(person);
  }
  protected isLead(by: string): boolean {
    return this.who(by)?.role === 'sales-lead';
  }
  /** Every account that may be this person's: their own, and whichever one of theirs let in or made an admin. */
  protected accountsOf(by: string): Set<string> {
    const mine = new Set([by]);
    for (let before = 0; before < mine.size;) {
      before = mine.size;
      for (const [id, from] of Object.entries(this.#from)) if ([...from].some((each) => mine.has(each))) mine.add(id);
    }
    return mine;
  }
  /** The same by invites alone. */
  #invitedBy(by: string): Set<string> {
    const mine = new Set([by]);
    for (const [id, invitedBy] of Object.entries(this.#invited)) if (mine.has(invitedBy)) mine.add(id);
    return mine;
  }
  /** Whether one of these accounts saw to it that this lead cannot sign. */
  protected sentAwayBy(accounts: Set<string>, lead: string): boolean {
    return [...(this.sentAway[lead] ?? [])].some((each) => accounts.has(each));
  }
  #otherAdmin(whom: string): boolean {
    return Object.entries(this.people).some(([id, { admin }]) => id !== whom && admin && this.who(id));
  }
  #leadBesides(whom: string): boolean {
    return Object.entries(this.people).some(([id, { role }]) => id !== whom && role === 'sales-lead');
  }
  suspend(by: string, whom: string, suspended: boolean): boolean {
    const person = this.people[whom];
    if (!this.who(by)?.admin || !person) return false;
    if (person.suspended === suspended) return true;
    if (suspended && person.admin && !this.#otherAdmin(whom)) return false;
    if (!suspended && this.#isTaken(this.names[whom]!)) return false;
    this.#turns(by, whom, () => {
      person.suspended = suspended;
    });
    if (suspended) this.#proposesNothing(whom);
    return true;
  }
  #isTaken(name: string): boolean {
    return Object.keys(this.people).some((id) => this.who(id) && this.names[id] === name);
  }
  /** What somebody proposed goes with their right to propose it. */
  #proposesNothing(whom: string): void {
    for (const [offered, { by }] of Object.entries(this.offeredLeads))
      if (by === whom) delete this.offeredLeads[offered];
    if (this.offeredPolicy?.by === whom) this.offeredPolicy = null;
  }
  invite(by: string, role: Role, admin: boolean): boolean {
    if (!this.who(by)?.admin) return false;
    this.invites.push({ by, role, admin, used: false });
    return true;
  }
  join(index: number, id: string, name: string): boolean {
    const invite = this.invites[index];
    if (!invite || invite.used || !this.who(invite.by)?.admin || this.#isTaken(name)) return false;
    const { by, admin } = invite;
    invite.used = true;
    const waits = invite.role === 'sales-lead' && this.#needsSecond(by);
    this.people[id] = { role: waits ? 'sales' : invite.role, admin, suspended: false };
    this.names[id] = name;
    this.#from[id] = new Set([by]);
    this.#invited[id] = by;
    if (waits) this.offeredLeads[id] = { by, admin };
    return true;
  }
  /** Whether what only two may do waits for another lead: there is one, or there was, until one of `by`'s accounts sent them away. */
  #needsSecond(by: string): boolean {
    const accounts = this.accountsOf(by);
    const own = this.#invitedBy(by);
    const others = Object.keys(this.sentAway).filter((lead) => !own.has(lead));
    return this.#leadBesides(by) || others.some((lead) => this.sentAwayBy(accounts, lead));
  }
  /** Whether this lead is somebody else than who proposed it, as far as anybody can tell. */
  #isSecond(by: string, proposer: string): boolean {
    return by !== proposer && (!this.accountsOf(by).has(proposer) || !this.#needsSecond(by));
  }
  #turns(by: string, whom: string, change: () => void): void {
    const wasLead = this.people[whom]!.role === 'sales-lead';
    change();
    if (this.isLead(whom)) delete this.sentAway[whom];
    else if (wasLead) (this.sentAway[whom] ??= new Set()).add(by);
  }
  changeRole(by: string, whom: string, role: Role, admin: boolean, stale: boolean): boolean {
    const person = this.people[whom];
    if (!this.who(by)?.admin || !person) return false;
    if (person.role === role && person.admin === admin) return true;
    if (stale || (person.admin && !admin && !this.#otherAdmin(whom))) return false;
    const isLead = person.role === 'sales-lead';
    if (isLead && role !== 'sales-lead' && !this.#leadBesides(whom)) return false;
    const own = this.#invitedBy(by);
    const ended = this.sentAway[whom];
    const undoes = ended !== undefined && [...ended].every((each) => own.has(each));
    if (role === 'sales-lead' && !isLead && this.#needsSecond(by) && !undoes) this.offeredLeads[whom] = { by, admin };
    else this.#gets(by, whom, role, admin);
    return true;
  }
  #gets(by: string, whom: string, role: Role, admin: boolean): void {
    const person = this.people[whom]!;
    const was = person.admin;
    const proposer = role === 'sales-lead' ? this.offeredLeads[whom]?.by : undefined;
    this.#turns(by, whom, () => {
      person.role = role;
      person.admin = admin;
    });
    delete this.offeredLeads[whom];
    if (admin && !was) for (const giver of [by, proposer ?? by]) (this.#from[whom] ??= new Set()).add(giver);
    if (was && !admin) this.#proposesNothing(whom);
  }
  confirmLead(by: string, whom: string): boolean {
    const offer = this.offeredLeads[whom];
    if (!this.isLead(by) || !offer || by === whom || !this.#isSecond(by, offer.by)) return false;
    if (this.people[whom]!.admin && !offer.admin && !this.#otherAdmin(whom)) return false;
    this.#gets(by, whom, 'sales-lead', offer.admin);
    return true;
  }
  setPolicy(by: string, policy: Policy, stale: boolean): boolean {
    if (!this.who(by)?.admin || stale) return false;
    if (JSON.stringify(policy) === JSON.stringify(this.policy)) return true;
    const lets =
      policy.quorum < this.policy.quorum ||
      policy.mayLaunch.some((role) => !this.policy.mayLaunch.includes(role)) ||
      this.policy.alsoBlocking.some((code) => !policy.alsoBlocking.includes(code));
    if (lets && this.#needsSecond(by)) this.offeredPolicy = { policy, by };
    else this.#rules(policy);
    return true;
  }
  confirmPolicy(by: string, policy: Policy): boolean {
    const offered = this.offeredPolicy;
    if (!this.isLead(by) || !offered || !this.#isSecond(by, offered.by)) return false;
    if (JSON.stringify(offered.policy) !== JSON.stringify(policy)) return false;
    this.#rules(policy);
    return true;
  }
  #rules(policy: Policy): void {
    this.policy = policy;
    this.offeredPolicy = null;
  }
}
