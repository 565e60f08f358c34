import { factKeys } from '../../../domain/campaign/facts.ts';
import type { Actor, FeedRow } from '../../../domain/event.ts';
import { tieSentence } from '../../../domain/people/ties.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import type { GlyphName } from '../../ui/glyphs.tsx';
import { firstName, localTime } from '../../ui/format.ts';
import { factInWords, zoneWords } from '../facts/fact-words.ts';
import { missedBecause } from '../gate/missed-because.ts';
import { factName } from '../part-words.ts';

/** One event of the record as a sentence, with its free texts; null stands for a text that was erased. */
export type Entry = {
  number: number;
  at: string;
  who: string;
  icon: GlyphName;
  says: string;
  texts: { hash: string; said: string | null }[];
  /** The member who said them; null for the server. */
  by: string | null;
  /** Decisions at the gate stand out; the rest is quieter. */
  weight: 'gate' | 'signed' | 'stop' | 'talk' | 'plain';
};

/** Texts that say something by themselves; the words around a quote do not. */
const spoken = new Set(['comment', 'replacement', 'note', 'reason', 'quote', 'who']);

export const entryOf = (row: FeedRow, team: WorkspaceState): Entry => {
  const { event, number, bodies } = row;
  const said = sentence(row, team);
  return {
    number,
    at: event.at,
    who: whoIs(event.actor, team),
    by: 'member' in event.actor ? event.actor.member : null,
    ...said,
    texts: Object.keys(event.bodies)
      .filter((name) => spoken.has(name) && !(name === 'quote' && 'thread started' === event.kind))
      .map((name) => ({ hash: event.bodies[name]!, said: bodies[name]?.text ?? null }))
      // A suggestion without a comment carries its own words as one.
      .filter(
        ({ said: words }, index, all) => words === null || all.findIndex((each) => each.said === words) === index,
      ),
  };
};

export const whoIs = (actor: Actor, team: WorkspaceState): string =>
  'member' in actor ? firstName(team.members[actor.member]?.name ?? 'Somebody') : 'The server';

type Sentence = Pick<Entry, 'icon' | 'says' | 'weight'>;
const plain = (icon: GlyphName, says: string): Sentence => ({ icon, says, weight: 'plain' });
const talk = (icon: GlyphName, says: string): Sentence => ({ icon, says, weight: 'talk' });
const gate = (icon: GlyphName, says: string): Sentence => ({ icon, says, weight: 'gate' });
const stop = (icon: GlyphName, says: string): Sentence => ({ icon, says, weight: 'stop' });

const sentence = ({ event }: FeedRow, team: WorkspaceState): Sentence => {
  switch (event.kind) {
    case 'campaign created':
      return plain('plus', `started the campaign “${event.data.name}”`);
    case 'campaign renamed':
      return plain('suggest', `renamed it “${event.data.name}”`);
    case 'campaign archived':
      return plain('archive', event.data.archived ? 'archived it' : 'brought it back from the archive');
    case 'fact set': {
      const { fact, value } = event.data;
      const key = factKeys.find((each) => each === fact);
      return plain('list', key ? `set ${factName(key)}: ${factInWords(key, value, team)}` : 'set a fact');
    }
    case 'thread started':
      return talk(
        event.data.suggests ? 'suggest' : 'comment',
        `${event.data.suggests ? 'suggested a change' : 'commented'}${event.data.blocking ? ', blocking' : ''}`,
      );
    case 'replied':
      return talk('comment', 'replied');
    case 'thread resolved':
      return talk('check', 'resolved a thread');
    case 'thread reopened':
      return talk('undo', 'opened a thread again');
    case 'blocking set':
      return talk('block', event.data.blocking ? 'made a thread blocking' : 'stopped a thread from blocking');
    case 'suggestion accepted':
      return talk(
        'check',
        `accepted a suggestion by ${firstName(team.members[event.data.proposer]?.name ?? 'somebody')}`,
      );
    case 'suggestion declined':
      return talk('x', 'declined a suggestion');
    case 'field note logged':
      return talk('quote', 'logged a field note');
    case 'field note linked':
      return talk('link', event.data.linked ? 'linked a field note' : 'removed a link to a field note');
    case 'review requested':
      return gate('st-review', `asked to sign version ${event.data.version}`);
    case 'changes requested':
      return gate('suggest', `asked for changes to version ${event.data.version}`);
    case 'signed off':
      return {
        icon: 'st-signed',
        says: [
          `signed version ${event.data.version}${event.data.byAuthor ? ', as one of its authors' : ''}: “${event.data.statement}”`,
          ...(event.data.ties ?? []).map((tie) =>
            tieSentence(tie, 'member' in event.actor ? event.actor.member : '', (id) => whoIs({ member: id }, team)),
          ),
        ].join(' '),
        weight: 'signed',
      };
    case 'signature withdrawn':
      return stop('undo', `withdrew the signature from version ${event.data.version}`);
    case 'version named':
      return plain('history', `named version ${event.data.version} “${event.data.name}”`);
    case 'launch scheduled':
      return gate(
        'st-scheduled',
        `scheduled version ${event.data.version} for ${localTime(event.data.at)}, ${zoneWords(event.data.timeZone)}`,
      );
    case 'launch unscheduled':
      return gate('calendar', `took version ${event.data.version} off the schedule`);
    case 'launched':
      return gate('st-live', `launched version ${event.data.version}`);
    case 'launch missed': {
      const { version, at, timeZone, reasons = [] } = event.data;
      const why = missedBecause({ version, graceMinutes: null, missedFor: reasons });
      return stop(
        'clock',
        `missed the launch of version ${version} at ${localTime(at)}, ${zoneWords(timeZone)}. ${why}`,
      );
    }
    case 'halted':
      return stop('st-halted', `halted version ${event.data.version}`);
    case 'resumed':
      return gate('ramp', `resumed version ${event.data.version}`);
    case 'completed':
      return gate('st-done', 'completed the campaign');
    case 'metric recorded':
      return plain('ramp', `recorded ${event.data.metric}: ${event.data.value}`);
    case 'threshold crossed':
      return stop('alert', 'saw a threshold crossed');
    case 'text erased':
      return plain('info', 'erased words that stood in this record');
    default:
      return plain('info', event.kind);
  }
};
