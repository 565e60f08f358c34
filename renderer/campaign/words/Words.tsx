import { Fragment } from 'react';
import { diffText } from '../../../domain/canonical/diff-text.ts';
import type { Block } from '../../../domain/text/block.ts';
import { findHidden, type Hidden } from '../../../domain/text/hidden.ts';
import { tagsIn } from '../../../domain/text/tags.ts';
import { classes } from '../../ui/classes.ts';
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

/** What changes from one text to another, in words; a merge tag is one of them. */
export const ChangedWords = ({ before, after }: { before: string; after: string }) => {
  const { blocks } = diffText(asBlock(before), asBlock(after));
  return (
    <span className={c('changed')}>
      {blocks
        .flatMap((block) => block.pieces)
        .map((piece, index) => {
          const words = <Words text={piece.text} around={`${before} ${after}`} />;
          if (piece.change === 'same') return <Fragment key={index}>{words}</Fragment>;
          return piece.change === 'added' ? <ins key={index}>{words}</ins> : <del key={index}>{words}</del>;
        })}
    </span>
  );
};
const asBlock = (text: string): Block[] => [{ kind: 'paragraph', runs: [{ text }] }];
