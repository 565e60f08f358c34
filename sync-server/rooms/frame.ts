import * as encoding from 'lib0/encoding';
import {
  messageAcknowledge,
  messageAwareness,
  messageQueryAwareness,
  messageRoomNotice,
  messageSync,
} from '../../domain/wire/sync.ts';
import { Malformed, Reader } from './reader.ts';
import { sealed } from '../sockets/websocket-frame.ts';

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;
/** Entries one awareness message may carry; the official client echoes everybody's state back. */
const MAX_ENTRIES = 2_000;
/** A state vector, in bytes: about a hundred thousand client ids. */
export const MAX_VECTOR = 1024 * 1024;

/** One awareness entry as a client sent it; `state` is the JSON text. */
export type Entry = { client: number; clock: number; state: string };

/** Everything a client may send. Kinds that only the server sends (auth, acknowledge, notice) are broken frames here. */
export type ClientFrame =
  | { kind: 'step 1'; vector: Uint8Array }
  | { kind: 'update'; bytes: Uint8Array }
  | { kind: 'awareness'; entries: Entry[] }
  | { kind: 'query awareness' };

/** Parses one frame, or says why it is not one. The frame must be a copy of its own: lib0 may read past a pooled buffer. */
export const decodeFrame = (bytes: Uint8Array): ClientFrame | { kind: 'broken'; why: string } => {
  try {
    const reader = new Reader(bytes);
    const frame = readFrame(reader);
    reader.end();
    return frame;
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'broken', why: error.message };
    throw error;
  }
};

const readFrame = (reader: Reader): ClientFrame => {
  const kind = reader.uint();
  switch (kind) {
    case messageSync: {
      const step = reader.uint();
      const body = reader.bytes();
      if (step === SYNC_STEP_1) {
        checkVector(body);
        return { kind: 'step 1', vector: body };
      }
      if (step === SYNC_STEP_2 || step === SYNC_UPDATE) return { kind: 'update', bytes: body };
      throw new Malformed(`unknown sync step ${step}`);
    }
    case messageAwareness:
      return { kind: 'awareness', entries: readEntries(reader.bytes()) };
    case messageQueryAwareness:
      return { kind: 'query awareness' };
    default:
      throw new Malformed(`unknown message ${kind}`);
  }
};

const checkVector = (bytes: Uint8Array): void => {
  if (bytes.length > MAX_VECTOR) throw new Malformed('state vector too long');
  const reader = new Reader(bytes);
  for (let left = reader.uint(); left > 0; left--) {
    reader.uint();
    reader.uint();
  }
  reader.end();
};

const readEntries = (bytes: Uint8Array): Entry[] => {
  const reader = new Reader(bytes);
  const count = reader.uint();
  if (count > MAX_ENTRIES) throw new Malformed('too many awareness entries');
  const entries = Array.from({ length: count }, () => ({
    client: reader.uint(),
    clock: reader.uint(),
    state: reader.text(),
  }));
  reader.end();
  return entries;
};

const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => sealed(encoding.encode(write));
const sync =
  (step: number) =>
  (body: Uint8Array): Uint8Array => {
    const head = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, messageSync);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint(encoder, body.length);
    });
    return sealed(head, body);
  };
export const step1Frame = sync(SYNC_STEP_1);
export const step2Frame = sync(SYNC_STEP_2);
export const updateFrame = sync(SYNC_UPDATE);

export const awarenessFrame = (entries: readonly Entry[]): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, messageAwareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, entries.length);
        for (const { client, clock, state } of entries) {
          encoding.writeVarUint(inner, client);
          encoding.writeVarUint(inner, clock);
          encoding.writeVarString(inner, state);
        }
      }),
    );
  });
/** Says nothing, and is heard: a client closes a socket that was silent for 30 s. */
export const heartbeatFrame: Uint8Array = awarenessFrame([]);

export const acknowledgeFrame = (count: number): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, messageAcknowledge);
    encoding.writeVarUint(encoder, count);
  });
/** An empty sentence ends the notice. */
export const noticeFrame = (says: string): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, messageRoomNotice);
    encoding.writeVarString(encoder, says);
  });
