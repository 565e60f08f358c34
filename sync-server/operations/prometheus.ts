type Labels = Record<string, string>;
type Sample = { labels: Labels; value: number };

/** Numbers as Prometheus reads them: https://prometheus.io/docs/instrumenting/exposition_formats/, text, version 0.0.4. */
export class Registry {
  readonly #families: {
    name: string;
    type: string;
    help: string;
    samples: () => { name: string; sample: Sample }[];
  }[] = [];

  /** Something that is counted as it happens. */
  counter(name: string, help: string): { add: (by?: number, labels?: Labels) => void } {
    const counts = new Map<string, Sample>();
    this.#add(name, 'counter', help, () => [...counts.values()].map((sample) => ({ name, sample })));
    return {
      add: (by = 1, labels = {}) => {
        const key = JSON.stringify(labels);
        const sample = counts.get(key);
        if (sample) sample.value += by;
        else counts.set(key, { labels, value: by });
      },
    };
  }

  /** Something that is read off when somebody asks. */
  gauge(name: string, help: string, read: () => number | Sample[], type: 'gauge' | 'counter' = 'gauge'): void {
    this.#add(name, type, help, () => {
      const value = read();
      const samples = typeof value === 'number' ? [{ labels: {}, value }] : value;
      return samples.map((sample) => ({ name, sample }));
    });
  }

  /** How long something takes, in seconds. */
  histogram(name: string, help: string, bounds: readonly number[]): { observe: (seconds: number) => void } {
    const within = bounds.map(() => 0);
    let [count, sum] = [0, 0];
    this.#add(name, 'histogram', help, () => [
      ...[...within, count].map((value, index) => ({
        name: `${name}_bucket`,
        sample: { labels: { le: String(bounds[index] ?? '+Inf') }, value },
      })),
      { name: `${name}_sum`, sample: { labels: {}, value: sum } },
      { name: `${name}_count`, sample: { labels: {}, value: count } },
    ]);
    return {
      observe: (seconds) => {
        count += 1;
        sum += seconds;
        for (let index = bounds.length - 1; index >= 0 && seconds <= bounds[index]!; index -= 1) within[index]! += 1;
      },
    };
  }

  text(): string {
    return this.#families
      .flatMap(({ name, type, help, samples }) => [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${name} ${type}`,
        ...samples().map(({ name: of, sample }) => `${of}${labelled(sample.labels)} ${sample.value}`),
        '',
      ])
      .join('\n');
  }

  #add(name: string, type: string, help: string, samples: () => { name: string; sample: Sample }[]): void {
    this.#families.push({ name, type, help, samples });
  }
}

const labelled = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};
