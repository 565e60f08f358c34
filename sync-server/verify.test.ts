import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificate } from '../domain/record/certificate.ts';
import type { RecordExport } from '../domain/record/export.ts';
import { canonicalText, hashEvent, sha256 } from '../domain/record/hash.ts';
import { rowSpans } from '../domain/record/row-spans.ts';
import { verifyRecord, type Expected } from '../domain/record/verify.ts';
import type { Event } from '../domain/event.ts';
import { team } from '../domain/gate/workspace-under-test.ts';
import { newSigningKey, signingKey, type SigningKey } from './commands/signing-key.ts';
import { verifySignature } from './verify-signature.ts';
import { RealWorkspace } from './workspace-under-test.ts';

type Row = RecordExport['record'][number];
type Key = RecordExport['keys'][number];
const newKey = (): SigningKey => signingKey(newSigningKey('2027-05-11T12:00:00.000Z'));
const listed = (key: SigningKey, rotation: Key['rotation'] = null): Key => ({
  key: key.key,
  publicJwk: JSON.parse(JSON.stringify(key.publicJwk)) as Key['publicJwk'],
  rotation,
});
const seal = (event: Event, key: SigningKey, bodies: Row['bodies'] = {}): Row => {
  const sealed = { ...event, key: key.key };
  return { event: sealed, hash: hashEvent(sealed), signature: key.signJws(sealed), bodies };
};
/** Chains and signs rows afresh, as somebody could who has the key. */
const reseal = (rows: readonly Row[], keyAt: (index: number) => SigningKey): Row[] => {
  const sealed: Row[] = [];
  for (const [index, { event, bodies }] of rows.entries())
    sealed.push(
      seal({ ...event, sequence: index + 1, previous: sealed.at(-1)?.hash ?? '0'.repeat(64) }, keyAt(index), bodies),
    );
  return sealed;
};

/** The same people, as another key would vouch for them. */
const peopleBy = ({ people }: RecordExport, key: SigningKey): RecordExport['people'] =>
  people.map(({ event }) => {
    const { event: sealed, signature } = seal(event, key);
    return { event: sealed, signature };
  });

/** What the server has on campaign `c`, as one file. */
const exported = (at: RealWorkspace): RecordExport => {
  const record = at.rows
    .filter(({ event }) => event.campaign === 'c')
    .map(({ event, hash, signature, bodies }) => ({ event, hash, signature, bodies }));
  const [stored] = at.store.keys();
  const launch = at.store.newestPackage('c');
  return {
    format: 1,
    workspace: 'w',
    campaign: 'c',
    record,
    versions: at.campaign.versions.map(({ number, digest }) => ({
      number,
      digest,
      canonical: at.store.version('c', number)!.json,
    })),
    launched: launch ? { [launch.digest]: launch.json } : {},
    keys: [listed(signingKey(stored!))],
    people: at.rows
      .filter(({ event }) => event.kind === 'workspace founded' || event.kind === 'member joined')
      .map(({ event, signature }) => ({ event, signature })),
  };
};

const launched = (): RecordExport => {
  const at = new RealWorkspace().complete();
  at.asks('mia', 'Please look — 😀 & “quotes”.\n\u0007');
  at.must('lena', at.signing(1));
  at.must('mia', at.launching(1));
  return exported(at);
};
/** Few events, so that every byte of it can be tried. */
const small = (): RecordExport => {
  const at = new RealWorkspace(team.slice(0, 2));
  at.must('sam', {
    kind: 'start thread',
    campaign: 'c',
    thread: 't',
    anchor: { text: 'brief/offer', start: '', end: '', quote: '', before: '', after: '' },
    comment: 'Für “alle”\u001f',
    blocking: true,
    replacement: null,
  });
  at.must('sam', { kind: 'resolve thread', campaign: 'c', thread: 't' });
  return exported(at);
};

const check = (file: unknown, expected: Expected = {}) =>
  verifyRecord(canonicalText(file), verifySignature, expected).broken;
const indexOf = (file: RecordExport, kind: Event['kind']): number =>
  file.record.findIndex(({ event }) => event.kind === kind);
const at = (file: RecordExport, kind: Event['kind']): Row => file.record[indexOf(file, kind)]!;

const file = launched();
const keyOf = file.keys[0]!.key;

describe('an exported record', () => {
  it('holds as it was written, and says by whose word', () => {
    const head = file.record.at(-1)!.hash;
    expect(verifyRecord(canonicalText(file), verifySignature)).toEqual({
      broken: null,
      events: file.record.length,
      head,
      keys: [keyOf],
      vouched: false,
      erased: 0,
      remarks: [],
      unknownPage: null,
    });
    expect(verifyRecord(`${canonicalText(file)}\n`, verifySignature, { head, keys: [keyOf] })).toMatchObject({
      broken: null,
      vouched: true,
    });
  });

  it('names the first broken event', () => {
    const broken = structuredClone(file);
    broken.record[3]!.event.at = '2020-01-01T00:00:00.000Z';
    broken.record[6]!.hash = 'f'.repeat(64);
    expect(check(broken)).toMatchObject({ event: 4, says: 'Its signature does not fit its words.' });
  });

  it('is found cut, reordered, doubled or mixed with another', () => {
    const [one, two, three] = file.record as [Row, Row, Row];
    const with_ = (record: Row[]) => check({ ...file, record });
    expect(with_(file.record.slice(1))).toMatchObject({ event: 1 });
    expect(with_([one, three, two, ...file.record.slice(3)])).toMatchObject({ event: 2 });
    expect(with_([one, one, two])).toMatchObject({ event: 2 });
    expect(with_([...file.record.slice(0, 2), small().record[2]!])).toMatchObject({ event: 3 });
    expect(check({ ...file, campaign: 'other' })).toMatchObject({ event: 1, says: 'It belongs to another record.' });
    expect(with_([])).toMatchObject({ event: null });
  });

  it('has lost its tail when a later head is known', () => {
    const cut = structuredClone(file);
    cut.record.pop();
    cut.launched = {};
    expect(check(cut)).toBeNull();
    expect(check(cut, { head: file.record.at(-1)!.hash })?.says).toContain('its tail was removed');
  });
});

describe('texts beside events', () => {
  it('are the ones that were recorded, and nothing stands beside them', () => {
    const index = indexOf(file, 'review requested');
    for (const change of [
      (body: Record<string, string>) => (body['text'] += '.'),
      (body: Record<string, string>) => (body['salt'] += 'x'),
      (body: Record<string, string>) => (body['by'] = 'Lena'),
      (body: Record<string, string>) => (body['text'] = '\ud800'),
    ]) {
      const broken = structuredClone(file);
      change(broken.record[index]!.bodies['note'] as Record<string, string>);
      expect(verifyRecord(JSON.stringify(broken), verifySignature).broken).toMatchObject({ event: index + 1 });
    }
    const added = structuredClone(file);
    added.record[index]!.bodies['reason'] = { salt: 's', text: 'Lena said so.' };
    expect(check(added)).toMatchObject({ event: index + 1 });
    const beside = structuredClone(file);
    Object.assign(beside.record[0]!, { note: 'looks official' });
    expect(check(beside)).toMatchObject({ event: 1 });
  });

  it('may be gone only where an event of the record says who erased them', () => {
    const silent = structuredClone(file);
    at(silent, 'review requested').bodies['note'] = null;
    expect(check(silent)).toMatchObject({
      event: indexOf(file, 'review requested') + 1,
      says: 'Its text “note” was taken out, and no event says who erased it.',
    });
  });

  it('that were erased are counted, and only the very text that the event names', () => {
    const real = new RealWorkspace().complete();
    real.asks('mia', 'A note that names a person.');
    const { number, event } = real.rows.at(-1)!;
    real.must('mia', { kind: 'erase text', number, name: 'note' });
    const erased = exported(real);
    expect(erased.record[event.sequence - 1]!.bodies).toEqual({ note: null });
    expect(verifyRecord(canonicalText(erased), verifySignature)).toMatchObject({ broken: null, erased: 1 });
    // The erasing event cut off again: the text is missing, and nobody took it out.
    const cut = { ...erased, record: erased.record.slice(0, -1) };
    expect(check(cut)).toMatchObject({ event: event.sequence });
    for (const change of [{ sequence: 1 }, { name: 'reason' }, { hash: 'f'.repeat(64) }]) {
      const other = structuredClone(erased);
      Object.assign(other.record.at(-1)!.event.data, change);
      expect(check(other)).toMatchObject({ event: event.sequence });
    }
  });
});

describe('what was signed and launched', () => {
  const changed = (change: (copy: RecordExport) => void) => {
    const copy = structuredClone(file);
    change(copy);
    return check(copy);
  };

  it('is told from other bytes', () => {
    const frozen = indexOf(file, 'review requested') + 1;
    expect(changed((copy) => (copy.versions[0]!.canonical += ' '))).toEqual({
      event: frozen,
      says: 'The bytes of version 1 differ from what was frozen and signed.',
    });
    expect(changed((copy) => copy.versions.pop())).toMatchObject({ event: frozen });
    expect(changed((copy) => copy.versions.push({ ...copy.versions[0]!, number: 2 }))).toMatchObject({ event: null });
    expect(changed((copy) => copy.versions.push(copy.versions[0]!))).toMatchObject({ event: frozen });
    const [name] = Object.keys(file.launched) as [string];
    expect(changed((copy) => (copy.launched[name] += ' '))).toMatchObject({ event: file.record.length });
    expect(changed((copy) => delete copy.launched[name])).toMatchObject({ event: file.record.length });
    expect(changed((copy) => (copy.launched['f'.repeat(64)] = '{}'))).toMatchObject({ event: null });
  });

  // What follows even a server could write that lost its senses: signed by the right key, and still not what the gate lets through.
  const key = newKey();
  const forged = (change: (rows: Row[], copy: RecordExport) => Row[]) => {
    const copy = structuredClone(file);
    copy.keys = [listed(key)];
    copy.people = peopleBy(file, key);
    const rows = change(copy.record, copy);
    copy.record = reseal(rows, () => key);
    return check(copy);
  };

  it('holds where it is only signed by another key', () => {
    expect(forged((rows) => rows)).toBeNull();
  });
  it('is refused where nobody signed it', () => {
    const without = (kind: Event['kind']) => (rows: Row[]) => rows.filter(({ event }) => event.kind !== kind);
    expect(forged(without('signed off'))).toMatchObject({
      event: file.record.length - 1,
      says: 'It launches version 1, which had 0 of 1 signatures.',
    });
    expect(forged(without('review requested'))).toMatchObject({
      says: expect.stringContaining('other bytes') as string,
    });
  });
  it('is refused where the signature was withdrawn, or is the server’s own', () => {
    const signed = (rows: Row[]): number => rows.findIndex(({ event }) => event.kind === 'signed off');
    const withdrawn = forged((rows) => {
      const row = structuredClone(rows[signed(rows)]!);
      const { version, digest } = row.event.data as { version: number; digest: string };
      Object.assign(row.event, { kind: 'signature withdrawn', data: { version, digest } });
      return rows.toSpliced(signed(rows) + 1, 0, row);
    });
    expect(withdrawn?.says).toContain('0 of 1 signatures');
    const byServer = forged((rows) => {
      rows[signed(rows)]!.event.actor = { server: 'schedule' };
      return rows;
    });
    expect(byServer?.says).toContain('Only a person decides');
  });
  it('is refused where the package holds other words, or another version', () => {
    for (const change of [
      { canonical: '{}' },
      { version: 2 },
      { campaign: 'd' },
      { digest: 'f'.repeat(64) },
      { rendered: 1 },
    ])
      expect(
        forged((rows, copy) => {
          const [name] = Object.keys(copy.launched) as [string];
          const text = canonicalText({ ...(JSON.parse(copy.launched[name]!) as object), ...change });
          copy.launched = { [sha256(text)]: text };
          (rows.at(-1)!.event.data as { packageDigest: string }).packageDigest = sha256(text);
          return rows;
        })?.says,
      ).toMatch(/^The launch package/);
  });
  it('is remarked on where the rendered copy is not what its words render to', () => {
    const copy = structuredClone(file);
    copy.keys = [listed(key)];
    copy.people = peopleBy(file, key);
    const [name] = Object.keys(copy.launched) as [string];
    const launch = JSON.parse(copy.launched[name]!) as { rendered: { text: string }[] };
    launch.rendered[0]!.text += ' And free of charge.';
    const text = canonicalText(launch);
    copy.launched = { [sha256(text)]: text };
    (copy.record.at(-1)!.event.data as { packageDigest: string }).packageDigest = sha256(text);
    copy.record = reseal(copy.record, () => key);
    const { broken, remarks } = verifyRecord(canonicalText(copy), verifySignature);
    expect(broken).toBeNull();
    expect(remarks).toEqual([expect.stringContaining('rendered copy')]);
  });
});

describe('keys', () => {
  const [old, next, thief] = [newKey(), newKey(), newKey()];
  const rotation = (from: SigningKey, to: SigningKey, workspace = 'w') => {
    const { event } = file.record[0]!;
    const { publicJwk } = listed(to);
    const rotated = { ...event, workspace, campaign: null, kind: 'key rotated', data: { key: to.key, publicJwk } };
    const { event: sealed, signature } = seal(rotated as Event, from);
    return { event: sealed, signature };
  };
  /** The first `count` events signed by one key, the rest by the next. */
  const rotated = (count: number, link: Key['rotation'] = rotation(old, next)): RecordExport => ({
    ...file,
    keys: [listed(old), listed(next, link)],
    people: peopleBy(file, old),
    record: reseal(file.record, (index) => (index < count ? old : next)),
  });

  it('may follow each other, each named by the one before it', () => {
    for (const count of [0, 3, file.record.length]) expect(check(rotated(count))).toBeNull();
    expect(check(rotated(3), { keys: [old.key] })).toBeNull();
    expect(check(rotated(3), { keys: [next.key] })).toBeNull();
  });
  it('are not trusted because they say so', () => {
    expect(check(file, { keys: ['another'] })?.says).toContain('is one you trust');
    // Signed by a made-up key that claims to have been followed by the real one.
    const claimed = { ...rotated(file.record.length, rotation(old, next)) };
    expect(check(claimed, { keys: [next.key] })?.says).toContain('before the one you trust');
    // The record is the real one; who its members are is said by a made-up key before the real ones.
    const renamed: RecordExport = {
      ...rotated(3),
      keys: [listed(thief), listed(old, rotation(thief, old)), listed(next, rotation(old, next))],
      people: peopleBy(file, thief),
    };
    expect(check(renamed)).toBeNull();
    expect(check(renamed, { keys: [next.key] })?.says).toContain(`signed by ${thief.key}`);
    expect(check(renamed, { keys: [old.key] })?.says).toContain(`signed by ${thief.key}`);
  });
  it.each([
    ['no event', null],
    ['an event of the next key itself', rotation(next, next)],
    ['an event of a stranger', rotation(thief, next)],
    ['an event that names another', rotation(old, thief)],
    ['an event of another workspace', rotation(old, next, 'other')],
  ])('do not follow each other by %s', (_, link) => {
    expect(check(rotated(3, link))).toMatchObject({ event: null, says: expect.stringContaining(next.key) as string });
  });
  it('that were replaced sign nothing after it', () => {
    const late = { ...rotated(3), record: reseal(file.record, (index) => (index === 3 ? next : old)) };
    expect(check(late)).toMatchObject({
      event: 5,
      says: expect.stringContaining('after another one took over') as string,
    });
  });
  it('are what they are called', () => {
    const swapped = structuredClone(file);
    swapped.keys[0]!.publicJwk = listed(thief).publicJwk;
    expect(check(swapped)?.says).toContain('is another key');
    swapped.keys = [];
    swapped.people = [];
    expect(check(swapped)).toMatchObject({ event: 1 });
    const doubled = { ...file, keys: [...file.keys, ...file.keys] };
    expect(check(doubled)?.says).toContain('listed twice');
    const none = structuredClone(file);
    none.keys[0]!.publicJwk.x = 'not a point';
    none.keys[0]!.key = 'x';
    expect(check(none)?.says).toContain('is another key');
    Object.assign(none.keys[0]!.publicJwk, { d: 'a private part' });
    expect(check(none)?.says).toContain('not an exported record');
  });
});

describe('people', () => {
  it('are who the workspace recorded', () => {
    const said = (change: (people: RecordExport['people']) => void) => {
      const copy = structuredClone(file);
      change(copy.people);
      return check(copy)?.says;
    };
    const wrong = 'was not signed by this workspace';
    expect(said((people) => Object.assign(people[1]!.event.data, { member: { ...team[0]!, name: 'Lena' } }))).toContain(
      wrong,
    );
    expect(said((people) => people.push(file.record[0]!))).toContain('not an exported record');
    const { event, signature } = file.record[0]!;
    expect(said((people) => people.push({ event, signature }))).toContain(wrong);
  });
});

describe('any byte changed', () => {
  const encoder = new TextEncoder();
  /** Sequence of the row a byte stands in; null outside the rows. */
  const rowAt = (text: string): ((byte: number) => number | null) => {
    const spans = rowSpans(text).map(({ start, end }) => [
      encoder.encode(text.slice(0, start)).length,
      encoder.encode(text.slice(0, end)).length,
    ]);
    return (byte) => {
      const row = spans.findIndex(([start, end]) => byte >= start! && byte < end!);
      return row < 0 ? null : row + 1;
    };
  };
  const wrong = (bytes: Uint8Array, at: number, mask: number, row: number | null): string | null => {
    const flipped = bytes.slice();
    flipped[at] = flipped[at]! ^ mask;
    const { broken } = verifyRecord(flipped, verifySignature);
    if (!broken) return `byte ${at} ^ ${mask} went unnoticed`;
    // Damage between the rows can only be named by the row before or after it.
    if (row !== null && (broken.event === null || broken.event > row))
      return `byte ${at} ^ ${mask} in event ${row} was put down to ${broken.event}: ${broken.says}`;
    return null;
  };

  it('is noticed, at the event it stands in or before: every byte of a small record', () => {
    const text = `${canonicalText(small())}\n`;
    const bytes = encoder.encode(text);
    const rowOf = rowAt(text);
    const faults: string[] = [];
    // The newline at the end is no part of the record, but must stay one.
    for (let at = 0; at < bytes.length; at += 1)
      for (const mask of at % 64 === 0 ? [1, 2, 4, 8, 16, 32, 64, 128] : [1 << (at % 8)]) {
        const fault = wrong(bytes, at, mask, rowOf(at));
        if (fault) faults.push(fault);
      }
    expect(faults).toEqual([]);
  }, 120_000);

  it('is noticed in a long one, too, and so is whatever is cut out or put in', () => {
    const text = canonicalText(file);
    const bytes = encoder.encode(text);
    const rowOf = rowAt(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        expect(wrong(bytes, at, mask, rowOf(at))).toBeNull();
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 0, max: 40 }), fc.string(), (from, length, put) => {
        const changed = text.slice(0, from) + put + text.slice(from + length);
        if (changed !== text && changed !== `${text}\n`)
          expect(verifyRecord(changed, verifySignature).broken).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});

describe('what is no export', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a cut one', canonicalText(file).slice(0, 3_000)],
    ['bytes', Uint8Array.from([0xff, 0xfe, 0])],
    ['a number', '1e999'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another format', canonicalText({ ...file, format: 2 })],
    ['a member more', canonicalText({ ...file, also: 1 })],
    ['brackets without end', '['.repeat(200_000)],
    ['a key that is a prototype', `{"__proto__":{},${canonicalText(file).slice(1)}`],
    ['a page without a record', '<!doctype html><p>All is well.</p>'],
  ])('is told so, and nothing is thrown: %s', (_, text) => {
    const { broken, vouched } = verifyRecord(text, verifySignature, { keys: [keyOf] });
    expect(broken?.says).toMatch(/\.$/);
    expect(vouched).toBe(false);
  });

  it('whatever it is, nothing is thrown', () => {
    const damage = fc.letrec((tie) => ({
      value: fc.oneof(fc.jsonValue(), fc.constant(null), fc.constant({ toString: 1, __proto__: 2 }), tie('value')),
    })).value;
    fc.assert(
      fc.property(fc.constantFrom(...paths(file)), damage, (path, put) => {
        const copy = structuredClone(file) as unknown;
        set(copy, path, put);
        const changed = JSON.stringify(copy) !== JSON.stringify(file);
        expect(verifyRecord(JSON.stringify(copy), verifySignature).broken === null && changed).toBe(false);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('names the event that cannot be read, and how far the rest held', () => {
    const copy = structuredClone(file);
    Object.assign(copy.record[4]!.event, { kind: 'taken over' });
    const result = verifyRecord(canonicalText(copy), verifySignature);
    expect(result.broken).toMatchObject({
      event: 5,
      says: expect.stringContaining('not one this program knows') as string,
    });
    expect(result.events).toBe(4);
    const cut = canonicalText(file);
    const { start } = rowSpans(cut)[5]!;
    expect(verifyRecord(cut.slice(0, start + 200), verifySignature)).toMatchObject({ broken: { event: 6 }, events: 5 });
  });
});

describe('a certificate', () => {
  const odd = (): RecordExport => {
    const real = new RealWorkspace();
    real.must('mia', {
      kind: 'rename campaign',
      campaign: 'c',
      was: 'Spring renewal',
      name: '</pre> &#60; <script> \\',
    });
    return exported(real);
  };

  it('holds the record that it shows, whatever stands in it', () => {
    for (const each of [file, odd()]) {
      const page = certificate(each);
      expect(verifyRecord(page, verifySignature, { keys: [each.keys[0]!.key] })).toMatchObject({
        broken: null,
        events: each.record.length,
        vouched: true,
      });
      expect(page).not.toContain('<script');
    }
  });

  it('says nothing else than its record', () => {
    const page = certificate(file);
    const lies = page.replace('Version 1 is signed', 'Version 2 is signed');
    expect(lies).not.toBe(page);
    expect(verifyRecord(lies, verifySignature).broken?.says).toContain('the page was changed');
    const changed = structuredClone(file);
    changed.record[1]!.event.at = '2020-01-01T00:00:00.000Z';
    expect(verifyRecord(certificate(changed), verifySignature).broken).toMatchObject({ event: 2 });
    expect(verifyRecord(`${page}${page}`, verifySignature).broken).not.toBeNull();
  });

  it('of an older form stays genuine for ever, and no word of it can be changed', () => {
    for (const page of [1, 2, 3]) {
      const html = readFileSync(`tests/data/certificate-page-${page}.html`, 'utf8');
      expect(verifyRecord(html, verifySignature)).toMatchObject({ broken: null, unknownPage: null });
      const lies = html.replace('I approve', 'I refuse');
      expect(lies).not.toBe(html);
      expect(verifyRecord(html.replace('was launched', 'was not launched'), verifySignature).broken).not.toBeNull();
      expect(verifyRecord(lies, verifySignature).broken).not.toBeNull();
    }
  });

  it('of a form that this program does not know is not called genuine, nor forged', () => {
    const page = certificate(file).replace(/data-page="\d+"/, 'data-page="99"');
    expect(verifyRecord(page, verifySignature)).toMatchObject({ broken: null, unknownPage: 99 });
    // Naming another form that is known gets nobody past the comparison.
    const older = certificate(file).replace(/ data-page="\d+"/, '');
    expect(verifyRecord(older.replace('is signed', 'is not signed'), verifySignature).broken?.says).toContain(
      'changed',
    );
  });

  it('is noticed with any byte changed', () => {
    const bytes = new TextEncoder().encode(certificate(small()));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const flipped = bytes.slice();
        flipped[at] = flipped[at]! ^ mask;
        const { broken, unknownPage } = verifyRecord(flipped, verifySignature);
        expect(broken !== null || unknownPage !== null).toBe(true);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

type Path = readonly (string | number)[];
/** Every place in a value, but deep inside a sequence only now and then. */
function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, each]) => paths(each, [...at, key]))].filter(
    ({ length }) => length > 0,
  );
}
function set(value: unknown, path: Path, put: unknown): void {
  const [key, ...rest] = path;
  const here = value as Record<string, unknown>;
  if (rest.length === 0) here[key!] = put;
  else set(here[key!], rest, put);
}
