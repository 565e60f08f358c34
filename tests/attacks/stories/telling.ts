import { standing } from '../../../domain/stage.ts';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import type { Anchor } from '../../../domain/discussion/anchor.ts';
import type { Policy } from '../../../domain/gate/policy.ts';
import { team, type Said } from '../../../domain/gate/workspace-under-test.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { body, deeds, reaches, START, startPolicy, type Told } from './deeds.ts';
import { GateModel, type Words } from './model.ts';
import { sensible, type Step } from './step.ts';

/** A workspace that stories can be told to: the decisions alone in memory, or the server's own on a real disk. */
export type World = {
  readonly state: WorkspaceState;
  /** An invite that is open all along, and how often a secret was told: nobody may be told its anew. */
  readonly told: { invite: string; secrets: number };
  /** Sends a command; whether it was carried out. */
  says: (by: string, said: Said, id?: string) => boolean;
  /** Somebody uses an invite, and comes under this id and name. Whether they were let in. */
  comes: (invite: string, id: string, name: string) => boolean;
  types: (text: TextId, words: string, by: string) => void;
  /** Where a thread about all words of a text hangs. */
  anchor: (text: TextId) => Anchor;
  passes: (ms: number) => void;
  looksAtClock: () => void;
  /** Everything in memory is gone, and read again. */
  restarts: () => void;
  draftDigest: () => string;
  /** Every part of a version, as a reader would have viewed it. */
  parts: (version: number) => string[];
  /** Changes the stored bytes of a version, as who has the disk could. */
  tampers: (version: number) => void;
};

/** What a world and the model must agree on after every step. */
type Picture = {
  people: unknown;
  /** Whom who proposed as a sales lead. */
  offered: Record<string, string>;
  policy: Policy;
  threads: boolean[];
  versions: { authors: string[]; quorum: number; turnedDown: boolean; standing: string[] }[];
  plan: { version: number; missed: boolean } | null;
  launches: { version: number; state: string }[];
};
const inOrder = (offers: Record<string, { by: string }>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(offers)
      .map(([id, { by }]) => [id, by] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
const pictureOf = ({ members, proposedLeads, policy, campaigns }: WorkspaceState): Picture => {
  const { threads, versions, schedule, launches } = campaigns['c']!;
  return {
    people: Object.fromEntries(
      Object.values(members).map(({ id, role, admin, suspended }) => [id, { role, admin, suspended }]),
    ),
    offered: inOrder(proposedLeads),
    policy: policy!,
    threads: Object.values(threads).map(({ state }) => state === 'open'),
    versions: versions.map((version) => ({
      authors: version.authors.toSorted(),
      quorum: version.policy.quorum,
      turnedDown: version.changesRequested.length > 0,
      standing: standing(version).map(({ by }) => by),
    })),
    plan: schedule && { version: schedule.version, missed: schedule.missed },
    launches: launches.map(({ version, state }) => ({ version, state })),
  };
};
const pictureIn = (model: GateModel): Picture => ({
  people: model.people,
  offered: inOrder(model.offeredLeads),
  policy: model.policy,
  threads: model.threads.map(({ open }) => open),
  versions: model.versions.map(({ authors, policy, turnedDown, signatures }) => ({
    authors: [...authors].sort(),
    quorum: policy.quorum,
    turnedDown,
    standing: signatures.filter(({ withdrawn }) => !withdrawn).map(({ by }) => by),
  })),
  plan: model.plan && { version: model.plan.version, missed: model.plan.missed },
  launches: model.launches.map(({ version, state }) => ({ version, state })),
});

/** Thrown where world and model differ: what happened, and what each says of it. */
export class Disagreement extends Error {}

/** Tells one story to a world and to the model, and holds the one to the other after every step. */
export class Telling {
  readonly world: World;
  readonly model: GateModel;
  /** What was carried out, so that a suite can see that its stories get somewhere. */
  readonly happened: Record<string, number> = {};
  /** The newest command that was carried out. */
  said: Told = null;

  constructor(world: World) {
    this.world = world;
    const people = Object.fromEntries(
      team.map(({ id, role, admin, suspended }) => [id, { role, admin, suspended }] as const),
    );
    const words: Words = {
      'brief/tone': 'Words about tone.',
      'brief/offer': 'Words about offer.',
      'step/s1/A/body': body,
      reach: String(reaches[0]),
    };
    this.model = new GateModel(START, people, startPolicy, words, 'mia');
  }

  tell(steps: readonly Step[]): void {
    for (const each of steps) {
      const taken = sensible(each, this.model);
      this.model.turn += 1;
      this.world.passes(taken.jump * 1_000);
      this.model.now += taken.jump * 1_000;
      const [allowed, done] = deeds[taken.does](this, taken);
      if (allowed !== done)
        throw new Disagreement(
          `step ${this.model.turn}, ${taken.by} ${taken.does} ${taken.version}: the model ${allowed ? 'allows' : 'refuses'} it, the gate ${done ? 'lets it through' : 'does not'}`,
        );
      if (done) this.happened[taken.does] = (this.happened[taken.does] ?? 0) + 1;
      const [expected, found] = [pictureIn(this.model), pictureOf(this.world.state)].map((each) =>
        JSON.stringify(each),
      );
      if (expected !== found)
        throw new Disagreement(
          `after step ${this.model.turn}, ${taken.by} ${taken.does} ${taken.version}\nmodel ${expected}\ngate  ${found}`,
        );
    }
  }
}
