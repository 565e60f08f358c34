import { toBase64UrlEncoded } from 'lib0/buffer.js';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string.js';
import { NO_HASH, type Event } from '../event.ts';
import type { Digest } from '../id.ts';
import { PublicKey, RecordExport } from './export.ts';
import { canonicalText, hashBody, hashEvent, sha256 } from './hash.ts';

/** Whether `signature` (base64url, in its one canonical spelling) is the key's over these ASCII characters. */
export type VerifySignature = (key: PublicKey, signed: string, signature: string) => boolean;
export type Expected = {
  /** The hash of an event known to be in the record: a record that ends before it lost its tail. */
  head?: Digest | undefined;
  /** Thumbprints got from elsewhere. Without them an export only proves that it agrees with the keys it brings. */
  keys?: readonly string[] | undefined;
};
/** `event` is the sequence number of the first event that does not hold, where it is one event's fault. */
export type Broken = { event: number | null; says: string };
export type Verified = { broken: Broken | null; events: number; head: Digest; keys: string[] };

/** Checks an exported record: form, keys, chain, signatures, texts, version bytes and launch packages, in this order. */
export const verifyRecord = (text: string, verify: VerifySignature, expected: Expected = {}): Verified => {
  const failed = (says: string): Verified => ({ broken: { event: null, says }, events: 0, head: NO_HASH, keys: [] });
  const raw = parseJson(text);
  const parsed = RecordExport.safeParse(raw);
  if (!parsed.success) return failed('This file is not an exported record in format 1.');
  // The parser drops members it does not know; the hash is over what stands in the file.
  const file = raw as RecordExport;
  const head = file.record.at(-1)?.hash ?? NO_HASH;
  const keys = file.keys.map(({ key }) => key);
  const broken = keyFault(file, expected.keys) ?? recordFault(file, verify) ?? bytesFault(file);
  const tail = broken ?? tailFault(file, expected.head) ?? spellingFault(text, file);
  return { broken: tail, events: file.record.length, head, keys };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
const whole = (says: string): Broken => ({ event: null, says });
const base64url = (text: string): string => toBase64UrlEncoded(encodeUtf8(text));
/** RFC 7638. */
const thumbprint = ({ crv, kty, x }: PublicKey): string =>
  toBase64UrlEncoded(digest(encodeUtf8(JSON.stringify({ crv, kty, x }))));

const keyFault = ({ keys }: RecordExport, trusted?: readonly string[]): Broken | null => {
  for (const { key, publicJwk } of keys) {
    if (thumbprint(publicJwk) !== key) return whole(`The public key named ${key} is another key.`);
    if (trusted && !trusted.includes(key)) return whole(`The key ${key} is not one of those you trust.`);
  }
  return null;
};

const recordFault = (file: RecordExport, verify: VerifySignature): Broken | null => {
  let previous = NO_HASH;
  for (const [index, row] of file.record.entries()) {
    const says = rowFault(file, row, index + 1, previous, verify);
    if (says !== null) return { event: index + 1, says };
    previous = row.hash;
  }
  return null;
};

type Row = RecordExport['record'][number];
const rowFault = (
  file: RecordExport,
  { event, hash, signature, bodies }: Row,
  sequence: number,
  previous: Digest,
  verify: VerifySignature,
): string | null => {
  if (event.sequence !== sequence) return `It is numbered ${event.sequence}; an event is missing or out of order.`;
  if (event.workspace !== file.workspace || event.campaign !== file.campaign) return 'It belongs to another record.';
  if (event.previous !== previous) return 'It does not continue the event before it.';
  if (!isSigned(file, event, signature, verify)) return 'Its signature does not fit its words.';
  if (hashEvent(event) !== hash) return 'Its hash does not fit its words.';
  const names = Object.keys(event.bodies);
  if (names.length !== Object.keys(bodies).length) return 'A text beside it is missing or was added.';
  for (const name of names) {
    const body = Object.hasOwn(bodies, name) ? bodies[name] : undefined;
    if (body === undefined) return `Its text "${name}" is missing.`;
    if (body !== null && hashBody(body.salt, body.text) !== event.bodies[name])
      return `Its text "${name}" is not the one that was recorded.`;
  }
  return null;
};

const isSigned = ({ keys }: RecordExport, event: Event, jws: string, verify: VerifySignature): boolean => {
  const key = keys.find((each) => each.key === event.key);
  if (!key) return false;
  const signed = `${base64url(JSON.stringify({ alg: 'EdDSA', kid: key.key }))}.${base64url(canonicalText(event))}`;
  return jws.startsWith(`${signed}.`) && verify(key.publicJwk, signed, jws.slice(signed.length + 1));
};

/** Versions and packages are named by events that hold by now; their bytes must have the digests those events name. */
const bytesFault = ({ record, versions, launched }: RecordExport): Broken | null => {
  const named = new Map<number, Digest>();
  const packages = new Set<Digest>();
  for (const { event } of record) {
    if (event.kind === 'review requested') named.set(event.data.version, event.data.digest);
    if (event.kind === 'signed off' || event.kind === 'launched') {
      const { version, digest: of } = event.data;
      if (named.get(version) !== of)
        return { event: event.sequence, says: `It names other bytes than version ${version} was frozen with.` };
    }
    if (event.kind === 'launched') {
      const { packageDigest } = event.data;
      const text = launched[packageDigest];
      if (text === undefined || sha256(text.toWellFormed()) !== packageDigest)
        return { event: event.sequence, says: 'The launch package differs from the one that was launched.' };
      packages.add(packageDigest);
    }
  }
  for (const { number, digest: of, canonical } of versions) {
    if (named.get(number) !== of || sha256(canonical.toWellFormed()) !== of)
      return whole(`The bytes of version ${number} differ from what was frozen and signed.`);
    named.delete(number);
  }
  if (named.size > 0) return whole(`Version ${[...named.keys()].join(', ')} is missing from the file.`);
  if (Object.keys(launched).some((each) => !packages.has(each))) return whole('It holds a package nobody launched.');
  return null;
};

const tailFault = ({ record }: RecordExport, head?: Digest): Broken | null =>
  head === undefined || record.some(({ hash }) => hash === head)
    ? null
    : whole(`The record ends after event ${record.length}, without the event ${head}: its tail was removed.`);

/** An export is written in RFC 8785; another spelling of the same values is a file somebody changed. */
const spellingFault = (text: string, file: RecordExport): Broken | null =>
  canonicalText(file) === text.trimEnd()
    ? null
    : whole('The file was rewritten: its bytes are not those of an export.');
