import type { Piece } from '../../../domain/canonical/diff-text.ts';

const hasWord = ({ text }: Piece): boolean => /[\p{L}\p{N}]/u.test(text);

/**
 * What changed as a reader takes it in: all that went, then all that came. Word by word, `half a day` to `a morning` is four pieces
 * with a space between them; what stands between two changes and is no word goes with both.
 */
export const readablePieces = (pieces: readonly Piece[]): Piece[] => {
  const readable: Piece[] = [];
  for (let from = 0; from < pieces.length;) {
    const to = pieces[from]!.change === 'same' ? from + 1 : endOfChange(pieces, from);
    const run = pieces.slice(from, to);
    const both = ['removed', 'added'].every((change) => run.some((piece) => piece.change === change));
    if (both)
      for (const change of ['removed', 'added'] as const)
        readable.push(
          ...run
            .filter((piece) => piece.change === change || piece.change === 'same')
            .map((piece) => ({ ...piece, change })),
        );
    else readable.push(...run);
    from = to;
  }
  return readable;
};

/** Behind the last change that only spaces and signs part from the first. */
const endOfChange = (pieces: readonly Piece[], from: number): number => {
  let end = from + 1;
  for (let at = end; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    if (piece.change !== 'same') end = at + 1;
    else if (hasWord(piece)) break;
  }
  return end;
};
