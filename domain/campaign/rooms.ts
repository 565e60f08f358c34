import { Id } from '../id.ts';

/** `brief` and `copy` are the two co-written texts of a campaign, each one Y.Doc in its own room. */
export type RoomKind = 'brief' | 'copy';
export type Room = { campaign: string; kind: RoomKind };
export type RoomName = `campaign/${string}/${RoomKind}`;

export const roomName = (campaign: string, kind: RoomKind): RoomName => `campaign/${campaign}/${kind}`;

/** Parses a room name; null for anything that is not exactly one. */
export const parseRoomName = (name: string): Room | null => {
  const match = /^campaign\/([^/]+)\/(brief|copy)$/.exec(name);
  if (!match || !Id.safeParse(match[1]).success) return null;
  return { campaign: match[1]!, kind: match[2] as RoomKind };
};

/** Root `Y.Text`s of the brief room, in the order a reader meets them. */
export const briefParts = ['objective', 'audience', 'offer', 'keyMessages', 'tone', 'proof'] as const;
export type BriefPart = (typeof briefParts)[number];

/**
 * Layout of the copy room: one root `Y.Map` named `steps`, step id -> `Y.Map`:
 *   channel: Channel, day: integer >= 0, name: string, goal: string, order: fractional index, removed: boolean,
 *   variants: Y.Map of variant id -> Y.Map { name, order, share: 0..100, removed, subject: Y.Text, preheader: Y.Text, body: Y.Text }
 * Types are never deleted: `removed` hides, so words typed into a removed step offline survive.
 */
export const STEPS = 'steps';

export const channels = ['email', 'linkedin', 'call', 'other'] as const;
export type Channel = (typeof channels)[number];

export const variantTexts = ['subject', 'preheader', 'body'] as const;
export type VariantText = (typeof variantTexts)[number];

/** Names one co-written text of a campaign; anchors, findings and diffs point at texts by it. */
export type TextId = `brief/${BriefPart}` | `step/${string}/${string}/${VariantText}`;

/** Names one part that a reader views and signs: a brief part, a fact, a step's own data, one variant. */
export type PartId = `brief/${BriefPart}` | `fact/${string}` | `step/${string}` | `step/${string}/${string}`;
