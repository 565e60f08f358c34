import { parseRoomName, type RoomName } from '../../domain/campaign/rooms.ts';
import { isShown, type AnyRow, type FeedRow } from '../../domain/event.ts';
import type { Recovery } from './contract.ts';
import type { Kept, LocalStore } from './store/local-store.ts';

export type RecoveriesPorts = {
  store: Pick<LocalStore, 'kept' | 'keepUndone' | 'dropKept'>;
  /** What the campaign is called by the state this laptop has; null where it knows none. */
  campaignName: (id: string) => string | null;
  changed: () => void;
};

/** What this laptop keeps because the server has it no more, until the person has seen to it. */
export class Recoveries {
  readonly #ports: RecoveriesPorts;
  #kept: Kept[] = [];
  /** Seen to. A reading that began before must not bring them back, nor a disk that does not let go of them. */
  readonly #dismissed = new Set<string>();
  #list: Recovery[] = [];
  /** Ids of drafts with the same words as the one that is shown. */
  #same = new Map<string, string[]>();

  constructor(ports: RecoveriesPorts) {
    this.#ports = ports;
  }

  /** Newest first. The same array until it changes. */
  list = (): Recovery[] => this.#list;

  /** The sentence about entries of the record that are gone, until they were seen to. */
  get says(): string | null {
    return this.#list.find(({ kind }) => kind === 'record')?.why ?? null;
  }

  /** Rooms in which nobody has looked yet what is missing. */
  get uncompared(): RoomName[] {
    return this.#kept.flatMap((kept) =>
      kept.kind === 'text' && kept.texts?.some(({ lost }) => lost === null) ? [kept.room] : [],
    );
  }

  /** Reads what the disk has; again whenever another window changed it. Rejects where it cannot be read. */
  async load(): Promise<void> {
    this.#kept = (await this.#ports.store.kept()).filter(({ id }) => !this.#dismissed.has(id));
    this.#show();
  }

  /** Keeps entries that a restore took back. `restored`: the entry that says so, by which the same ones are kept once. */
  async keepUndone(restored: FeedRow, rows: AnyRow[], why: string): Promise<void> {
    if (rows.length === 0) return;
    await this.#ports.store.keepUndone(`restored ${restored.hash}`, { at: restored.event.at, why, rows });
    await this.load();
  }

  /** Lets go of one, and of those with the same words. Never rejects. */
  async dismiss(id: string): Promise<void> {
    const ids = this.#same.get(id) ?? [id];
    for (const each of ids) this.#dismissed.add(each);
    this.#kept = this.#kept.filter((kept) => !ids.includes(kept.id));
    this.#show();
    try {
      for (const each of ids) await this.#ports.store.dropKept(each);
    } catch (error) {
      console.warn('What was dismissed could not be let go of; it comes back at the next start.', error);
    }
  }

  #show(): void {
    const undone = this.#kept.flatMap((kept) => (kept.kind === 'record' ? kept.rows : []));
    const nameOf = (campaign: string): string => this.#ports.campaignName(campaign) ?? nameIn(undone, campaign);
    const shown = this.#kept.flatMap((kept): Recovery[] => {
      if (kept.kind === 'record') return [kept];
      const { id, at, why, room, steps = [] } = kept;
      const campaign = parseRoomName(room)?.campaign ?? '';
      const texts = (kept.texts ?? []).flatMap(({ text, whole, lost }) =>
        lost?.length ? [{ text, whole, lost }] : [],
      );
      if (texts.length === 0) return [];
      return [{ kind: 'text', id, at, why, campaign, campaignName: nameOf(campaign), room, steps, texts }];
    });
    // Two windows that stood open keep the same words; one of them is enough to look at.
    const alike = Map.groupBy(
      shown.toSorted((one, other) => other.at.localeCompare(one.at)),
      (each) => (each.kind === 'text' ? JSON.stringify([each.room, each.texts]) : each.id),
    );
    // A window that found a fresh copy in its place does not know why; the one that put it there does.
    this.#list = [...alike.values()].map((each) => ({
      ...each[0]!,
      why: each.find(({ why }) => why !== '')?.why ?? '',
    }));
    this.#same = new Map([...alike.values()].map((each) => [each[0]!.id, each.map(({ id }) => id)]));
    this.#ports.changed();
  }
}

/** A campaign that only the undone entries know. */
const nameIn = (rows: readonly AnyRow[], campaign: string): string =>
  rows
    .filter(isShown)
    .reduce(
      (name, { event }) =>
        event.campaign === campaign && (event.kind === 'campaign created' || event.kind === 'campaign renamed')
          ? event.data.name
          : name,
      '',
    );
