import { z } from 'zod';
import { NO_HASH, Event } from '../event.ts';
import { Digest } from '../id.ts';
import { certificate, NEWEST_PAGE, pageOf, recordIn } from './certificate.ts';
import { RecordExport } from './export.ts';
import { firstUndecoded, parseJson, placeOf, readText } from './export-text.ts';
import { isHashOf, isNext, isTextOf } from './chain.ts';
import { canonicalText } from './hash.ts';
import { rowSpans } from './row-spans.ts';
import { VersionBytes } from './verify-bytes.ts';
import { firstKnown, isSigned, keysFault, peopleFault, type VerifySignature } from './verify-keys.ts';

export type { VerifySignature } from './verify-keys.ts';
export type Expected = {
  /** The hash of an event known to be in the record: a record that ends before it lost its tail. */
  head?: Digest | undefined;
  /** Thumbprints got from elsewhere. Without them an export only proves that it agrees with the keys it brings. */
  keys?: readonly string[] | undefined;
};
/** `event` is the sequence number of the first event that does not hold, where it is one event's fault. */
export type Broken = { event: number | null; says: string };
export type Verified = {
  broken: Broken | null;
  /** Events that hold, from the first on. */
  events: number;
  head: Digest;
  /** Thumbprints of its keys, oldest first. */
  keys: string[];
  /** Whether a key named from outside vouches for all of it. */
  vouched: boolean;
  /** Texts that were erased from beside their events. */
  erased: number;
  /** What holds, and yet should be looked at. */
  remarks: string[];
  /** Number of a certificate's form that this program does not know, so that the page was not compared with its record; null where it was, or there is none. */
  unknownPage: number | null;
};

/** One row as it may stand in a file: nothing beside what its signature, its hash and its event's hashes cover. */
const Row = z.strictObject({
  event: Event,
  hash: Digest,
  signature: z.string(),
  bodies: z.record(z.string(), z.strictObject({ salt: z.string(), text: z.string() }).nullable()),
});
type Row = z.infer<typeof Row>;
/** Everything but the rows, which are read one by one so that the first bad one can be named. */
const Frame = z.strictObject({ ...RecordExport.shape, record: z.array(z.unknown()) });

/**
 * Checks an exported record, or the certificate that holds one: its keys, then event by event form, chain, signature, texts, version bytes
 * and launch packages, then that nothing was cut off, added or respelled. Never throws, whatever it is given.
 */
export const verifyRecord = (
  input: Uint8Array | string,
  verify: VerifySignature,
  expected: Expected = {},
): Verified => {
  const text = readText(input);
  if (text === null)
    return verdict('This file is not text in UTF-8: it was changed, or is something else.', firstUndecoded(input));
  if (!text.startsWith('<')) return verifyJson(text, verify, expected);
  const json = recordIn(text);
  if (json === null) return verdict('This page holds no record. Take the certificate from Countersign afresh.');
  const verified = verifyJson(json, verify, expected);
  if (verified.broken) return verified;
  const page = pageOf(text);
  if (page > NEWEST_PAGE) return { ...verified, unknownPage: page };
  return { ...verified, broken: pageFault(text, json, page) };
};

/** The readable half of a certificate must be the one its record makes, in the form it says it has, or it could say anything. */
const pageFault = (html: string, json: string, page: number): Broken | null => {
  const says =
    'The record inside it holds, but the page around it is not what that record makes: the page was changed. Do not rely on what it says.';
  const same = (): boolean => [html, `${html}\n`].includes(certificate(JSON.parse(json) as RecordExport, page));
  const fault = guarded(() => (same() ? null : says), says);
  return fault === null ? null : { event: null, says: fault };
};

const verifyJson = (json: string, verify: VerifySignature, expected: Expected): Verified => {
  const raw = parseJson(json);
  const frame = raw === undefined ? null : guarded(() => (Frame.safeParse(raw).success ? null : 'none'), 'none');
  if (raw === undefined || frame !== null) return verdict(notAnExport(json, raw), firstUnreadable(json));
  // The parsed copy lacks members the schema does not know; hashes are over what stands in the file.
  return new Verification(raw as RecordExport, json, verify).run(expected);
};

const verdict = (says: string, event: number | null = null): Verified => ({
  broken: { event, says },
  events: event === null ? 0 : event - 1,
  head: NO_HASH,
  keys: [],
  vouched: false,
  erased: 0,
  remarks: [],
  unknownPage: null,
});

class Verification {
  readonly #file: RecordExport;
  readonly #json: string;
  readonly #verify: VerifySignature;
  readonly #bytes: VersionBytes;
  #head: Digest = NO_HASH;
  #events = 0;
  #erased = 0;
  /** Place in the chain of keys of the last event's. */
  #key = 0;

  constructor(file: RecordExport, json: string, verify: VerifySignature) {
    this.#file = file;
    this.#json = json;
    this.#verify = verify;
    this.#bytes = new VersionBytes(file);
  }

  run({ head, keys }: Expected): Verified {
    const broken = this.#keysBroken() ?? this.#rowBroken() ?? this.#restBroken(head, keys);
    return {
      broken,
      events: this.#events,
      head: this.#head,
      keys: this.#file.keys.map(({ key }) => key),
      vouched: broken === null && keys !== undefined,
      erased: this.#erased,
      remarks: this.#bytes.remarks,
      unknownPage: null,
    };
  }

  #keysBroken(): Broken | null {
    const says = guarded(
      () => keysFault(this.#file, this.#verify) ?? peopleFault(this.#file, this.#verify),
      'A key in this file is none.',
    );
    return says === null ? null : { event: null, says };
  }

  #rowBroken(): Broken | null {
    for (const [index, row] of this.#file.record.entries()) {
      const says = guarded(() => this.#rowFault(row, index + 1), 'It holds what no event can hold.');
      if (says !== null) return { event: index + 1, says };
      this.#head = row.hash;
      this.#events = index + 1;
    }
    return null;
  }

  #rowFault(raw: Row, sequence: number): string | null {
    const read = Row.safeParse(raw);
    if (!read.success) return unreadable(read.error.issues[0]?.path.join('.'));
    const { event, hash, signature } = raw;
    if (event.sequence !== sequence) return `It is numbered ${event.sequence}; an event is missing or out of order.`;
    if (event.workspace !== this.#file.workspace || event.campaign !== this.#file.campaign)
      return 'It belongs to another record.';
    if (!isNext({ sequence: this.#events, hash: this.#head }, event))
      return 'It does not continue the event before it.';
    return (
      this.#keyFault(event, signature) ??
      (isHashOf(hash, event) ? null : 'Its hash does not fit its words.') ??
      this.#textsFault(raw) ??
      this.#bytes.fault(event)
    );
  }

  #keyFault(event: Event, signature: string): string | null {
    const place = this.#file.keys.findIndex(({ key }) => key === event.key);
    if (place < 0) return `It is signed by the key ${event.key}, which the file does not bring.`;
    // Else whoever finds an old key could write on where it was in use.
    if (place < this.#key) return `It is signed by the key ${event.key}, after another one took over.`;
    this.#key = place;
    return isSigned(this.#file.keys[place]!, event, signature, this.#verify)
      ? null
      : 'Its signature does not fit its words.';
  }

  #textsFault({ event, bodies }: Row): string | null {
    const names = Object.keys(event.bodies);
    if (names.length !== Object.keys(bodies).length) return 'A text beside it is missing or was added.';
    for (const name of names) {
      const body = Object.hasOwn(bodies, name) ? bodies[name] : undefined;
      if (body === undefined) return `Its text “${name}” is missing.`;
      if (body === null) {
        if (!this.#wasErased(event, name)) return `Its text “${name}” was taken out, and no event says who erased it.`;
        this.#erased += 1;
      } else if (!body.text.isWellFormed() || !isTextOf(event, name, body))
        return `Its text “${name}” is not the one that was recorded.`;
    }
    return null;
  }

  /** Whether a later event of this record says so; that event is itself held to its signature when its turn comes. */
  #wasErased({ sequence, bodies }: Event, name: string): boolean {
    return this.#file.record.slice(sequence).some(({ event }) => {
      if (event?.kind !== 'text erased') return false;
      const { data } = event;
      return data.sequence === sequence && data.name === name && data.hash === bodies[name];
    });
  }

  #restBroken(head: Digest | undefined, keys: readonly string[] | undefined): Broken | null {
    const whole = (says: string): Broken => ({ event: null, says });
    if (this.#events === 0) return whole('There is no event in this record.');
    const rest = this.#bytes.rest();
    if (rest !== null) return whole(rest);
    if (head !== undefined && !this.#file.record.some(({ hash }) => hash === head))
      return whole(`The record ends after event ${this.#events}, without the event ${head}: its tail was removed.`);
    const unvouched = keys === undefined ? null : this.#unvouched(keys);
    if (unvouched !== null) return whole(unvouched);
    return this.#respelled();
  }

  /**
   * Why the keys that are known from elsewhere do not vouch for all of it. A made-up key may claim to have been followed by a real one, so
   * the record must end with what a known one, or one it named, signed; and what is said about members must be signed by such a key or
   * by one that signed events which the record's chain holds fast.
   */
  #unvouched(known: readonly string[]): string | null {
    const { keys, people, record } = this.#file;
    const first = firstKnown(keys, known);
    if (first < 0) return `None of its keys (${keys.map(({ key }) => key).join(', ')}) is one you trust.`;
    const before = (key: string): string =>
      `Part of it is signed by ${key}, a key from before the one you trust. Name that key, too, if your workspace lists it.`;
    if (this.#key < first) return before(keys[this.#key]!.key);
    const held = new Set([...keys.slice(first).map(({ key }) => key), ...record.map(({ event }) => event.key)]);
    const loose = people.find(({ event }) => !held.has(event.key));
    return loose ? before(loose.event.key) : null;
  }

  /** An export is written in RFC 8785; another spelling of the same values is a file somebody changed. */
  #respelled(): Broken | null {
    const json = this.#json;
    const canonical = canonicalText(this.#file);
    if (json === canonical) return null;
    let at = 0;
    while (json[at] === canonical[at]) at += 1;
    const row = rowSpans(json).findIndex(({ start, end }) => at >= start && at < end);
    return {
      event: row < 0 ? null : row + 1,
      says: `The file was rewritten at character ${at + 1}: its bytes are not those of an export.`,
    };
  }
}

/** What a hostile file can make a library throw is a fault of the file. */
const guarded = (work: () => string | null, otherwise: string): string | null => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};

const unreadable = (where: string | undefined): string =>
  `Its form is not one this program knows${where ? ` (${where})` : ''}. It was changed, or written by a newer Countersign.`;

/** The first row of a damaged text that cannot be read; null where the damage is elsewhere. */
const firstUnreadable = (json: string): number | null => {
  const at = rowSpans(json).findIndex(({ start, end }) => !Row.safeParse(parseJson(json.slice(start, end))).success);
  return at < 0 ? null : at + 1;
};

const notAnExport = (json: string, raw: unknown): string => {
  if (raw !== undefined) return 'This file is not an exported record in format 1.';
  const place = placeOf(json);
  return `This is not JSON${place === null ? '' : ` (${place})`}: the file was changed or cut off.`;
};
