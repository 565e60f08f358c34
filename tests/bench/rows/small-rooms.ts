import { Crowd } from '../crowd.ts';
import { eachOf, rest } from '../rest.ts';
import type { Served } from '../serve.ts';

/** Many rooms of four, one update a second in each: seconds of processor time a second. */
export const smallRooms = async (served: Served, rooms: number, seconds: number): Promise<number> => {
  const crowds: Crowd[] = [];
  served.door?.spread();
  await eachOf(
    Array.from({ length: rooms }, (_, index) => `small${index}`),
    8,
    async (name) => void crowds.push(await Crowd.gather(served, name, 1, 3)),
  );
  let writing = true;
  const began = performance.now();
  let sent = 0;
  const write = (): void => {
    if (!writing) return;
    const due = Math.floor(((performance.now() - began) * rooms) / 1_000);
    for (; sent < due; sent += 1) crowds[sent % rooms]!.writers[0]!.type(1);
    setTimeout(write, 1);
  };
  write();
  await rest(2_000);
  const before = served.cpu();
  const from = performance.now();
  await rest(seconds * 1_000);
  const cpu = ((served.cpu() - before) * 1_000) / (performance.now() - from);
  writing = false;
  await eachOf(crowds, 8, (crowd) => crowd.verify());
  for (const crowd of crowds) crowd.end();
  return cpu;
};
