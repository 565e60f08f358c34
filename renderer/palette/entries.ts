import type { WorkspaceState } from '../../domain/state.ts';
import type { Member } from '../../domain/people/member.ts';
import type { PaletteCommand } from './commands.ts';
import type { TextHere } from '../client/contract.ts';
import { excerpt, plain, scoreOf, wordsOf } from './matches.ts';
import {
  campaignLines,
  commentLines,
  copyLines,
  noteLines,
  peopleLines,
  type Entry,
  type Go,
  type Line,
} from './sources.ts';

/** How many of a group are shown at first, and when the rest is asked for. */
const FIRST = 7;
const MOST = 100;

const commandLines = (commands: readonly PaletteCommand[]): Line[] =>
  commands.map((command) => ({
    text: command.title,
    entry: { ...command, id: `command-${command.id}`, icon: command.icon ?? 'right' },
  }));

const found = (words: readonly string[], lines: readonly Line[]): Entry[] =>
  lines
    .flatMap(({ entry, text }) => {
      const points = scoreOf(words, plain(text));
      return points === null ? [] : [{ entry, points }];
    })
    .toSorted((one, other) => one.points - other.points)
    .map(({ entry }) => (entry.quoted ? { ...entry, title: excerpt(words, entry.title) } : entry));

/** What fits, and a line that shows the rest. */
const cut = (entries: Entry[], open: ReadonlySet<string>): Entry[] => {
  const [first] = entries;
  // One more line is no longer than a line that says so.
  if (!first || entries.length <= FIRST + 1) return entries;
  if (open.has(first.group)) return entries.slice(0, MOST);
  const shown = Math.min(entries.length, MOST);
  return [
    ...entries.slice(0, FIRST),
    {
      id: `all-${first.group}`,
      group: first.group,
      title: shown < entries.length ? `Show ${MOST} of ${entries.length}` : `Show all ${entries.length}`,
      icon: 'down',
      all: true,
      run: () => undefined,
    },
  ];
};

/** Where the palette looks. `texts`: what this laptop has of brief and copy. */
export type Sources = {
  state: WorkspaceState;
  me: Member;
  texts: readonly TextHere[];
  commands: readonly PaletteCommand[];
  go: Go;
};

/**
 * What the palette offers for a query, best first within its group. Without one: commands and the campaigns changed last. What people
 * wrote and said is searched from the second letter. A guest has no people's page. `open`: the groups of which all is shown.
 */
export const entriesFor = (
  query: string,
  { state, me, texts, commands, go }: Sources,
  open: ReadonlySet<string>,
): Entry[] => {
  const words = wordsOf(query);
  const letters = words.join('').length;
  const groups = [
    campaignLines(state, go),
    ...(letters === 0 || me.guest ? [] : [peopleLines(state, go)]),
    ...(letters < 2 ? [] : [copyLines(texts, state, go), commentLines(state, go), noteLines(state, go)]),
  ];
  // Commands keep their own headings together; everything else is cut to what fits.
  const own = [...Map.groupBy(found(words, commandLines(commands)), ({ group }) => group).values()].flat();
  return [...own, ...groups.flatMap((lines) => cut(found(words, lines), open))];
};
