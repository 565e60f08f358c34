import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Kind } from './serve.ts';

export type Heard = { kind: 'step 1' | 'step 2' | 'update' | 'other'; body: Uint8Array };

/** How the messages of one server look. All speak y-protocols; Hocuspocus puts the room's name before each. */
export type Dialect = {
  /** What a client says before anything else. */
  hello: (room: string) => Uint8Array[];
  sync: (room: string, step: 0 | 1 | 2, body: Uint8Array) => Uint8Array;
  read: (message: Uint8Array) => Heard;
};

const NONE = new Uint8Array();
const steps = ['step 1', 'step 2', 'update'] as const;

const readSync = (decoder: decoding.Decoder): Heard => {
  const kind = decoding.readVarUint(decoder);
  if (kind !== 0 && kind !== 4) return { kind: 'other', body: NONE };
  const step = steps[decoding.readVarUint(decoder)];
  return step ? { kind: step, body: decoding.readVarUint8Array(decoder) } : { kind: 'other', body: NONE };
};
const plain: Dialect = {
  hello: () => [],
  sync: (_, step, body) =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, body);
    }),
  read: (message) => {
    // The shortest and by far the most frequent, without a decoder.
    const length = message[2]!;
    if (message[0] === 0 && message[1] === 2 && length < 0x80 && message.length === length + 3)
      return { kind: 'update', body: message.subarray(3) };
    return readSync(decoding.createDecoder(message));
  },
};
const named: Dialect = {
  hello: (room) => [
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, room);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'token');
    }),
  ],
  sync: (room, step, body) =>
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, room);
      encoding.writeUint8Array(encoder, plain.sync(room, step, body));
    }),
  read: (message) => {
    const decoder = decoding.createDecoder(message);
    decoding.readVarString(decoder);
    return readSync(decoder);
  },
};

export const dialectOf = (kind: Kind): Dialect => (kind === 'hocuspocus' ? named : plain);
