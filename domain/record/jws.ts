import { toBase64UrlEncoded } from 'lib0/buffer.js';
import { encodeUtf8 } from 'lib0/string.js';
import type { Event } from '../event.ts';
import { canonicalText } from './hash.ts';

const base64url = (text: string): string => toBase64UrlEncoded(encodeUtf8(text));

/** What a key signs of an event: header and payload of its compact JWS (RFC 7515, RFC 8037). Every byte of both is fixed. */
export const signedPart = (key: string, event: Event): string =>
  `${base64url(JSON.stringify({ alg: 'EdDSA', kid: key }))}.${base64url(canonicalText(event))}`;

/** The signature of a compact JWS over exactly this event, in base64url; null where it is over something else. */
export const signatureOver = (key: string, event: Event, jws: string): { signed: string; signature: string } | null => {
  const signed = signedPart(key, event);
  return jws.startsWith(`${signed}.`) ? { signed, signature: jws.slice(signed.length + 1) } : null;
};
