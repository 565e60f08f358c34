import { count } from '../../ui/format.ts';

/** `3 changes since version 7`, `same as version 7` */
export const changesSince = (changes: number, version: number): string =>
  changes === 0 ? `same as version ${version}` : `${count(changes, 'change')} since version ${version}`;
