import { stageOf } from '../../domain/stage.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { pathTo } from '../app/paths.ts';
import { placeAddress, placeOfText } from '../campaign/place.ts';
import { partIcon, partTitle } from '../campaign/text-title.ts';
import type { TextHere } from '../client/contract.ts';
import { firstName, roleWord } from '../ui/format.ts';
import type { GlyphName } from '../ui/glyphs.tsx';
import { stageGlyph, stageWord } from '../ui/stage-words.ts';

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
  /** Shows the rest of its group, and does not close the palette. */
  all?: boolean;
  run: () => void;
};

/** A line, and the text in which it is looked for. */
export type Line = { entry: Entry; text: string };
export type Go = (path: string) => void;

const nameIn = (state: WorkspaceState, id: string): string => state.members[id]?.name ?? 'someone';

/** The campaigns, the one changed last first; those in the archive after all others. */
export const campaignLines = (state: WorkspaceState, go: Go): Line[] =>
  Object.values(state.campaigns)
    .toSorted(
      (one, other) => Number(one.archived) - Number(other.archived) || other.changedAt.localeCompare(one.changedAt),
    )
    .map((campaign) => {
      const stage = campaign.archived ? 'Archived' : stageWord(stageOf(state, campaign));
      const owner = nameIn(state, campaign.facts.owner ?? campaign.createdBy);
      const version = campaign.versions.at(-1);
      return {
        text: `${campaign.name} ${stage} ${owner}`,
        entry: {
          id: `campaign-${campaign.id}`,
          group: 'Campaigns',
          title: campaign.name,
          icon: campaign.archived ? 'archive' : stageGlyph(stageOf(state, campaign)),
          hint: [stage, version && `v${version.number}`, firstName(owner)].filter(Boolean).join(', '),
          run: () => {
            go(pathTo.campaign(campaign.id));
          },
        },
      };
    });

export const peopleLines = (state: WorkspaceState, go: Go): Line[] =>
  Object.values(state.members).map((member) => ({
    text: `${member.name} ${roleWord(member.role)}`,
    entry: {
      id: `member-${member.id}`,
      group: 'People',
      title: member.name,
      icon: 'people',
      hint: member.suspended ? 'suspended' : roleWord(member.role),
      run: () => {
        go(pathTo.member(member.id));
      },
    },
  }));

/** What is written in the campaigns, a line for each block. */
export const copyLines = (texts: readonly TextHere[], state: WorkspaceState, go: Go): Line[] =>
  texts.flatMap(({ campaign: id, text, words, steps }) => {
    const campaign = state.campaigns[id];
    if (!campaign) return [];
    return words.split('\n').map((block, index): Line => ({
      text: block,
      entry: {
        id: `copy-${id}-${text}-${index}`,
        group: 'Brief and copy',
        title: block,
        icon: partIcon(text, steps),
        hint: `${partTitle(text, steps)}, ${campaign.name}`,
        quoted: true,
        run: () => {
          go(pathTo.campaign(id, placeAddress(placeOfText(text))));
        },
      },
    }));
  });

/** What was said about the campaigns. */
export const commentLines = (state: WorkspaceState, go: Go): Line[] =>
  Object.values(state.campaigns).flatMap((campaign) =>
    Object.values(campaign.threads).flatMap((thread) =>
      [
        { by: thread.by, body: thread.comment.body },
        ...thread.replies.map(({ by, comment }) => ({ by, body: comment.body })),
      ].flatMap(({ by, body }, index): Line[] =>
        body
          ? [
              {
                text: body.text,
                entry: {
                  id: `thread-${campaign.id}-${thread.id}-${index}`,
                  group: 'Comments',
                  title: body.text,
                  icon: 'comment',
                  hint: `${firstName(nameIn(state, by))}, ${campaign.name}`,
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
  );

export const noteLines = (state: WorkspaceState, go: Go): Line[] =>
  Object.values(state.notes).flatMap((note): Line[] =>
    note.quote.body
      ? [
          {
            text: `${note.quote.body.text} ${note.who.body?.text ?? ''}`,
            entry: {
              id: `note-${note.id}`,
              group: 'Field notes',
              title: note.quote.body.text,
              icon: 'quote',
              hint: note.who.body?.text,
              quoted: true,
              run: () => {
                go(note.campaign ? pathTo.campaign(note.campaign) : pathTo.home);
              },
            },
          },
        ]
      : [],
  );
