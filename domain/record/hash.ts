import canonicalize from 'canonicalize';
import { digest } from 'lib0/hash/sha256';
import { toHexString } from 'lib0/buffer.js';
import { encodeUtf8 } from 'lib0/string.js';
import type { Event } from '../event.ts';
import type { Digest } from '../id.ts';

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export const sha256 = (text: string): Digest => toHexString(digest(encodeUtf8(text)));

/** RFC 8785 JSON of a value. Throws on a lone surrogate, NaN or infinity: parse or mend before. */
export const canonicalText = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('only a JSON value has a canonical text');
  return text;
};

/** The hash by which the next event of the record names this one. */
export const hashEvent = (event: Event): Digest => sha256(canonicalText(event));

/** The feed's running head after one more event. */
export const nextHead = (head: Digest, hash: Digest): Digest => sha256(`${head}${hash}`);

/** What an event keeps of a text beside it. The salt keeps an erased text from being guessed; an array keeps salt and text apart. */
export const hashBody = (salt: string, text: string): Digest => sha256(canonicalText([salt, text.toWellFormed()]));
