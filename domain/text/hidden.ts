/**
 * Characters that are not what they seem: they change the direction of what stands around them, cannot be seen, or look like a
 * letter of another alphabet. `shown` is what a reader sees in its place, `name` what it is called, offsets are UTF-16.
 */
export type Hidden = {
  from: number;
  to: number;
  kind: 'direction' | 'invisible' | 'look-alike';
  name: string;
  shown: string;
};

/** Nothing outside this needs a second look; most text ends here. */
const suspicious = /[^\n\t\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]/u;

const named: Readonly<Record<string, string>> = {
  '\u00ad': 'soft hyphen',
  '\u034f': 'grapheme joiner',
  '\u061c': 'Arabic letter mark',
  '\u115f': 'Hangul filler',
  '\u1160': 'Hangul filler',
  '\u17b4': 'invisible Khmer vowel',
  '\u17b5': 'invisible Khmer vowel',
  '\u180e': 'Mongolian vowel separator',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'end of embedding',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2061': 'invisible function sign',
  '\u2062': 'invisible times',
  '\u2063': 'invisible separator',
  '\u2064': 'invisible plus',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first-strong isolate',
  '\u2069': 'end of isolate',
  '\u2800': 'empty Braille pattern',
  '\u3164': 'Hangul filler',
  '\ufeff': 'zero-width no-break space',
  '\uffa0': 'Hangul filler',
};
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const invisible = /\p{Cc}|\p{Cf}|\p{Co}|\p{Variation_Selector}|\u034f|\u17b4|\u17b5|[\u115f\u1160\u2800\u3164\uffa0]/u;
/** A joiner, a variation selector or tags that make an emoji are part of what is seen; joiners shape Arabic and Indic letters. */
const harmless =
  /\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)+|[\p{Extended_Pictographic}0-9#*]\ufe0f|\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]\p{M}*)[\u200c\u200d](?=[\p{L}\p{M}])/gu;

const cyrillic = 'Cyrillic';
const greek = 'Greek';
const armenian = 'Armenian';
/** Letters of other alphabets, and the Latin letter that each is read as. */
const alike = new Map<string, { as: string; of: string }>(
  (
    [
      [
        cyrillic,
        'аa еe оo рp сc уy хx ѕs іi јj ԁd ԛq ԝw һh ӏl ґr кk ёë їï АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ӀI ԚQ ԜW',
      ],
      [greek, 'αa οo ρp νv υu ιi κk τt γy ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϲc ϳj ϹC'],
      [armenian, 'օo ոn սu հh ցg զq ԼL ՕO ՍU ՏS'],
    ] as const
  ).flatMap(([of, pairs]) => pairs.split(' ').map((pair) => [pair[0]!, { as: pair[1]!, of }] as const)),
);
/** Letters within Latin, and outside any alphabet, that are read as plain ones. */
const plainLook = new Map([
  ['ɑ', 'a'],
  ['ɡ', 'g'],
  ['ǃ', '!'],
  ['ǀ', 'l'],
]);
/** Written wide, mathematical, or as a numeral sign: read as plain letters, found by no search. */
const dressed = /[\uff01-\uff5e\u{1d400}-\u{1d7ff}\u210a-\u2134\u2139\u2145-\u2149\u2160-\u217f]/gu;

const word = /[\p{L}\p{M}]+/gu;
const scripts = {
  [cyrillic]: /\p{Script=Cyrillic}/u,
  [greek]: /\p{Script=Greek}/u,
  [armenian]: /\p{Script=Armenian}/u,
};
const latin = /\p{Script=Latin}/u;
/** Alphabets whose letters stand beside Latin ones in one word by right. */
const neighbours =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}\p{Script=Inherited}]/u;

/**
 * Everything in a text that is not what it seems, in order. Judged by the text it stands in, since Cyrillic among Cyrillic is
 * nothing: `around` is that text where `text` is only a piece of it.
 */
export const findHidden = (text: string, around = text): Hidden[] => {
  if (!suspicious.test(text)) return [];
  return [...unseen(text), ...lookAlikes(text, around)].sort((one, other) => one.from - other.from);
};

/** `U+200B` */
export const codeOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

const unseen = (text: string): Hidden[] => {
  const fine = Array.from(text.matchAll(harmless), (found) => [found.index, found.index + found[0].length] as const);
  const found: Hidden[] = [];
  let from = 0;
  for (const character of text) {
    const at = from;
    from += character.length;
    const turns = direction.test(character);
    if (character === '\n' || character === '\t' || !(turns || invisible.test(character))) continue;
    if (fine.some(([start, end]) => at >= start && at < end)) continue;
    const name = named[character] ?? (/\p{Co}/u.test(character) ? 'private character' : 'invisible character');
    found.push({ from: at, to: from, kind: turns ? 'direction' : 'invisible', name, shown: codeOf(character) });
  }
  return found;
};

const count = (letters: readonly string[], script: RegExp): number =>
  letters.filter((each) => script.test(each)).length;

const lookAlikes = (text: string, around: string): Hidden[] => {
  const found = new Map<number, Hidden>();
  const say = (at: number, letter: string, name: string) => {
    if (!found.has(at)) found.set(at, { from: at, to: at + letter.length, kind: 'look-alike', name, shown: letter });
  };
  const looksLike = (of: string, as: string): string => `${of} letter that looks like “${as}”`;
  const words = Array.from(text.matchAll(word), ({ 0: letters, index }) => ({
    at: index,
    letters: Array.from(letters),
  }));
  const all = Array.from(around).filter((each) => /\p{L}/u.test(each));
  const amongLatin = new Map(
    Object.entries(scripts).map(([of, script]) => [of, count(all, latin) > count(all, script)] as const),
  );
  for (const { at: start, letters } of words) {
    const latins = count(letters, latin);
    const mostly = Object.values(scripts).some((script) => count(letters, script) * 2 > letters.length);
    // A whole word of look-alikes is a trick only where the words around it are not in that alphabet.
    const disguised = latins === 0 && letters.length > 1 && letters.every((letter) => alike.has(letter));
    let at = start;
    for (const letter of letters) {
      const known = alike.get(letter);
      const isLatin = latin.test(letter);
      if (known && ((latins > 0 && !mostly) || (disguised && amongLatin.get(known.of))))
        say(at, letter, looksLike(known.of, known.as));
      else if (plainLook.has(letter)) say(at, letter, looksLike('special', plainLook.get(letter)!));
      else if (isLatin && mostly) say(at, letter, looksLike('Latin', letter));
      else if (latins > 0 && !known && !isLatin && !neighbours.test(letter) && !isTabled(letter))
        say(at, letter, 'letter of another alphabet');
      at += letter.length;
    }
  }
  for (const { 0: character, index } of text.matchAll(dressed)) {
    const plain = character.normalize('NFKC');
    if (/^[A-Za-z0-9]$/.test(plain)) say(index, character, looksLike('special', plain));
  }
  return [...found.values()];
};

const isTabled = (letter: string): boolean => Object.values(scripts).some((script) => script.test(letter));
/** What is not plain in where a link leads; its host above all, which is read letter by letter by nobody. */
export const findHiddenInLink = (link: string): Hidden[] => {
  const found = findHidden(link);
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/iu.exec(link);
  if (!host) return found;
  const from = link.length - link.replace(/^[a-z][a-z0-9+.-]*:\/\//iu, '').length;
  const to = from + host[1]!.length;
  let at = from;
  for (const character of host[1]!) {
    if (character > '\u007f' && !found.some((each) => each.from === at))
      found.push({
        from: at,
        to: at + character.length,
        kind: 'look-alike',
        name: 'letter outside a–z in a web address',
        shown: character,
      });
    at += character.length;
  }
  const whole = { from, to, kind: 'look-alike' as const, shown: link.slice(from, to) };
  if (/(?:^|\.)xn--/iu.test(host[1]!)) found.push({ ...whole, name: 'web address with letters in disguise (xn--)' });
  if (host[1]!.includes('@')) found.push({ ...whole, name: 'web address whose real name stands after an @' });
  return found.sort((one, other) => one.from - other.from);
};
