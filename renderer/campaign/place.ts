import { factKeys, type FactKey } from '../../domain/campaign/facts.ts';
import type { GlyphName } from '../ui/glyphs.tsx';
import { briefParts, type BriefPart } from '../../domain/campaign/rooms.ts';

/** What stands on the desk of a campaign; the rest of its address after `/campaign/<id>/`. */
export type Place =
  | { at: 'brief'; part: BriefPart | null }
  | { at: 'facts'; fact: FactKey | null }
  | { at: 'step'; step: string; variant: string | null }
  | { at: 'version'; version: number }
  /** Opens the side panel there, over whatever is on the desk. */
  | { at: 'panel'; tab: PanelTab }
  | { at: 'thread'; thread: string };

export const panelTabs = ['discussion', 'gate', 'notes', 'record'] as const;
export type PanelTab = (typeof panelTabs)[number];
export const panelWords: Record<PanelTab, { title: string; icon: GlyphName }> = {
  discussion: { title: 'Comments', icon: 'comment' },
  gate: { title: 'Gate', icon: 'gate' },
  notes: { title: 'Field notes', icon: 'quote' },
  record: { title: 'Record', icon: 'history' },
};

/** The tab that an address opens beside its place: `brief/offer+gate`. Null where it says nothing of the panel. */
export const panelIn = (address: string | null): PanelTab | null => {
  const said = (address ?? '').split('+')[1];
  return panelTabs.find((tab) => tab === said) ?? null;
};
export const withPanel = (address: string, tab: PanelTab | null): string =>
  tab === null ? address : `${address}+${tab}`;

/** Reads an address; anything unknown is the brief. */
export const parsePlace = (address: string | null): Place => {
  const [at = '', first = '', second = ''] = ((address ?? '').split('+')[0] ?? '').split('/').map(decoded);
  if (at === 'facts') return { at, fact: factKeys.find((key) => key === first) ?? null };
  if (at === 'step' && first !== '') return { at, step: first, variant: second || null };
  if (at === 'version' && /^[1-9]\d{0,6}$/.test(first)) return { at, version: Number(first) };
  if (at === 'thread' && first !== '') return { at, thread: first };
  const tab = panelTabs.find((each) => each === at);
  if (tab) return { at: 'panel', tab };
  return { at: 'brief', part: at === 'brief' ? (briefParts.find((part) => part === first) ?? null) : null };
};

/** The same as an address. */
export const placeAddress = (place: Place): string => {
  switch (place.at) {
    case 'brief':
      return place.part === null ? 'brief' : `brief/${place.part}`;
    case 'facts':
      return place.fact === null ? 'facts' : `facts/${place.fact}`;
    case 'step':
      return `step/${encodeURIComponent(place.step)}${place.variant === null ? '' : `/${encodeURIComponent(place.variant)}`}`;
    case 'version':
      return `version/${place.version}`;
    case 'panel':
      return place.tab;
    default:
      return `thread/${encodeURIComponent(place.thread)}`;
  }
};

/** Where the words of a text, or a part of a version, are written. */
export const placeOfText = (text: string): Place => {
  const [at, first = '', second = ''] = text.split('/');
  if (at === 'step') return { at: 'step', step: first, variant: second || null };
  if (at === 'fact') return { at: 'facts', fact: factKeys.find((key) => key === first) ?? null };
  return { at: 'brief', part: briefParts.find((part) => part === first) ?? null };
};

/** Whether a text stands on the desk there. Facts have no texts, so that all of them are elsewhere. */
export const isOnDesk = (place: Place, text: string): boolean => {
  if (place.at === 'step') return text.startsWith(`step/${place.step}/`);
  return place.at === 'brief' && text.startsWith('brief/');
};

const decoded = (piece: string): string => {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
};
