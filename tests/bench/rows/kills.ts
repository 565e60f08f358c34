import * as Y from 'yjs';
import { readRoom } from '../client.ts';
import { Crowd } from '../crowd.ts';
import { rest } from '../rest.ts';
import { serve, type Kind } from '../serve.ts';

export type Lost = { seen: number; lost: number };

/** Kills the server in the middle of writing, so many times: how many of the updates that others had seen are gone after its restart. */
export const kill = async (kind: Kind, how: 'steady' | 'saturated', times: number, pin = true): Promise<Lost> => {
  const total: Lost = { seen: 0, lost: 0 };
  for (let time = 0; time < times; time += 1) {
    const served = await serve(kind, { pin });
    const crowd = await Crowd.gather(served, 'killed', 4, 10);
    let writing = true;
    const write = (): void => {
      if (!writing) return;
      for (const [index, writer] of crowd.writers.entries())
        if (how === 'steady') writer.type(1);
        else if (writer.clock - crowd.come(0, index) < 256) writer.type(64);
      setTimeout(write, how === 'steady' ? 40 : 1);
    };
    write();
    await rest(1_500 + 97 * time);
    await served.stop('SIGKILL');
    writing = false;
    const seen = crowd.writers.map((_, writer) =>
      Math.max(...Array.from({ length: crowd.receivers }, (_, receiver) => crowd.come(receiver, writer))),
    );
    crowd.end();
    const again = await serve(kind, { data: served.data, door: served.door, pin });
    const vector = Y.decodeStateVector(Y.encodeStateVector(await readRoom(again, 'killed')));
    for (const [index, clock] of seen.entries()) {
      total.seen += clock;
      total.lost += Math.max(0, clock - (vector.get(crowd.writers[index]!.id) ?? 0));
    }
    await again.stop();
    again.remove();
  }
  return total;
};
