/** Stories that once broke something, by what they broke. They are told again with every test run. */
export const keptSeeds: Readonly<Record<string, number>> = {};
