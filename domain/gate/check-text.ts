import type { Channel, TextId } from '../campaign/rooms.ts';
import type { Block } from '../text/block.ts';
import { findHidden, type Hidden } from '../text/hidden.ts';
import { isAllowedLink } from '../text/link.ts';
import { wordsOf } from '../text/plain.ts';
import { tagsIn, type Tag } from '../text/tags.ts';
import { formulaOf, HARD, readingGrade } from './reading-grade.ts';
import type { CheckCode, FindingAt } from './finding.ts';
import { languageOf, wordsIn } from './language.ts';
import { spamWordsIn } from './spam-words.ts';

export type Found = { code: CheckCode; says: string; at: FindingAt };
/** A text under its name, as blocks. */
export type CheckedText = { id: TextId; blocks: readonly Block[] };

const at = ({ id: text }: CheckedText, block: number, from: number, to: number): FindingAt => ({
  text,
  block,
  from,
  to,
});

/** Every tag must name a field of the workspace, and come to something where a contact's field is empty. */
export const checkTags = (text: CheckedText, fallbacks: ReadonlyMap<string, string>): Found[] =>
  text.blocks.flatMap((block, index) => {
    const words = wordsOf(block);
    const tags = tagsIn(words);
    return [
      ...tags.flatMap((tag): Found[] => {
        const place = at(text, index, tag.from, tag.to);
        if (tag.name === '') return [{ code: 'empty merge tag', says: 'This merge tag names no field.', at: place }];
        const fallback = fallbacks.get(tag.name);
        if (fallback === undefined)
          return [{ code: 'unknown merge tag', says: `There is no merge field “${tag.name}”.`, at: place }];
        if ((tag.fallback ?? fallback).trim() === '')
          return [
            {
              code: 'empty merge tag',
              says: `“${tag.name}” is empty for contacts who lack it. Give it a fallback.`,
              at: place,
            },
          ];
        return [];
      }),
      ...strayBraces(words, tags).map((from): Found => ({
        code: 'broken merge tag',
        says: 'Unclosed {{ or }}: contacts would see it.',
        at: at(text, index, from, from + 2),
      })),
    ];
  });

const strayBraces = (words: string, tags: readonly Tag[]): number[] =>
  Array.from(words.matchAll(/\{\{|\}\}/g), ({ index }) => index).filter(
    (index) => !tags.some(({ from, to }) => index >= from && index < to),
  );

export const checkLinks = (text: CheckedText): Found[] =>
  text.blocks.flatMap((block, index) => {
    let from = 0;
    return block.runs.flatMap(({ text: words, link }): Found[] => {
      const start = from;
      from += words.length;
      if (link === undefined || isAllowedLink(link)) return [];
      const says = `“${String(link).slice(0, 80)}” is no link that can be sent. Begin it with https://, http:// or mailto:.`;
      return [{ code: 'link', says, at: at(text, index, start, from) }];
    });
  });

export const checkCharacters = (text: CheckedText): Found[] =>
  text.blocks.flatMap((block, index) => {
    const words = wordsOf(block);
    return [
      ...Array.from(words.matchAll(/\ufffd/g), ({ index: from }): Found => ({
        code: 'broken character',
        says: 'A character was broken on the way here. Type it again.',
        at: at(text, index, from, from + 1),
      })),
      ...findHidden(words).map(({ from, to, kind, name, shown }): Found => ({
        code: 'hidden character',
        says: hiddenSays({ kind, name, shown }, 'here'),
        at: at(text, index, from, to),
      })),
    ];
  });

/** `where`: here, or where it stands by name, as in “in the sender”. */
export const hiddenSays = ({ kind, name, shown }: Pick<Hidden, 'kind' | 'name' | 'shown'>, where: string): string =>
  kind === 'look-alike'
    ? `“${shown}”${where === 'here' ? '' : ` ${where}`} is a ${name}. Type it again unless it is meant.`
    : `A character that cannot be seen stands ${where}: ${name} (${shown}). Delete it unless you know why it is there.`;

export const checkSpam = (text: CheckedText): Found[] => {
  const language = languageOf(text.blocks.map(wordsOf).join('\n'));
  if (!language) return [];
  return text.blocks.flatMap((block, index) =>
    spamWordsIn(wordsOf(block), language).map(({ from, to, words }): Found => ({
      code: 'spam words',
      says: `“${words}” often triggers spam filters.`,
      at: at(text, index, from, to),
    })),
  );
};

/** Words a message of this channel should not pass, and what it is called; `other` has no measure. */
const mostWords: Partial<Record<Channel, [most: number, what: string]>> = {
  email: [200, 'e-mails'],
  linkedin: [120, 'LinkedIn messages'],
  call: [350, 'call scripts'],
};

export const checkLength = (text: CheckedText, channel: Channel): Found[] => {
  const measure = mostWords[channel];
  const words = wordsIn(text.blocks.map(wordsOf).join('\n')).length;
  if (!measure || words <= measure[0]) return [];
  const says = `${words} words. People stop reading ${measure[1]} after about ${measure[0]}.`;
  return [{ code: 'message length', says, at: at(text, 0, 0, 0) }];
};

export const checkGrade = (text: CheckedText): Found[] => {
  const words = text.blocks.map(wordsOf).join('\n');
  const language = languageOf(words);
  const grade = language && readingGrade(words, language);
  if (!language || grade === null || grade <= HARD) return [];
  const says = `Reads at school grade ${Math.round(grade)} (${formulaOf[language]}). Shorter sentences and words bring it to ${HARD} or less.`;
  return [{ code: 'reading grade', says, at: at(text, 0, 0, 0) }];
};

/** What most mail programs show of a subject, in characters. */
const SUBJECT = 60;
export const checkSubject = (text: CheckedText): Found[] => {
  const words = text.blocks.map(wordsOf).join('');
  // A tag is as long as what it stands for, which nobody knows yet.
  const length = Array.from(words.replaceAll(/\{\{[^{}]*\}\}/g, 'xxxxxxxx')).length;

  if (length <= SUBJECT) return [];
  return [
    {
      code: 'subject length',
      says: `${length} characters. Most mail programs show about ${SUBJECT}.`,
      at: at(text, 0, 0, wordsOf(text.blocks[0]!).length),
    },
  ];
};
