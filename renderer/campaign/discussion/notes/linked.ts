import type { FieldNote } from '../../../../domain/state.ts';

/** Notes of a campaign: logged in it, or linked to a part of it; the newest first. */
export const linkedNotes = (notes: Record<string, FieldNote>, campaign: string): FieldNote[] =>
  Object.values(notes)
    .filter((note) => note.campaign === campaign || note.links.some((link) => link.campaign === campaign))
    .toSorted((one, other) => other.at.localeCompare(one.at));
