/** Well within the 120 s that a test has, and far beyond what anything takes on a busy machine, in ms. */
const PATIENCE = 60_000;

/**
 * Resolves once `holds` is true; polls it. Fails after `patience` ms, with the words of what never came: `what`, or else the condition
 * as it stands in the test. An error that `holds` throws is not waited out.
 */
export const eventually = async (
  holds: () => unknown,
  { what = wordsOf(holds), patience = PATIENCE }: { what?: string; patience?: number } = {},
): Promise<void> => {
  const until = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`never came within ${patience / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const wordsOf = (holds: () => unknown): string =>
  String(holds)
    .replace(/^(async )?\(\) => /, '')
    .replaceAll(/\s+/g, ' ')
    // As the bundler writes imports.
    .replaceAll(
      /\(0, ?(?:__vi_import_\d+__\.)?(\w+)\)|__vi_import_\d+__\.(\w+)/g,
      (_, called: string, named: string) => called ?? named,
    );
