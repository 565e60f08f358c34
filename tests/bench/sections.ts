import { Edits } from './edits.ts';
import type { Form } from './forms.ts';
import type { Row } from './measured.ts';
import { median } from './rest.ts';
import { saturate, steady } from './rows/fan-out.ts';
import { kill } from './rows/kills.ts';
import { openLargeRoom } from './rows/large-room.ts';
import { memoryAfterRooms, memoryPerConnection } from './rows/memory.ts';
import { officialClients } from './rows/official.ts';
import { smallRooms } from './rows/small-rooms.ts';
import { kinds, onSlowDisk, serve, type Kind, type Served } from './serve.ts';

type Measured = Partial<Record<Kind, Record<string, number>>>;

/** One server after the other, so that a round's numbers are of one time. A peer that fails is named and left out. */
const each = async (
  form: Form,
  work: (kind: Kind) => Promise<Record<string, number>>,
  which: readonly Kind[] = kinds,
): Promise<Measured> => {
  const measured: Measured = {};
  for (const kind of which) {
    const isPeer = kind !== 'relay' && kind !== 'ours';
    if (isPeer && !form.peers) continue;
    try {
      measured[kind] = await work(kind);
    } catch (error) {
      if (!isPeer) throw error;
      process.stderr.write(`${kind} is left out: ${String(error)}\n`);
    }
  }
  return measured;
};
const round = (
  form: Form,
  work: (served: Served) => Promise<Record<string, number>>,
  which: readonly Kind[] = kinds,
): Promise<Measured> =>
  each(
    form,
    async (kind) => {
      const served = await serve(kind);
      try {
        return await work(served);
      } finally {
        await served.stop();
        served.remove();
      }
    },
    which,
  );
const rounds = async (form: Form, once: () => Promise<Measured>): Promise<Measured[]> => {
  const all: Measured[] = [];
  for (let left = form.rounds; left > 0; left -= 1) all.push(await once());
  return all;
};

/** A server that has just started compiles while it serves; each is warmed alike, by the loads that are measured then. */
const warmUp = async (served: Served, form: Form): Promise<void> => {
  const [few] = form.receivers;
  await saturate(served, 'warm', few, form.warm);
  await steady(served, 'warm-steady', few, 400, form.warm);
};

const rowOf = (all: readonly Measured[], key: string, what: string, unit: string, reach: Row['reach']): Row => {
  const row: Row = { what, unit, numbers: {}, ratios: {}, reach };
  for (const kind of kinds) {
    const numbers = all.flatMap((measured) => measured[kind]?.[key] ?? []);
    if (numbers.length === 0) continue;
    row.numbers[kind] = median(numbers);
    const ratios = all.flatMap((measured) => {
      const [one, relay] = [measured[kind]?.[key], measured.relay?.[key]];
      return one !== undefined && relay !== undefined && relay > 0 ? [one / relay] : [];
    });
    if (ratios.length > 0) row.ratios[kind] = median(ratios);
  }
  return row;
};
const ofOurs = (what: string, unit: string, ours: number): Row => ({
  what,
  unit,
  numbers: { ours },
  ratios: {},
  reach: null,
});
const atMost = (ratio: number): Row['reach'] => ({ ratio, better: 'less' });
const atLeast = (ratio: number): Row['reach'] => ({ ratio, better: 'more' });

export const sections: Record<string, (form: Form) => Promise<Row[]>> = {
  async saturation(form) {
    const [few, many] = form.receivers;
    const all = await rounds(form, () =>
      round(form, async (served) => {
        const [one, other] = [
          await saturate(served, 'few', few, form.seconds),
          await saturate(served, 'many', many, form.seconds),
        ];
        return {
          few: one.perSecond,
          many: other.perSecond,
          fewCpu: one.cpuPerDelivery * 1e6,
          manyCpu: other.cpuPerDelivery * 1e6,
        };
      }),
    );
    return [
      rowOf(all, 'few', `fan-out at saturation, ${few} receivers`, 'deliveries/s', atLeast(20)),
      rowOf(all, 'many', `the same, ${many} receivers`, 'deliveries/s', atLeast(40)),
      rowOf(all, 'fewCpu', `processor time at saturation, ${few} receivers`, 'µs/delivery', null),
      rowOf(all, 'manyCpu', `the same, ${many} receivers`, 'µs/delivery', null),
    ];
  },

  async steady(form) {
    const [few, many] = form.receivers;
    const all = await rounds(form, () =>
      round(form, async (served) => {
        await warmUp(served, form);
        const one = await steady(served, 'few', few, 200, form.seconds);
        const other = await steady(served, 'many', many, 200, form.seconds);
        const busy = await steady(served, 'busy', many, 800, form.seconds);
        return {
          fewCpu: one.cpuPerDelivery * 1e6,
          fewP99: one.p99,
          manyCpu: other.cpuPerDelivery * 1e6,
          manyP50: other.p50,
          manyP99: other.p99,
          busyCpu: busy.cpuPerDelivery * 1e6,
          busyP99: busy.p99,
        };
      }),
    );
    return [
      rowOf(all, 'fewCpu', `processor time at 200 updates/s, ${few} receivers`, 'µs/delivery', atMost(1.6)),
      rowOf(all, 'manyCpu', `the same, ${many} receivers`, 'µs/delivery', atMost(1.15)),
      rowOf(all, 'busyCpu', `the same, ${many} receivers, 800 updates/s`, 'µs/delivery', atMost(0.7)),
      rowOf(all, 'busyP99', `edit to other screen there, p99`, 'ms', { number: 25, better: 'less' }),
      rowOf(all, 'fewP99', `edit to other screen at 200 updates/s, ${few} receivers, p99`, 'ms', null),
      rowOf(all, 'manyP50', `the same, ${many} receivers, p50`, 'ms', null),
      rowOf(all, 'manyP99', `the same, ${many} receivers, p99`, 'ms', atMost(1.5)),
    ];
  },

  async slowDisk(form) {
    const [few] = form.receivers;
    const rows: Row[] = [];
    for (const commit of [5, 20]) {
      const served = await serve('ours', onSlowDisk(commit));
      const { p50, p99 } = await steady(served, 'slow', few, 200, form.seconds);
      await served.stop();
      served.remove();
      const disk = `a disk that takes ${commit} ms for a commit: edit to other screen at 200 updates/s, ${few} receivers`;
      rows.push(ofOurs(`${disk}, p50`, 'ms', p50), ofOurs('the same, p99', 'ms', p99));
    }
    return rows;
  },

  async rooms(form) {
    const all = await rounds({ ...form, rounds: Math.min(form.rounds, 2) }, () =>
      round(form, async (served) => {
        await warmUp(served, form);
        return { cpu: 1_000 * (await smallRooms(served, form.smallRooms, 2 * form.seconds)) };
      }),
    );
    const what = `${form.smallRooms} rooms of four, one update a second in each: processor time`;
    return [rowOf(all, 'cpu', what, 'ms/s', atMost(1.5))];
  },

  async large(form) {
    const edits = new Edits(form.edits);
    const measured = await each(form, (kind) => openLargeRoom(kind, edits, form.restarts, form.settle));
    const size = `${form.edits.toLocaleString('en')} edits (${(edits.state.length / 1e6).toFixed(1)} MB)`;
    return [
      rowOf([measured], 'one', `cold open after a restart, room of ${size}: one client`, 'ms', atMost(2)),
      rowOf([measured], 'fiftyCold', 'fifty clients at once, cold: the last one', 'ms', atMost(1.5)),
      rowOf([measured], 'fiftyWarm', 'fifty clients at once, warm: the last one', 'ms', atMost(1.5)),
    ];
  },

  async memory(form) {
    const edits = new Edits(10_000);
    const measured = await each(form, async (kind) => ({
      memory: (await memoryAfterRooms(kind, form.rooms, edits, form.settle)) / 1e6,
    }));
    const size = `${form.rooms.toLocaleString('en')} rooms of ${Math.round(edits.state.length / 1e3)} kB`;
    return [
      rowOf([measured], 'memory', `memory 20 s after ${size} were entered and left`, 'MB', {
        number: 150,
        better: 'less',
      }),
    ];
  },

  async idle(form) {
    const measured = await each(form, async (kind) => ({
      bytes: (await memoryPerConnection(kind, form.connections)) / 1e3,
    }));
    const what = `memory per idle connection at ${form.connections.toLocaleString('en')}`;
    return [rowOf([measured], 'bytes', what, 'kB', { number: 12, better: 'less' })];
  },

  async kills(form) {
    const measured: Measured = {};
    for (const kind of kinds) {
      const times = kind === 'ours' ? form.kills : form.killsOfPeers;
      if (kind === 'relay' || times === 0) continue;
      const [steady, saturated] = [await kill(kind, 'steady', times), await kill(kind, 'saturated', times)];
      measured[kind] = {
        steady: (100 * steady.lost) / steady.seen,
        saturated: (100 * saturated.lost) / saturated.seen,
      };
    }
    const reach = { number: 0, better: 'less' } as const;
    return [
      rowOf([measured], 'steady', 'updates others had seen, lost by `kill -9` at 100 updates/s', '%', reach),
      rowOf([measured], 'saturated', 'the same at saturation', '%', reach),
    ];
  },

  async official(form) {
    const all = [
      await round(form, async (served) => officialClients(served, 'official', Math.ceil(form.seconds)), [
        'ours',
        'reference',
      ]),
    ];
    return [
      rowOf(all, 'p50', 'ten official clients, five letters a second each, carets: p50', 'ms', null),
      rowOf(all, 'p99', 'the same, p99', 'ms', null),
      rowOf(all, 'cpu', 'the same, processor time', 's/s', null),
    ];
  },

  async scale(form) {
    const rows: Row[] = [];
    const [, many] = form.receivers;
    const ours = (work: (served: Served) => Promise<Record<string, number>>): Promise<Measured> =>
      round(form, work, ['ours']);
    for (const receivers of [many / 4, many / 2, many, many * 2].map(Math.ceil)) {
      const { cpu } = (
        await ours(async (served) => ({
          cpu: (await steady(served, 'scale', receivers, 100, form.seconds)).cpuPerDelivery,
        }))
      ).ours!;
      rows.push(ofOurs(`ours, ${receivers} receivers, 100 updates/s: processor time`, 'µs/delivery', cpu! * 1e6));
    }
    for (const rooms of [form.smallRooms / 4, form.smallRooms / 2, form.smallRooms, form.smallRooms * 2].map(
      Math.ceil,
    )) {
      const { cpu } = (await ours(async (served) => ({ cpu: await smallRooms(served, rooms, form.seconds) }))).ours!;
      rows.push(ofOurs(`ours, ${rooms} rooms of four: processor time for each`, 'µs/s', (cpu! * 1e6) / rooms));
    }
    for (const count of [form.edits / 8, form.edits / 4, form.edits / 2]) {
      const edits = new Edits(count);
      const { one } = await openLargeRoom('ours', edits, form.restarts, form.settle);
      rows.push(
        ofOurs(
          `ours, cold open of ${count.toLocaleString('en')} edits: for each MB`,
          'ms',
          one / (edits.state.length / 1e6),
        ),
      );
    }
    return rows;
  },
};
