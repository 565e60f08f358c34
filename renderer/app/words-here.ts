import { parseRoomName, type RoomName } from '../../domain/campaign/rooms.ts';
import { readSteps } from '../../domain/campaign/sequence.ts';
import { partTitle } from '../campaign/text-title.ts';
import type { OpenRoom, Workspace } from '../client/contract.ts';
import { standingTexts } from '../client/rooms/kept-texts.ts';
import { commandTitle } from '../ui/command-title.ts';
import { dayTime } from '../ui/format.ts';

/**
 * What only this laptop has, as plain text to be kept elsewhere: commands that were not sent, the whole of every text in which something
 * was not, and what is kept because the server has it no more.
 */
export const wordsHere = async (workspace: Workspace): Promise<string> => {
  const state = workspace.state();
  const nameOf = (campaign: string): string => state.campaigns[campaign]?.name ?? 'a campaign that is gone';
  const rooms = await workspace.unsentRooms();
  const parts = [
    ...workspace.outbox().map(({ command, at }) => {
      const { title, text } = commandTitle(command, state);
      return [`${title} (${dayTime(at)})`, text ?? ''];
    }),
    ...(await Promise.all(rooms.map((room) => textsOf(workspace, room, nameOf)))).flat(),
    ...workspace
      .recoveries()
      .flatMap((kept) =>
        kept.kind === 'text'
          ? kept.texts.map(({ text, whole }) => [
              `${partTitle(text, kept.steps)} of ${kept.campaignName}, ${dayTime(kept.at)}`,
              whole,
            ])
          : [],
      ),
  ];
  return parts.map(([title = '', words = '']) => `${title}\n${'-'.repeat(title.length)}\n${words.trim()}\n`).join('\n');
};

const textsOf = async (
  workspace: Workspace,
  name: RoomName,
  nameOf: (campaign: string) => string,
): Promise<[string, string][]> => {
  const parsed = parseRoomName(name);
  if (!parsed) return [];
  const { kind, campaign } = parsed;
  const room = workspace.openRoom(name);
  try {
    await loaded(room);
    const steps = kind === 'copy' ? readSteps(room.doc) : [];
    return standingTexts(room.doc, kind).map(([text, words]) => [
      `${partTitle(text, steps)} of ${nameOf(campaign)}`,
      words,
    ]);
  } finally {
    room.close();
  }
};

const loaded = (room: OpenRoom): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!room.status().loaded) return;
      stop();
      resolve();
    };
    const stop = room.subscribe(look);
    look();
  });
