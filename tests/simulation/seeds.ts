/** Stories that once broke something, by what they broke. They are told again with every test run. */
export const keptSeeds: Readonly<Record<string, number>> = {
  'a disk that cannot be read when somebody comes into a room that is open and empty': 407,
  'words of somebody who went away while the disk was ill, taken for a change after all was calm': 6329,
};
