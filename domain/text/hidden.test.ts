import { describe, expect, it } from 'vitest';
import { findHidden, findHiddenInLink } from './hidden.ts';

const names = (text: string): string[] => findHidden(text).map(({ name }) => name);
const places = (text: string) => findHidden(text).map(({ from, to }) => text.slice(from, to));

describe('characters that are not what they seem', () => {
  it.each([
    ['Pay \u202e001\u202c today', ['right-to-left override', 'end of embedding']],
    ['zero\u200bwidth', ['zero-width space']],
    ['soft\u00adhyphen', ['soft hyphen']],
    ['\ufeffstart', ['zero-width no-break space']],
    ['tagged\u{e0061}', ['invisible character']],
    ['chosen\ufe01', ['invisible character']],
    ['a\u3164b', ['Hangul filler']],
    ['bell\u0007', ['invisible character']],
    ['logo \ue000', ['private character']],
    ['he\u200dllo', ['zero-width joiner']],
  ])('are named: %j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('are found letter by letter in a word of two alphabets', () => {
    expect(findHidden('Log in at p\u0430yp\u0430l now')).toEqual([
      { from: 11, to: 12, kind: 'look-alike', name: 'Cyrillic letter that looks like “a”', shown: '\u0430' },
      { from: 14, to: 15, kind: 'look-alike', name: 'Cyrillic letter that looks like “a”', shown: '\u0430' },
    ]);
    expect(names('gr\u03bfup')).toEqual(['Greek letter that looks like “o”']);
    expect(names('g\u13daoup')).toEqual(['letter of another alphabet']);
  });

  it('are found in a word that is all of them, where the words around it are Latin', () => {
    expect(places('Write to \u0440\u0430\u0441\u0435 today')).toEqual(Array.from('\u0440\u0430\u0441\u0435'));
  });

  it('are found the other way round: a Latin letter in a Cyrillic word', () => {
    expect(findHidden('Прив\u0065т, друзья')).toMatchObject([{ from: 4, name: 'Latin letter that looks like “e”' }]);
  });

  it('are found in wide and mathematical dress', () => {
    expect(places('\u{1d400}ll ｆree')).toEqual(['\u{1d400}', 'ｆ']);
  });

  it.each([
    'Hello, we answer within 24 hours – “really”, for £290 or 9 €…',
    'Grüße aus Köln, à bientôt, Łódź, naïve, Đorđe, İstanbul',
    'Скоро рассвет: о нас, уха, сор. Мы пишем по-русски.',
    'Καλημέρα σε όλους, οι τιμές είναι ίδιες.',
    'Ցանկանում ենք ձեզ բարի օր',
    'ありがとうございます Countersign様 メールABC',
    '한국어 Gmail은 빠르다',
    'שלום לכולם, مرحبا بكم',
    'می\u200cخواهم',
    'Well done 👩🏽\u200d💻 ❤\ufe0f 1\ufe0f\u20e3 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    'about 5 µm and 10 kΩ, H₂O, x², ½, №, ™, ﬁne',
    'line one\nline two\tand on',
    '{{first name | there}}',
  ])('are not seen where there are none: %s', (text) => {
    expect(findHidden(text)).toEqual([]);
  });

  it('are found where a link leads', () => {
    const of = (link: string) => findHiddenInLink(link).map(({ name }) => name);
    expect(of('https://kiln.example/a?b=c')).toEqual([]);
    expect(of('mailto:mia@kiln.example')).toEqual([]);
    expect(of('https://k\u0456ln.example')).toEqual(['Cyrillic letter that looks like “i”']);
    expect(of('https://köln.example')).toEqual(['letter outside a–z in a web address']);
    expect(of('https://xn--kln-sna.example')).toEqual(['web address with letters in disguise (xn--)']);
    expect(of('https://kiln.example@evil.example')).toEqual(['web address whose real name stands after an @']);
  });

  it('are found in a long text without a long wait in the pattern', () => {
    const text = `${'We answer within two working days, é. '.repeat(20_000)}\u200b`;
    expect(findHidden(text)).toHaveLength(1);
  });
});

it('judges a piece by the text that it stands in', () => {
  expect(findHidden('\u0440\u0430\u0441\u0435')).toEqual([]);
  expect(findHidden('\u0440\u0430\u0441\u0435', 'Write to \u0440\u0430\u0441\u0435')).toHaveLength(4);
});
