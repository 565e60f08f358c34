import { Fragment, type ReactNode } from 'react';
import type { Block, Run } from '../../../domain/text/block.ts';
import { isAllowedLink } from '../../../domain/text/link.ts';
import { inLists } from './in-lists.ts';
import { Words } from './Words.tsx';

/** A text as it is sent: its blocks in real lists, its links as links, what cannot be seen made plain to see. */
export const Blocks = ({ blocks }: { blocks: readonly Block[] }) =>
  inLists(blocks, (block) => block).map(({ list, members }, index) => {
    if (list === null) return members.map((block, at) => <OneBlock key={`${index} ${at}`} block={block} />);
    const List = list === 'number' ? 'ol' : 'ul';
    return (
      <List key={index}>
        {members.map((block, at) => (
          <li key={at} style={{ marginInlineStart: block.kind === 'item' ? `${block.indent * 1.25}rem` : undefined }}>
            <Runs runs={block.runs} />
          </li>
        ))}
      </List>
    );
  });

const OneBlock = ({ block }: { block: Block }) => {
  const words = <Runs runs={block.runs} />;
  if (block.kind === 'heading') return <h4>{words}</h4>;
  return block.kind === 'quote' ? <blockquote>{words}</blockquote> : <p>{words}</p>;
};

const Runs = ({ runs }: { runs: readonly Run[] }) => runs.map((run, index) => <OneRun key={index} run={run} />);

const OneRun = ({ run: { text, bold, italic, link } }: { run: Run }) => {
  let words: ReactNode = text.split('\n').map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      <Words text={line} />
    </Fragment>
  ));
  if (isAllowedLink(link))
    words = (
      <a href={link} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    );
  if (italic) words = <em>{words}</em>;
  if (bold) words = <strong>{words}</strong>;
  return words;
};
