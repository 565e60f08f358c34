import { stageOf } from '../../domain/stage.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { pathTo } from '../app/paths.ts';
import { firstName, roleWord } from '../ui/format.ts';
import type { GlyphName } from '../ui/glyphs.tsx';
import { stageGlyph, stageWord } from '../ui/stage-words.ts';
import type { PaletteCommand } from './commands.ts';
import { score } from './matches.ts';

/** One line of the palette, whatever it leads to. */
export type Entry = {
  id: string;
  group: string;
  title: string;
  icon: GlyphName;
  hint?: string | undefined;
  kbd?: string | undefined;
  reason?: string | undefined;
  /** Someone's words: set as copy. */
  quoted?: boolean;
  run: () => void;
};

const PER_GROUP = 7;

/**
 * What the palette offers for a query, best first within its group. Without one: commands and the campaigns changed last. What
 * people said is searched from the second letter.
 */
export const entriesFor = (
  query: string,
  state: WorkspaceState,
  commands: readonly PaletteCommand[],
  go: (path: string) => void,
): Entry[] => {
  const campaigns = Object.values(state.campaigns).toSorted((one, other) =>
    other.changedAt.localeCompare(one.changedAt),
  );
  const name = (id: string): string => state.members[id]?.name ?? 'someone';
  const groups: { entry: Entry; text: string }[][] = [
    commands.map((command) => ({
      text: command.title,
      entry: { ...command, id: `command-${command.id}`, icon: command.icon ?? 'right' },
    })),
    campaigns.map((campaign) => {
      const stage = stageOf(state, campaign);
      const owner = campaign.facts.owner ?? campaign.createdBy;
      const version = campaign.versions.at(-1);
      return {
        text: `${campaign.name} ${stageWord(stage)} ${name(owner)}`,
        entry: {
          id: `campaign-${campaign.id}`,
          group: 'Campaigns',
          title: campaign.name,
          icon: stageGlyph(stage),
          hint: [stageWord(stage), version && `v${version.number}`, firstName(name(owner))].filter(Boolean).join(', '),
          run: () => {
            go(pathTo.campaign(campaign.id));
          },
        },
      };
    }),
  ];
  if (query.trim().length >= 2) {
    groups.push(
      campaigns.flatMap((campaign) =>
        Object.values(campaign.threads).flatMap((thread) =>
          [thread.comment, ...thread.replies.map((reply) => reply.comment)].flatMap(({ body }, index) =>
            body
              ? [
                  {
                    text: body.text,
                    entry: {
                      id: `thread-${campaign.id}-${thread.id}-${index}`,
                      group: 'Comments',
                      title: body.text,
                      icon: 'comment' as const,
                      hint: `${firstName(name(index === 0 ? thread.by : (thread.replies[index - 1]?.by ?? thread.by)))}, ${campaign.name}`,
                      quoted: true,
                      run: () => {
                        go(pathTo.campaign(campaign.id, `thread/${thread.id}`));
                      },
                    },
                  },
                ]
              : [],
          ),
        ),
      ),
      Object.values(state.notes).flatMap((note) =>
        note.quote.body
          ? [
              {
                text: `${note.quote.body.text} ${note.who.body?.text ?? ''}`,
                entry: {
                  id: `note-${note.id}`,
                  group: 'Field notes',
                  title: note.quote.body.text,
                  icon: 'quote' as const,
                  hint: note.who.body?.text,
                  quoted: true,
                  run: () => {
                    go(note.campaign ? pathTo.campaign(note.campaign) : pathTo.home);
                  },
                },
              },
            ]
          : [],
      ),
      Object.values(state.members).map((member) => ({
        text: `${member.name} ${roleWord(member.role)}`,
        entry: {
          id: `member-${member.id}`,
          group: 'People',
          title: member.name,
          icon: 'people' as const,
          hint: roleWord(member.role),
          run: () => {
            go(pathTo.people);
          },
        },
      })),
    );
  }
  return groups.flatMap((group) => {
    const found = group
      .flatMap(({ entry, text }) => {
        const points = score(query, text);
        return points === null ? [] : [{ entry, points }];
      })
      .toSorted((one, other) => one.points - other.points)
      .map(({ entry }) => entry);
    // Commands keep their own headings together; everything else is cut to what fits.
    return group === groups[0] ? byGroup(found) : found.slice(0, PER_GROUP);
  });
};

const byGroup = (entries: Entry[]): Entry[] => {
  const groups = Map.groupBy(entries, (entry) => entry.group);
  return [...groups.values()].flat();
};
