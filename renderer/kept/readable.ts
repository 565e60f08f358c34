import { BLOCK_START } from '../../domain/text/block.ts';

/** A text's characters as a person reads and pastes them: a line for each block. */
export const readable = (words: string): string => words.replaceAll(BLOCK_START, '\n').replace(/^\n/, '');
