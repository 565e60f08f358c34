import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { foundingUpdate } from '../campaign/founding.ts';
import { noFacts } from '../campaign/facts.ts';
import { addStep, addVariant, moveStep, removeStep, removeVariant, textOf } from '../campaign/sequence.ts';
import { wholeFacts } from '../gate/workspace-under-test.ts';
import { freezeDraft, thaw } from './freeze.ts';

const fields = [
  { name: 'company', from: 'prospect' as const, fallback: 'your site' },
  { name: 'city', from: 'prospect' as const, fallback: 'your town' },
];
const docs = () => {
  const brief = new Y.Doc();
  Y.applyUpdate(brief, foundingUpdate('brief'));
  const copy = new Y.Doc();
  addStep(copy, { id: 's1', channel: 'email', day: 1, name: 'First' });
  addVariant(copy, 's1', { id: 'A', name: 'A', share: 40 });
  return { brief, copy };
};
const body = (copy: Y.Doc): Y.Text => textOf(copy, 'step/s1/A/body')!;
const digest = ({ brief, copy }: ReturnType<typeof docs>): string =>
  freezeDraft(brief, copy, wholeFacts, fields).digest;

describe('the canonical form', () => {
  it('is RFC 8785 JSON, and its digest is the SHA-256 of those bytes', () => {
    const { brief, copy } = docs();
    body(copy).insert(1, 'Grüße an {{company}}, 你好 \u{1f469}‍\u{1f680}');
    const { form, json, digest: named } = freezeDraft(brief, copy, wholeFacts, fields);
    expect(json).toBe(canonicalize(form));
    expect(named).toBe(createHash('sha256').update(json, 'utf8').digest('hex'));
    expect(JSON.parse(json)).toMatchObject({ format: 1, mergeFields: [{ name: 'company' }] });
  });

  it('is the same however the text was typed: at once, letter by letter, there and back, merged from two laptops', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(), text: fc.string({ unit: 'grapheme', maxLength: 5 }) })),
        (edits) => {
          const typed = docs();
          const other = docs();
          Y.applyUpdate(other.copy, Y.encodeStateAsUpdate(typed.copy));
          for (const { at, text } of edits) body(typed.copy).insert(1 + (at % body(typed.copy).length), text);
          body(typed.copy).insert(1, 'x');
          body(typed.copy).format(1, 1, { bold: true });
          body(typed.copy).format(1, 1, { bold: null });
          body(typed.copy).delete(1, 1);
          const words = body(typed.copy).toJSON().slice(1);
          const atOnce = docs();
          body(atOnce.copy).insert(1, words);
          expect(digest(typed)).toBe(digest(atOnce));
          const merged = docs();
          const fresh = new Y.Doc();
          Y.applyUpdate(fresh, Y.encodeStateAsUpdate(typed.copy));
          expect(digest({ brief: merged.brief, copy: fresh })).toBe(digest(typed));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of different drafts is different: a look-alike letter, an invisible one, a mark, a link, a day', () => {
    const changes: ((all: ReturnType<typeof docs>) => void)[] = [
      () => undefined,
      ({ copy }) => body(copy).insert(1, 'a'),
      ({ copy }) => body(copy).insert(1, '\u0430'),
      ({ copy }) => body(copy).insert(1, 'a\u200b'),
      ({ copy }) => body(copy).insert(1, '\u00e9'),
      ({ copy }) => body(copy).insert(1, 'e\u0301'),
      ({ copy }) => body(copy).insert(1, 'a', { bold: true }),
      ({ copy }) => body(copy).insert(1, 'a', { link: { href: 'https://a.example' } }),
      ({ copy }) => body(copy).insert(1, 'a', { link: { href: 'https://b.example' } }),
      ({ copy }) => body(copy).insert(1, '\u2029', { kind: 'paragraph' }),
      ({ copy }) => body(copy).format(0, 1, { kind: 'quote' }),
      ({ copy }) => void addStep(copy, { id: 'proto', channel: 'call', day: 2, name: '__proto__' }),
      ({ copy }) => void removeStep(copy, 's1'),
      ({ brief }) => brief.getText('tone').insert(1, 'a'),
    ];
    const digests = changes.map((change) => {
      const all = docs();
      change(all);
      return digest(all);
    });
    expect(new Set(digests).size).toBe(changes.length);
  });

  it('leaves out what was removed, and says who stands at which place', () => {
    const { brief, copy } = docs();
    const bare = digest({ brief, copy });
    addVariant(copy, 's1', { id: 'B', name: 'B', share: 60 });
    expect(digest({ brief, copy })).not.toBe(bare);
    removeVariant(copy, 's1', 'B');
    expect(digest({ brief, copy })).toBe(bare);
    addStep(copy, { id: 's2', channel: 'call', day: 3, name: 'Second' });
    moveStep(copy, 's2', 's1');
    const { ids, form } = freezeDraft(brief, copy, noFacts(), fields);
    expect(ids).toEqual([
      { id: 's2', variants: [] },
      { id: 's1', variants: ['A'] },
    ]);
    expect(form.steps.map(({ name }) => name)).toEqual(['Second', 'First']);
    expect(form.steps[1]!.variants[0]!.share).toBe(100);
  });

  it('never throws: half a surrogate pair and unknown formats are there to be found, not to fall over', () => {
    const { brief, copy } = docs();
    body(copy).insert(1, 'a\ud800b', { glow: true });
    const { form, json } = freezeDraft(brief, copy, noFacts(), fields);
    expect(form.steps[0]!.variants[0]!.body[0]!.runs.map(({ text }) => text).join('')).toBe('a\ufffdb');
    expect(json.isWellFormed()).toBe(true);
  });
});

describe('a stored version', () => {
  it('is read back as it was, and as nothing when a byte of it is no canonical form', () => {
    const { brief, copy } = docs();
    const { json, ids, form, digest: named } = freezeDraft(brief, copy, wholeFacts, fields);
    expect(thaw(json, ids)).toEqual({ json, ids, form, digest: named });
    expect(thaw(json.replace('"email"', '"emailx"'), ids)).toBeNull();
    expect(thaw(json.slice(1), ids)).toBeNull();
    expect(thaw(json.replace('First', 'Fjrst'), ids)!.digest).not.toBe(named);
  });
});
