import { Crowd } from '../crowd.ts';
import { Latencies } from '../latencies.ts';
import { rest } from '../rest.ts';
import type { Served } from '../serve.ts';

const WRITERS = 8;
/** Letters a writer may be ahead of a reader, so that a slow server is not drowned. Each server has its best of these. */
const AHEAD = [32, 512];

export type FanOut = { deliveries: number; perSecond: number; cpuPerDelivery: number; updatesPerFrame: number };

/** As many letters as the server passes on, for some seconds. */
export const saturate = async (served: Served, room: string, receivers: number, seconds: number): Promise<FanOut> => {
  const found: FanOut[] = [];
  for (const ahead of AHEAD) found.push(await saturateWith(served, `${room}-${ahead}`, receivers, seconds, ahead));
  return found.reduce((best, each) => (each.perSecond > best.perSecond ? each : best));
};

const saturateWith = async (
  served: Served,
  room: string,
  receivers: number,
  seconds: number,
  ahead: number,
): Promise<FanOut> => {
  const crowd = await Crowd.gather(served, room, WRITERS, receivers);
  let writing = true;
  const write = (): void => {
    if (!writing) return;
    for (const [index, writer] of crowd.writers.entries()) {
      const more = ahead - (writer.clock - crowd.come(index % receivers, index));
      if (more >= ahead / 8) writer.type(more);
    }
    setImmediate(write);
  };
  write();
  await rest(Math.min(1_000, seconds * 250));
  const measured = await measure(served, crowd, () => rest(seconds * 1_000));
  writing = false;
  await crowd.verify();
  crowd.end();
  return measured;
};

export type Steady = FanOut & { p50: number; p99: number };

/** A given number of letters a second, evenly, and how long each took to each reader. */
export const steady = async (
  served: Served,
  room: string,
  receivers: number,
  rate: number,
  seconds: number,
): Promise<Steady> => {
  const crowd = await Crowd.gather(served, room, WRITERS, receivers);
  const began = performance.now();
  let sent = 0;
  let writing = true;
  const write = (): void => {
    if (!writing) return;
    const due = Math.floor(((performance.now() - began) * rate) / 1_000);
    for (; sent < due; sent += 1) crowd.writers[sent % WRITERS]!.type(1);
    setTimeout(write, 1);
  };
  write();
  await rest(1_000);
  const latencies = new Latencies();
  crowd.latencies = latencies;
  const measured = await measure(served, crowd, () => rest(seconds * 1_000));
  crowd.latencies = null;
  writing = false;
  await crowd.verify();
  crowd.end();
  return { ...measured, p50: latencies.within(0.5), p99: latencies.within(0.99) };
};

const measure = async (served: Served, crowd: Crowd, work: () => Promise<void>): Promise<FanOut> => {
  const before = { at: performance.now(), cpu: served.cpu(), deliveries: crowd.deliveries, frames: crowd.frames };
  await work();
  const deliveries = crowd.deliveries - before.deliveries;
  const frames = crowd.frames - before.frames;
  return {
    deliveries,
    perSecond: (deliveries * 1_000) / (performance.now() - before.at),
    cpuPerDelivery: (served.cpu() - before.cpu) / deliveries,
    updatesPerFrame: deliveries / crowd.receivers / frames,
  };
};
