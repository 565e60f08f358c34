import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { hashEvent, nextHead } from '../../domain/record/hash.ts';
import { NO_HASH, type Event } from '../../domain/event.ts';
import { newSigningKey, signingKey } from '../../sync-server/commands/signing-key.ts';
import { Workspace } from '../../sync-server/commands/workspace-actor.ts';
import { Fault } from '../../sync-server/fault.ts';
import { openStore } from '../../sync-server/store/sqlite.ts';
import { RealWorkspace } from '../../sync-server/workspace-under-test.ts';
import { dataFolder, endAll } from '../integration/team.ts';

afterEach(endAll);

type Stored = { number: number; campaign: string; event: string; hash: string; head: string; signature: string };

/** A workspace on disk with a signed version of campaign `c`, a second campaign and a comment. */
const written = (): { path: string; at: RealWorkspace } => {
  const path = join(dataFolder(), 'w.sqlite');
  const at = new RealWorkspace(undefined, undefined, path).complete();
  at.must('mia', { kind: 'create campaign', campaign: 'd', name: 'Autumn' });
  at.asks('mia', 'Please look.');
  at.must('lena', at.signing(1));
  at.must('mia', { kind: 'rename campaign', campaign: 'd', was: 'Autumn', name: 'Autumn renewal' });
  return { path, at };
};

const rowsOf = (db: DatabaseSync): Stored[] =>
  db.prepare('SELECT * FROM events ORDER BY number').all() as unknown as Stored[];
const eventOf = ({ event }: Stored): Event => JSON.parse(event) as Event;

/** Writes the rows back, with every hash and head computed afresh: what somebody does who has the disk and knows how the file works. */
const rewrite = (db: DatabaseSync, change: (event: Event, row: Stored) => void, chained = true): void => {
  let head = NO_HASH;
  const previous = new Map<string, string>();
  for (const row of rowsOf(db)) {
    const event = eventOf(row);
    change(event, row);
    if (chained) event.previous = previous.get(row.campaign) ?? NO_HASH;
    const hash = hashEvent(event);
    head = nextHead(head, hash);
    previous.set(row.campaign, hash);
    db.prepare('UPDATE events SET event = ?, hash = ?, head = ?, signature = ? WHERE number = ?').run(
      JSON.stringify(event),
      hash,
      head,
      row.signature,
      row.number,
    );
  }
};

/** Opens what is on disk afterwards: what the server says, or null where it takes it. */
const opened = (path: string): string | null => {
  const store = openStore(path);
  try {
    void new Workspace('w', store, {
      clock: () => Date.parse('2027-05-11T13:00:00.000Z'),
      log: () => undefined,
      soon: () => undefined,
      later: () => undefined,
    });
    return null;
  } catch (error) {
    if (error instanceof Fault && error.code === 'damaged') return error.message;
    throw error;
  } finally {
    store.close();
  }
};

const after = (tamper: (db: DatabaseSync) => void): string | null => {
  const { path, at } = written();
  at.store.close();
  const db = new DatabaseSync(path);
  tamper(db);
  db.close();
  return opened(path);
};

describe('P74: the file of a workspace, changed on disk', () => {
  it('opens where nothing was changed, also with a text erased and the key rotated', () => {
    const { path, at } = written();
    const { number } = at.rows.find(({ event }) => event.kind === 'review requested')!;
    at.must('mia', { kind: 'erase text', number, name: 'note' });
    at.must('mia', { kind: 'rotate key' });
    at.must('mia', { kind: 'rename campaign', campaign: 'd', was: 'Autumn renewal', name: 'Autumn' });
    at.store.close();
    expect(opened(path)).toBeNull();
  });

  const changes: [string, (db: DatabaseSync) => void][] = [
    ['one word of an event', (db) => db.exec(`UPDATE events SET event = replace(event, 'Lena', 'Mona')`)],
    [
      'a signature’s version, with all hashes made to fit',
      (db) => {
        rewrite(db, (event) => {
          if (event.kind === 'signed off') event.data.byAuthor = !event.data.byAuthor;
        });
      },
    ],
    [
      'the newest event, with its hash made to fit',
      (db) => {
        const last = rowsOf(db).length;
        rewrite(db, (event, { number }) => {
          if (number === last && event.kind === 'campaign renamed') event.data.name = 'Winter';
        });
      },
    ],
    [
      'an event of long ago, with its hash made to fit and nothing after it',
      (db) => {
        rewrite(
          db,
          (event) => {
            if (event.kind === 'member joined' && event.data.member.id === 'sam') event.data.member.role = 'sales-lead';
          },
          false,
        );
      },
    ],
    [
      'an event taken out of the middle',
      (db) => {
        const { number } = rowsOf(db).find(({ event }) => event.includes('"fact set"'))!;
        db.exec(`DELETE FROM events WHERE number = ${number}`);
      },
    ],
    [
      'a sign-off copied to another campaign',
      (db) => {
        const rows = rowsOf(db);
        const signed = rows.find(({ event }) => event.includes('"signed off"'))!;
        const tail = rows.at(-1)!;
        const sequence = rows.filter(({ campaign }) => campaign === 'd').length + 1;
        const event = { ...eventOf(signed), campaign: 'd', sequence, previous: tail.hash };
        const hash = hashEvent(event);
        db.prepare(
          'INSERT INTO events (number, campaign, sequence, event, hash, head, signature) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ).run(tail.number + 1, 'd', sequence, JSON.stringify(event), hash, nextHead(tail.head, hash), signed.signature);
      },
    ],
    [
      'a row of another campaign, as it is',
      (db) => {
        const rows = rowsOf(db);
        const signed = rows.find(({ event }) => event.includes('"signed off"'))!;
        const { head, number } = rows.at(-1)!;
        db.prepare(
          'INSERT INTO events (number, campaign, sequence, event, hash, head, signature) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ).run(number + 1, 'd', 3, signed.event, signed.hash, nextHead(head, signed.hash), signed.signature);
      },
    ],
    [
      'a second key, and the newest event signed with it',
      (db) => {
        const stored = newSigningKey('2027-05-11T12:00:00.000Z');
        const { key, publicJwk, privateJwk, created } = stored;
        db.prepare('INSERT INTO keys (key, public_jwk, private_jwk, created) VALUES (?, ?, ?, ?)').run(
          key,
          publicJwk,
          privateJwk,
          created,
        );
        const last = rowsOf(db).length;
        rewrite(db, (event, row) => {
          if (row.number !== last) return;
          Object.assign(event, { key });
          row.signature = signingKey(stored).signJws(event);
        });
      },
    ],
    [
      'the key replaced by another',
      (db) => {
        const { publicJwk, privateJwk } = newSigningKey('2027-05-11T12:00:00.000Z');
        db.prepare('UPDATE keys SET public_jwk = ?, private_jwk = ?').run(publicJwk, privateJwk);
      },
    ],
    ['a text beside an event', (db) => db.exec(`UPDATE bodies SET text = 'Do not look.' WHERE name = 'note'`)],
    [
      'a text taken away without a word',
      (db) => db.exec(`UPDATE bodies SET text = NULL, salt = NULL WHERE name = 'note'`),
    ],
    ['a text’s row taken away', (db) => db.exec(`DELETE FROM bodies WHERE name = 'note'`)],
    ['the record of another workspace', (db) => rewrite(db, (event) => void (event.workspace = 'x'))],
  ];
  it.each(changes)('does not open: %s', (_, tamper) => {
    expect(after(tamper)).toMatch(/^The record of workspace w was changed at event \d+\. Put back a backup/);
  });

  it('P75: with its end cut off opens, since nothing in it can tell; the feed’s head tells the clients', () => {
    const { path, at } = written();
    const known = at.state;
    at.store.close();
    const db = new DatabaseSync(path);
    db.exec(`DELETE FROM events WHERE number = ${known.number}`);
    db.close();
    expect(opened(path)).toBeNull();
    const store = openStore(path);
    expect(store.feed(known.number - 1, 1)).toEqual([]);
    store.close();
  });

  const whileRunning: [string, (db: DatabaseSync) => void][] = [
    [
      'a word of the signature',
      (db) => db.exec(`UPDATE events SET event = replace(event, 'I approve version 1', 'I approve nothing 1')`),
    ],
    [
      'the same, with every hash made to fit',
      (db) => {
        rewrite(db, (event) => {
          if (event.kind === 'signed off') event.data.statement = 'I approve nothing.';
        });
      },
    ],
    [
      'the oldest event of the campaign',
      (db) =>
        db.exec(`UPDATE events SET event = replace(event, 'Spring renewal', 'Spring removal') WHERE campaign = 'c'`),
    ],
    [
      'a signature of long ago',
      (db) =>
        db.exec(
          `UPDATE events SET signature = (SELECT signature FROM events WHERE number = 1) WHERE campaign = 'c' AND sequence = 2`,
        ),
    ],
    ['a head of the feed', (db) => db.exec(`UPDATE events SET head = hash WHERE campaign = 'c' AND sequence = 2`)],
    [
      'a row that is no JSON any more',
      (db) => db.exec(`UPDATE events SET event = '{' WHERE campaign = 'c' AND sequence = 2`),
    ],
    ['a row taken away', (db) => db.exec(`DELETE FROM events WHERE campaign = 'c' AND sequence = 2`)],
    [
      'the end taken away',
      (db) => db.exec(`DELETE FROM events WHERE number = (SELECT max(number) FROM events WHERE campaign = 'c')`),
    ],
    [
      'the key, under its name',
      (db) => {
        const { publicJwk } = newSigningKey('2027-05-11T12:00:00.000Z');
        db.prepare('UPDATE keys SET public_jwk = ?').run(publicJwk);
      },
    ],
  ];
  it.each(whileRunning)(
    'P74: launches, schedules, resumes and signs nothing on what was changed while it runs: %s',
    (_, tamper) => {
      for (const looked of [false, true]) {
        const { path, at } = written();
        const soon = { kind: 'schedule launch' as const, at: '2027-05-11T12:10', timeZone: 'UTC', graceMinutes: 15 };
        const scheduled = { ...at.launching(1), ...soon };
        at.must('mia', scheduled);
        // Whatever it remembers of having looked already.
        if (looked) at.must('mia', scheduled);
        const db = new DatabaseSync(path);
        tamper(db);
        db.close();
        const before = at.state;
        expect(at.refuses('mia', at.launching(1))).toEqual(['bytes differ']);
        expect(at.refuses('mia', scheduled)).toEqual(['bytes differ']);
        expect(at.refuses('noor', at.signing(1))).toEqual(['bytes differ']);
        expect(at.state).toBe(before);
        at.now += 700_000;
        at.actor.runSchedules();
        expect(at.campaign.launches).toEqual([]);
        expect(at.campaign.schedule).toMatchObject({ missed: true, missedFor: ['bytes differ'] });
        at.store.close();
      }
    },
  );

  it('goes on where nothing was changed, by whatever was written and erased since it was opened', () => {
    const at = new RealWorkspace().complete();
    at.asks('mia', 'Please look.');
    const { number } = at.rows.findLast(({ event }) => event.kind === 'review requested')!;
    at.must('mia', { kind: 'erase text', number, name: 'note' });
    at.must('mia', { kind: 'rotate key' });
    at.must('lena', at.signing(1));
    at.restart();
    at.must('mia', at.launching(1));
    at.must('sam', { kind: 'halt', campaign: 'c', reason: 'Bounces.' });
    expect(at.refuses('lena', { kind: 'resume', campaign: 'c', reason: 'Mended.' })).toEqual([]);
  });

  it('launches nothing whose stored text is not the one that was signed', () => {
    const { path, at } = written();
    const db = new DatabaseSync(path);
    db.exec(`UPDATE versions SET json = replace(json, 'A date for you', 'A date for us')`);
    db.close();
    const before = at.state;
    expect(at.refuses('mia', at.launching(1))).toEqual(['bytes differ']);
    expect(at.refuses('noor', at.signing(1))).toEqual(['bytes differ']);
    expect(at.state).toBe(before);
    at.store.close();
  });
});
