import * as encoding from 'lib0/encoding';

/** Bytes by hand, for what no library writes. */
export const bytesOf = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);
export const uint = encoding.writeVarUint;
export const text = encoding.writeVarString;

/** Kinds of a struct's content as they stand on the wire. */
export const contents = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const;
type Origin = { client: number; clock: number };
export type Struct = {
  content: number;
  origin?: Origin;
  right?: Origin;
  /** Where it stands, if it has no neighbour: the name of a root type, or the id of a type. */
  parent?: string | Origin;
  key?: string;
  body: (encoder: encoding.Encoder) => void;
};
export type Block = { client: number; clock: number; structs: Struct[] };

/** An update with these structs and deletions, whatever they claim. */
export const crafted = (
  blocks: readonly Block[],
  deletes: readonly { client: number; clock: number; length: number }[] = [],
): Uint8Array =>
  bytesOf((encoder) => {
    uint(encoder, blocks.length);
    for (const { client, clock, structs } of blocks) {
      uint(encoder, structs.length);
      uint(encoder, client);
      uint(encoder, clock);
      for (const struct of structs) writeStruct(encoder, struct);
    }
    uint(encoder, deletes.length);
    for (const { client, clock, length } of deletes) {
      uint(encoder, client);
      uint(encoder, 1);
      uint(encoder, clock);
      uint(encoder, length);
    }
  });

const writeStruct = (encoder: encoding.Encoder, { content, origin, right, parent, key, body }: Struct): void => {
  encoding.writeUint8(encoder, content | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key !== undefined ? 0x20 : 0));
  if (content !== contents.gc && content !== contents.skip) {
    for (const near of [origin, right])
      if (near) {
        uint(encoder, near.client);
        uint(encoder, near.clock);
      }
    if (!origin && !right) {
      if (typeof parent === 'string') {
        uint(encoder, 1);
        text(encoder, parent);
      } else {
        uint(encoder, 0);
        uint(encoder, parent?.client ?? 0);
        uint(encoder, parent?.clock ?? 0);
      }
      if (key !== undefined) text(encoder, key);
    }
  }
  body(encoder);
};

/** The first letters of a client in the objective. */
export const words = (client: number, clock: number, says: string, more: Partial<Struct> = {}): Uint8Array =>
  crafted([
    {
      client,
      clock,
      structs: [{ content: contents.string, parent: 'objective', body: (encoder) => text(encoder, says), ...more }],
    },
  ]);
