import { foundingPolicy } from '../domain/gate/policy.ts';
import type { MergeField } from '../domain/campaign/facts.ts';
import type { Id } from '../domain/id.ts';
import type { Member } from '../domain/people/member.ts';
import { foundWorkspace } from './commands/found-workspace.ts';
import { keepSchedules } from './commands/schedules.ts';
import { watchEnds } from './commands/standing.ts';
import { Workspace, type WorkspacePorts } from './commands/workspace-actor.ts';
import { Fault, faultOf } from './fault.ts';
import type { UnsavedRoom } from './rooms/rooms.ts';
import { newId } from './secret.ts';
import type { DataFolder } from './store/data-folder.ts';
import type { Store } from './store/store.ts';
import { deliverWebhooks } from './webhooks/deliver.ts';
import { SAMPLE_WORKSPACE, type Founding, type Sample } from './workspace.ts';

/** `stop` ends what the clock does in it. */
type Open = { kind: 'open'; workspace: Workspace; stop: () => void };
/** Its file could not be opened; the others go on. */
type Damaged = { kind: 'damaged'; says: string };

/** Edits of a room that no disk has; whoever wrote them still has them. */
export type Unsaved = { workspace: Id } & UnsavedRoom;

/** How long a disk that refused is left alone at the shutdown, in ms. */
const RETRY = 250;

/** What a workspace knows about prospects and senders before anybody has said so. */
const foundingMergeFields: MergeField[] = [
  { name: 'first name', from: 'prospect', fallback: 'there' },
  { name: 'last name', from: 'prospect', fallback: '' },
  { name: 'company', from: 'prospect', fallback: 'your company' },
  { name: 'sender name', from: 'sender', fallback: '' },
  { name: 'sender company', from: 'sender', fallback: '' },
  { name: 'sender phone', from: 'sender', fallback: '' },
  { name: 'sender address', from: 'sender', fallback: '' },
  { name: 'opt-out link', from: 'sender', fallback: '' },
];

/** All workspaces of one server. */
export class Workspaces {
  readonly #folder: DataFolder;
  readonly #ports: WorkspacePorts;
  readonly #sample: Sample | null;
  readonly #known = new Map<Id, Open | Damaged>();
  #closed = false;

  /** Opens everything in the folder; throws where a newer server wrote any of it. */
  constructor(folder: DataFolder, sample: Sample | null, ports: WorkspacePorts) {
    this.#folder = folder;
    this.#ports = ports;
    this.#sample = sample;
    for (const id of folder.workspaces())
      try {
        this.#open(id, folder.open(id));
      } catch (error) {
        const fault = faultOf(error, `the file of workspace ${id}`);
        if (fault?.code !== 'damaged') throw error;
        ports.log('a workspace could not be opened', { level: 'error', workspace: id, error: fault });
        this.#known.set(id, { kind: 'damaged', says: fault.message });
      }
  }

  /** Null: unknown. Throws the Fault of one that could not be opened, and while the server stops: it is there, and comes back. */
  get(id: Id): Workspace | null {
    if (this.#closed) throw new Fault('stopping', 'The server is stopping. Try again in a moment.');
    const known = this.#known.get(id);
    if (known?.kind === 'damaged') throw new Fault('damaged', known.says);
    return known?.workspace ?? null;
  }

  get open(): Workspace[] {
    return [...this.#known.values()].flatMap((known) => (known.kind === 'open' ? [known.workspace] : []));
  }

  found(name: string, founder: Omit<Member, 'id' | 'admin' | 'suspended'>): { workspace: Workspace; member: Member } {
    const member: Member = { ...founder, id: newId(), admin: true, suspended: false };
    const founding: Founding = {
      id: newId(),
      name,
      sample: false,
      policy: foundingPolicy,
      mergeFields: foundingMergeFields,
      members: [member],
      at: new Date(this.#ports.clock()).toISOString(),
    };
    const store = this.#folder.create(founding.id, (empty) => foundWorkspace(founding, empty));
    return { workspace: this.#open(founding.id, store), member };
  }

  /** Who sits in the sample workspace, whether or not it was written yet; null where this server has none. */
  get sampleMembers(): Sample['members'] | null {
    return this.#sample?.members ?? null;
  }

  /** The sample workspace, written now if nobody has looked at it before. */
  sample(): Workspace | null {
    const there = this.get(SAMPLE_WORKSPACE);
    if (there || !this.#sample) return there;
    const { seed } = this.#sample;
    const store = this.#folder.create(SAMPLE_WORKSPACE, (empty) => {
      let written: Workspace | null = null;
      seed((founding) => {
        foundWorkspace({ ...founding, id: SAMPLE_WORKSPACE, sample: true }, empty);
        return (written = new Workspace(SAMPLE_WORKSPACE, empty, this.#ports));
      });
      if (!written) throw new Error('the sample was not written');
    });
    return this.#open(SAMPLE_WORKSPACE, store);
  }

  /** Those whose file could not be opened, with the sentence that says so. */
  get damaged(): { id: Id; says: string }[] {
    return [...this.#known].flatMap(([id, known]) => (known.kind === 'damaged' ? [{ id, says: known.says }] : []));
  }

  /** Called every few seconds: each workspace looks after its rooms. */
  tick(): void {
    for (const { rooms } of this.open) rooms.tick();
  }

  /** What people wrote and is not on disk yet. */
  get unsaved(): Unsaved[] {
    return this.open.flatMap(({ id, rooms }) => rooms.unsaved.map((room) => ({ workspace: id, ...room })));
  }

  /**
   * Writes what waits, again and again for as long as the disk refuses and `within` (ms) is not over; then closes rooms and files.
   * Returns what could not be saved.
   */
  async close(within = 0): Promise<Unsaved[]> {
    for (const known of this.#known.values()) if (known.kind === 'open') known.stop();
    const until = performance.now() + within;
    while (!this.#flush() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, RETRY));
    const unsaved = this.open.flatMap((workspace) => this.#close(workspace));
    this.#closed = true;
    this.#known.clear();
    this.#folder.close();
    return unsaved;
  }

  /** False where any of them could not write; the others still did. */
  #flush(): boolean {
    return this.open.map(({ rooms }) => rooms.flush()).every((done) => done);
  }

  #close({ id, rooms, store }: Workspace): Unsaved[] {
    const unsaved = rooms.close().map((room) => ({ workspace: id, ...room }));
    try {
      store.close();
    } catch (error) {
      this.#ports.log('the file of a workspace did not close', { level: 'error', workspace: id, error });
    }
    return unsaved;
  }

  #open(id: Id, store: Store): Workspace {
    let workspace: Workspace;
    try {
      workspace = new Workspace(id, store, this.#ports);
    } catch (error) {
      store.close();
      throw error;
    }
    const stops = [
      keepSchedules(workspace, this.#ports),
      watchEnds(workspace, this.#ports.clock),
      deliverWebhooks(workspace, this.#ports),
    ];
    const stop = (): void => stops.forEach((each) => each());
    this.#known.set(id, { kind: 'open', workspace, stop });
    return workspace;
  }
}
