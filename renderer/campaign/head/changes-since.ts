import { count } from '../../ui/format.ts';

/** `3 changes since v7`, `same as v7` */
export const changesSince = (changes: number, version: number): string =>
  changes === 0 ? `same as v${version}` : `${count(changes, 'change')} since v${version}`;
