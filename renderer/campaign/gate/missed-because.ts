import { count } from '../../ui/format.ts';

/** Of a plan, or of the record's line: that one knows no grace, and the reasons of an older server not at all. */
type Missed = { version: number; graceMinutes: number | null; missedFor: readonly string[] };

/** Why a launch was missed, by the codes that its event carries. */
const why = ({ version, graceMinutes }: Missed): Record<string, string> => ({
  'too late': `The server was not there then, nor ${graceMinutes === null ? 'soon enough after it' : `in the ${count(graceMinutes, 'minute')} after it`}.`,
  suspended: 'Whoever set it was suspended.',
  'not allowed': 'Whoever set it may not launch any more.',
  'not signed': `Version ${version} was not signed any more: a signature was missing or did not count, or changes were asked for.`,
  'check failed': 'A check that blocks failed.',
  'already live': 'Another version was live, or this one had been launched before.',
  'bytes differ': 'Its stored text was not the text that was signed. Tell whoever runs the server.',
  'blocking thread opened since': 'A blocking thread opened after it was set.',
  'a newer version is signed': 'A newer version was signed after it was set.',
  'restored since': 'The server was put back to a backup after it was set.',
});

export const missedBecause = (missed: Missed): string => {
  const known = why(missed);
  const said = missed.missedFor.flatMap((code) => known[code] ?? []);
  return [...(said.length > 0 ? said : ['Something stood in its way.']), 'Nothing went out.'].join(' ');
};
