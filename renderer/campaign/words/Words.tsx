import { Fragment } from 'react';
import { changedWords } from '../../../domain/text/word-diff.ts';
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

/** What a suggestion would change, in words. */
export const ChangedWords = ({ before, after }: { before: string; after: string }) => {
  const changes = changedWords(before, after);
  const pieces = changes.map(({ from, to, insert }, index) => ({
    at: from,
    same: before.slice(changes[index - 1]?.to ?? 0, from),
    was: before.slice(from, to),
    is: insert,
  }));
  return (
    <span className={c('changed')}>
      {pieces.map((piece) => (
        <Fragment key={`${piece.at} ${piece.is}`}>
          <Words text={piece.same} />
          {piece.was !== '' && (
            <del>
              <Words text={piece.was} />
            </del>
          )}
          {piece.is !== '' && (
            <ins>
              <Words text={piece.is} />
            </ins>
          )}
        </Fragment>
      ))}
      <Words text={before.slice(changes.at(-1)?.to ?? 0)} />
    </span>
  );
};
