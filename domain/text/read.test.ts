import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BLOCK_START, type Block } from './block.ts';
import { readBlocks, readLine } from './read.ts';
import { writeBlocks } from './write.ts';

const newText = (): Y.Text => new Y.Doc().getText('t');

describe('a text as blocks', () => {
  it('is at least one paragraph, and takes words without a start as one', () => {
    const empty: Block[] = [{ kind: 'paragraph', runs: [] }];
    const text = newText();
    expect(readBlocks(text)).toEqual(empty);
    text.insert(0, BLOCK_START, { kind: 'paragraph' });
    expect(readBlocks(text)).toEqual(empty);
    text.insert(0, 'lost its start');
    expect(readBlocks(text)).toEqual([{ kind: 'paragraph', runs: [{ text: 'lost its start' }] }, ...empty]);
  });

  it('passes over formats that are unknown or out of bounds, and never throws', () => {
    const value = fc.oneof(
      fc.anything({ withNullPrototype: false, maxDepth: 1 }).filter((one) => one !== undefined),
      fc.constantFrom('heading', 'item', 'table', 7, -0, 2.5, true, { href: 'x' }, { href: 1 }, { toString: 1 }),
    );
    const key = fc.constantFrom('kind', 'level', 'list', 'indent', 'bold', 'italic', 'link', 'strike', '__proto__');
    const insert = fc.tuple(fc.constantFrom(BLOCK_START, 'word', '\ud800', 'a\nb'), fc.array(fc.tuple(key, value)));
    fc.assert(
      fc.property(fc.array(insert), (inserts) => {
        const text = newText();
        for (const [words, formats] of inserts)
          text.insert(text.length, words, Object.fromEntries(formats.map(([name, its]) => [name, its as object])));
        const blocks = readBlocks(text);
        const sound = blocks.map(
          (block) =>
            ['paragraph', 'heading', 'item', 'quote'].includes(block.kind) &&
            (block.kind !== 'heading' || [1, 2, 3].includes(block.level)) &&
            (block.kind !== 'item' || [0, 1, 2, 3, 4, 5, 6].includes(block.indent)) &&
            block.runs.every((run) => run.text !== ''),
        );
        expect(sound).not.toContain(false);
        const words = blocks.flatMap(({ runs }) => runs.map((run) => run.text)).join('');
        expect(words).toBe(text.toJSON().replaceAll(BLOCK_START, ''));
      }),
    );
  });

  it('keeps a founding paragraph, so that words typed into it meanwhile survive', () => {
    const text = newText();
    text.insert(0, BLOCK_START, { kind: 'paragraph' });
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc!));
    other.getText('t').insert(1, 'typed elsewhere');
    writeBlocks(text, [{ kind: 'heading', level: 2, runs: [{ text: 'Title' }] }]);
    Y.applyUpdate(text.doc!, Y.encodeStateAsUpdate(other));
    expect(readBlocks(text)).toHaveLength(1);
    expect(text.toJSON()).toMatch(/typed elsewhere/);
  });

  it('reads a line as one line', () => {
    const text = newText();
    text.insert(0, `one\ntwo${BLOCK_START}three`);
    expect(readLine(text)).toBe('one two three');
  });
});
