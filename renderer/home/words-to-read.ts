import { diffVersions } from '../../domain/canonical/diff.ts';
import type { Frozen } from '../../domain/canonical/form.ts';
import { changedWords } from '../campaign/review/changed-words.ts';

/** How many words came or went between two versions; without the first, how many there are. */
export const wordsToRead = (before: Frozen | null, after: Frozen): number => changedWords(diffVersions(before, after));
