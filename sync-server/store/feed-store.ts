import type { Event, FeedRow } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import type { Row, Statements } from './statements.ts';

/** The feed: numbered events, and the texts beside them. */
export type FeedStore = {
  /** Rows after a number, oldest first. */
  feed: (after: number, limit: number) => FeedRow[];
  feedRow: (number: number) => FeedRow | null;
  /** One campaign's record, or the workspace's own (null), from its first event on. */
  record: (campaign: Id | null) => FeedRow[];
  /** Throws where the number, or the sequence within the campaign, is taken. */
  appendFeedRow: (row: FeedRow) => void;
  /** Deletes a text beside an event; the event keeps its salted hash. */
  eraseBody: (number: number, name: string) => void;
};

export const feedStore = ({ run, one, all }: Statements): FeedStore => {
  const feedRow = (row: Row): FeedRow => ({
    number: Number(row['number']),
    event: JSON.parse(row['event'] as string) as Event,
    hash: row['hash'] as string,
    head: row['head'] as string,
    signature: row['signature'] as string,
    bodies: Object.fromEntries(
      all('SELECT name, salt, text FROM bodies WHERE number = ?', Number(row['number'])).map((body) => [
        body['name'] as string,
        body['text'] === null ? null : { salt: body['salt'] as string, text: body['text'] as string },
      ]),
    ),
  });
  return {
    feed: (after, limit) =>
      all('SELECT * FROM events WHERE number > ? ORDER BY number LIMIT ?', after, limit).map(feedRow),
    feedRow: (number) => {
      const row = one('SELECT * FROM events WHERE number = ?', number);
      return row && feedRow(row);
    },
    record: (campaign) => all('SELECT * FROM events WHERE campaign = ? ORDER BY sequence', campaign ?? '').map(feedRow),
    appendFeedRow: ({ number, event, hash, head, signature, bodies }) => {
      run(
        'INSERT INTO events (number, campaign, sequence, event, hash, head, signature) VALUES (?, ?, ?, ?, ?, ?, ?)',
        number,
        event.campaign ?? '',
        event.sequence,
        JSON.stringify(event),
        hash,
        head,
        signature,
      );
      for (const [name, body] of Object.entries(bodies))
        run(
          'INSERT INTO bodies (number, name, salt, text) VALUES (?, ?, ?, ?)',
          number,
          name,
          body?.salt ?? null,
          body?.text ?? null,
        );
    },
    eraseBody: (number, name) =>
      run('UPDATE bodies SET salt = NULL, text = NULL WHERE number = ? AND name = ?', number, name),
  };
};
