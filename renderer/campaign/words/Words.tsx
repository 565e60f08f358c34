import { Fragment } from 'react';
import { diffText, type Piece } from '../../../domain/canonical/diff-text.ts';
import type { Block } from '../../../domain/text/block.ts';
import { findHidden, type Hidden } from '../../../domain/text/hidden.ts';
import { tagsIn } from '../../../domain/text/tags.ts';
import { classes } from '../../ui/classes.ts';
import { readablePieces } from './readable-pieces.ts';
import styles from './Words.module.css';

const c = classes(styles);

/**
 * Text of the copy outside an editor: merge tags as chips, line ends kept, and what cannot be seen or is not what it looks like
 * made plain to see. `around` is the text that these words are a piece of.
 */
export const Words = ({ text, around }: { text: string; around?: string | undefined }) => {
  const tags = tagsIn(text);
  const plain = (from: number, to: number) => <Plain text={text.slice(from, to)} around={around ?? text} />;
  return (
    <>
      {tags.map((tag, index) => (
        <Fragment key={tag.from}>
          {plain(tags[index - 1]?.to ?? 0, tag.from)}
          <Tag name={tag.name} fallback={tag.fallback} />
        </Fragment>
      ))}
      {plain(tags.at(-1)?.to ?? 0, text.length)}
    </>
  );
};

const Plain = ({ text, around }: { text: string; around: string }) => (
  <Seen text={text} found={findHidden(text, around)} />
);

/** A text in which every hidden character stands under its code, and every look-alike is marked. */
export const Seen = ({ text, found }: { text: string; found: readonly Hidden[] }) => {
  // Two findings about the same letters are shown once.
  const shown = found.filter((hidden, index) => found.slice(0, index).every((earlier) => earlier.to <= hidden.from));
  if (shown.length === 0) return text;
  return (
    <>
      {shown.map((hidden, index) => (
        <Fragment key={index}>
          {text.slice(shown[index - 1]?.to ?? 0, hidden.from)}
          <span className={c(hidden.kind === 'look-alike' ? 'alike' : 'unseen')} title={hidden.name}>
            {hidden.shown}
            <span className="sr"> ({hidden.name}) </span>
          </span>
        </Fragment>
      ))}
      {text.slice(shown.at(-1)!.to)}
    </>
  );
};

export const Tag = ({ name, fallback }: { name: string; fallback: string | null }) => (
  <span className={c('tag')} title={fallback ? `If it is empty: ${fallback}` : undefined}>
    {name ? <Plain text={name} around={name} /> : 'no name'}
  </span>
);

/** Where more of a text changes than this share, its halves are read apart: word by word nobody can. */
const MOST_CHANGED = 1 / 3;

/** What changes from one text to another, in words; a merge tag is one of them. Two different texts stand whole, one after the other. */
export const ChangedWords = ({ before, after }: { before: string; after: string }) => {
  const pieces = diffText(asBlock(before), asBlock(after)).blocks.flatMap((block) => block.pieces);
  const around = `${before} ${after}`;
  const changed = pieces.reduce((sum, { change, text }) => sum + (change === 'same' ? 0 : text.length), 0);
  const apart = changed > MOST_CHANGED * (before.length + after.length);
  const shown: readonly Pick<Piece, 'change' | 'text'>[] = apart
    ? [
        { change: 'removed', text: before },
        { change: 'added', text: after },
      ]
    : readablePieces(pieces);
  return (
    <span className={c('changed')}>
      {shown.map(({ change, text }, index) => {
        if (text === '') return null;
        const words = <Words text={text} around={around} />;
        if (change === 'same') return <Fragment key={index}>{words}</Fragment>;
        if (change === 'removed') return <del key={index}>{words}</del>;
        return (
          <ins key={index} className={c(shown[index - 1]?.change === 'removed' && 'apart')}>
            {words}
          </ins>
        );
      })}
    </span>
  );
};
const asBlock = (text: string): Block[] => [{ kind: 'paragraph', runs: [{ text }] }];
