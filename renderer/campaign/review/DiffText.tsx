import { Fragment, useState, type ReactNode } from 'react';
import type { DiffBlock, Piece, TextDiff } from '../../../domain/canonical/diff-text.ts';
import { count } from '../../ui/format.ts';
import { classes } from '../../ui/classes.ts';
import { findHiddenInLink } from '../../../domain/text/hidden.ts';
import { inLists } from '../words/in-lists.ts';
import { readablePieces } from '../words/readable-pieces.ts';
import { Seen, Words } from '../words/Words.tsx';
import { foldBlocks, type Fold } from './fold.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** A text with what came and went; `plain` where all of it is new to the reader, so that nothing is underlined. */
export const DiffText = ({ diff, plain, whole }: { diff: TextDiff; plain: boolean; whole: boolean }) => {
  const blocks = plain ? diff.blocks.filter((block) => block.change !== 'removed') : diff.blocks;
  const folds = plain || whole ? [{ same: false, blocks }] : foldBlocks(blocks);
  return (
    <div className={c('copy')}>
      {folds.map((fold, index) => (
        <Folded key={`${index} ${fold.blocks.length}`} fold={fold} plain={plain} />
      ))}
    </div>
  );
};

const Folded = ({ fold, plain }: { fold: Fold; plain: boolean }) => {
  const [open, setOpen] = useState(false);
  if (fold.same && !open)
    return (
      <button
        type="button"
        className={c('fold')}
        onClick={() => {
          setOpen(true);
        }}
      >
        {count(fold.blocks.length, 'paragraph')} the same, show
      </button>
    );
  return inLists(fold.blocks, ({ shape }) => shape).map((group, index) => {
    if (group.list === null)
      return group.members.map((block, at) => <OneBlock key={`${index} ${at}`} block={block} plain={plain} />);
    const List = group.list === 'number' ? 'ol' : 'ul';
    return (
      <List key={index} className={c('list', group.list)}>
        {group.members.map((block, at) => (
          <li key={at} style={{ marginInlineStart: `${indentOf(block) * 1.25}rem` }}>
            <Pieces block={block} plain={plain} />
          </li>
        ))}
      </List>
    );
  });
};

const indentOf = (block: DiffBlock): number => (block.shape.kind === 'item' ? block.shape.indent : 0);

const OneBlock = ({ block, plain }: { block: DiffBlock; plain: boolean }) => {
  const words = <Pieces block={block} plain={plain} />;
  if (block.shape.kind === 'heading') return <h4 className={c('heading')}>{words}</h4>;
  if (block.shape.kind === 'quote') return <blockquote className={c('quoted')}>{words}</blockquote>;
  return <p>{words}</p>;
};

const kinds: Record<DiffBlock['shape']['kind'], string> = {
  paragraph: 'a paragraph',
  heading: 'a heading',
  item: 'an item',
  quote: 'a quote',
};

const Pieces = ({ block, plain }: { block: DiffBlock; plain: boolean }) => {
  const pieces = plain ? block.pieces.filter((piece) => piece.change !== 'removed') : readablePieces(block.pieces);
  const around = block.pieces.map(({ text }) => text).join('');
  return (
    <>
      {!plain && block.change === 'changed' && block.was && (
        <span className={c('was')}>
          was {kinds[block.was.kind]}, is {kinds[block.shape.kind]}:{' '}
        </span>
      )}
      {block.pieces.length === 0 && !plain && block.change !== 'same' && (
        <span className={c('was')}>{block.change === 'removed' ? 'an empty line went' : 'an empty line came'}</span>
      )}
      {pieces.map((piece, index) => (
        <OnePiece
          key={index}
          piece={piece}
          plain={plain}
          around={around}
          ends={pieces[index + 1]?.link !== piece.link}
          apart={pieces[index - 1]?.change === 'removed'}
        />
      ))}
    </>
  );
};

/** `ends`: the next words lead elsewhere, so that this is where the link says where it goes. `apart`: words that went stand before it. */
const OnePiece = ({
  piece,
  plain,
  around,
  ends,
  apart,
}: {
  piece: Piece;
  plain: boolean;
  around: string;
  ends: boolean;
  apart: boolean;
}) => {
  let words: ReactNode = (
    <>
      {piece.text.split('\n').map((line, index) => (
        <Fragment key={index}>
          {index > 0 && <br />}
          <Words text={line} around={around} />
        </Fragment>
      ))}
    </>
  );
  if (piece.link)
    words = (
      <>
        <span className={c('link')}>{words}</span>
        {ends && (
          <span className={c('target')}>
            {' '}
            (<Seen text={piece.link} found={findHiddenInLink(piece.link)} />)
          </span>
        )}
      </>
    );
  if (piece.italic) words = <em>{words}</em>;
  if (piece.bold) words = <strong>{words}</strong>;
  if (plain || piece.change === 'same') return words;
  return piece.change === 'added' ? <ins className={c(apart && 'apart')}>{words}</ins> : <del>{words}</del>;
};
