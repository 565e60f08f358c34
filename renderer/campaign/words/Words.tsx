import { Fragment } from 'react';
import { diffText } from '../../../domain/canonical/diff-text.ts';
import type { Block } from '../../../domain/text/block.ts';
import { tagsIn } from '../../../domain/text/tags.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Words.module.css';

const c = classes(styles);

/** Text of the copy outside an editor: merge tags as chips, line ends kept. */
export const Words = ({ text }: { text: string }) => {
  const tags = tagsIn(text);
  return (
    <>
      {tags.map((tag, index) => (
        <Fragment key={tag.from}>
          {text.slice(tags[index - 1]?.to ?? 0, tag.from)}
          <Tag name={tag.name} fallback={tag.fallback} />
        </Fragment>
      ))}
      {text.slice(tags.at(-1)?.to ?? 0)}
    </>
  );
};

export const Tag = ({ name, fallback }: { name: string; fallback: string | null }) => (
  <span className={c('tag')} title={fallback ? `If it is empty: ${fallback}` : undefined}>
    {name || 'no name'}
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
          const words = <Words text={piece.text} />;
          if (piece.change === 'same') return <Fragment key={index}>{words}</Fragment>;
          return piece.change === 'added' ? <ins key={index}>{words}</ins> : <del key={index}>{words}</del>;
        })}
    </span>
  );
};
const asBlock = (text: string): Block[] => [{ kind: 'paragraph', runs: [{ text }] }];
