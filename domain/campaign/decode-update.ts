import { createDecoder, hasContent, readVarUint, type Decoder } from 'lib0/decoding';
import * as Y from 'yjs';
import type { UpdateLimits } from './update-limits.ts';
import { askAgain, refuse } from './update-refusal.ts';

const MAX_CLOCK = 2 ** 31;
const MAX_CLIENT = 2 ** 32 - 1;

export type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
export type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];
/** All structs of one client in an update, by ascending clock without gaps. `known`: how far the document has come; `next`: how far the judgement has. */
export type Run = { client: number; known: number; end: number; structs: Struct[]; next: number };
export type Decoded = { runs: Map<number, Run>; deletes: DeleteSet; pieces: number; ranges: number };

/** Of the update that is taken apart at the moment. */
let reading: { decoder: Decoder | null; pieces: number; ranges: number; most: UpdateLimits } | null = null;

/** Counts what it reads, so that an update of millions of pieces is given up before they are all in memory. */
class CountingDecoder extends Y.UpdateDecoderV1 {
  constructor(decoder: Decoder) {
    super(decoder);
    if (reading) reading.decoder = decoder;
  }
  override readInfo(): number {
    if (reading && (reading.pieces += 1) > reading.most.pieces) refuse('It has too many pieces.');
    return super.readInfo();
  }
  override readDsClock(): number {
    if (reading && (reading.ranges += 1) > reading.most.ranges) refuse('It has too many pieces.');
    return super.readDsClock();
  }
}

/** An update taken apart, each client's structs checked for length and clocks. Throws `RefusedUpdate`, or whatever Yjs throws. */
export const decodeUpdate = (doc: Y.Doc, update: Uint8Array, most: UpdateLimits): Decoded => {
  const counted = { decoder: null as Decoder | null, pieces: 0, ranges: 0, most };
  reading = counted;
  try {
    const { structs, ds: deletes } = Y.decodeUpdateV2(update, CountingDecoder);
    // Yjs does not look at what follows an update: megabytes of it would be taken for nothing new.
    if (!counted.decoder || hasContent(counted.decoder)) refuse('It has bytes after its end.');
    const runs = runsOf(doc, structs);
    // Yjs keeps only the last of two blocks of one client and would leave the rest pending.
    if (readVarUint(createDecoder(update)) !== runs.size) refuse('A client stands in it twice.');
    return { runs, deletes, pieces: counted.pieces, ranges: counted.ranges };
  } finally {
    reading = null;
  }
};

const runsOf = (doc: Y.Doc, structs: readonly Struct[]): Map<number, Run> => {
  const runs = new Map<number, Run>();
  let run: Run | undefined;
  for (const struct of structs) {
    if (struct instanceof Y.Skip) askAgain('It has a gap.', { client: struct.id.client, next: Infinity });
    const { client, clock } = struct.id;
    if (struct.length < 1) refuse('A piece of it has no length.');
    if (client > MAX_CLIENT) refuse('A client id is too large.');
    if (run?.client !== client) {
      if (runs.has(client)) refuse('A client stands in it twice.');
      run = { client, known: Y.getState(doc.store, client), end: clock, structs: [], next: 0 };
      if (clock > run.known) askAgain('Something before it is missing.', { client, next: clock });
      runs.set(client, run);
    }
    run.end = clock + struct.length;
    if (run.end > MAX_CLOCK) refuse('A clock jumps too far.');
    run.structs.push(struct);
  }
  return runs;
};

/** Index of the struct that holds a clock, which lies within the run. */
export const indexAt = ({ structs }: Run, clock: number): number => {
  let low = 0;
  let high = structs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (structs[middle]!.id.clock <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
};
