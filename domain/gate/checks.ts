import { briefParts, type BriefPart, type TextId } from '../campaign/rooms.ts';
import type { CanonicalForm, CanonicalStep, CanonicalVariant, Frozen } from '../canonical/form.ts';
import type { Block } from '../text/block.ts';
import { wordsOf } from '../text/plain.ts';
import { tagsIn } from '../text/tags.ts';
import { checkFacts, checkHidden } from './check-facts.ts';
import {
  checkCharacters,
  checkGrade,
  checkLength,
  checkLinks,
  checkSpam,
  checkSubject,
  checkTags,
  type CheckedText,
  type Found,
} from './check-text.ts';
import { blockingChecks, type CheckCode, type Finding } from './finding.ts';
import { unrecordedPolicy, type Policy } from './policy.ts';

/** Parts of the brief that may stay empty. */
const optional: ReadonlySet<BriefPart> = new Set<BriefPart>(['tone', 'proof']);
const stillEmpty: Record<BriefPart, string> = {
  objective: 'The objective is',
  audience: 'The audience is',
  offer: 'The offer is',
  keyMessages: 'Key messages are',
  tone: 'The tone is',
  proof: 'The proof is',
};
/** Everything the gate finds in a version or draft; blocking ones first, each in reading order. Looks at the canonical form only. */
export const runChecks = (frozen: Frozen, recorded: Policy | null): Finding[] => {
  const { alsoBlocking } = recorded ?? unrecordedPolicy;
  const blocks = (code: CheckCode): boolean =>
    (blockingChecks as readonly string[]).includes(code) || alsoBlocking.includes(code);
  const found = [...checkBrief(frozen.form), ...checkFacts(frozen.form), ...checkSequence(frozen)].map(
    (each): Finding => ({ ...each, blocking: blocks(each.code) }),
  );
  return [...found.filter(({ blocking }) => blocking), ...found.filter(({ blocking }) => !blocking)];
};

const isEmpty = (text: readonly Block[]): boolean => text.every((block) => wordsOf(block).trim() === '');

const checkBrief = ({ brief }: CanonicalForm): Found[] =>
  briefParts.flatMap((part): Found[] => {
    const text: CheckedText = { id: `brief/${part}`, blocks: brief[part] };
    if (isEmpty(text.blocks) && !optional.has(part))
      return [
        {
          code: 'brief incomplete',
          says: `${stillEmpty[part]} still empty.`,
          at: { text: text.id, block: 0, from: 0, to: 0 },
        },
      ];
    return [...checkLinks(text), ...checkCharacters(text)];
  });

const checkSequence = ({ form, ids }: Frozen): Found[] => {
  if (form.steps.length === 0) return [{ code: 'no copy', says: 'There is no step yet. Add the first one.', at: null }];
  const fallbacks = fallbacksOf(form);
  return form.steps.flatMap((step, index) => {
    const id = ids[index]?.id ?? String(index);
    return [
      ...checkShares(step, id),
      ...checkHidden([step.name, step.goal, step.variants.map(({ name }) => name)], `in a name of “${step.name}”`, {
        step: id,
      }),
      ...step.variants.flatMap((variant, place) =>
        checkVariant(step, variant, `step/${id}/${ids[index]?.variants[place] ?? String(place)}`, fallbacks),
      ),
    ];
  });
};

/** What each merge field comes to where a contact's own is empty; the sender's own come from the sender, who is a fact. */
const fallbacksOf = ({ mergeFields, sender }: CanonicalForm): Map<string, string> => {
  // A map: a field may be called like something that every object has.
  const known = new Map([
    ['sender name', sender?.name],
    ['sender company', sender?.company],
    ['sender phone', sender?.phone],
    ['opt-out link', sender?.optOutUrl],
    ['sender address', sender?.address],
  ]);
  return new Map(mergeFields.map(({ name, fallback }) => [name, fallback || (known.get(name) ?? '')]));
};

const checkShares = ({ name, variants }: CanonicalStep, id: string): Found[] => {
  if (variants.length === 0) return [{ code: 'no copy', says: `“${name}” has no wording yet.`, at: { step: id } }];
  const sum = variants.reduce((total, { share }) => total + share, 0);
  // A third each, three times, is as near to all as percent can say.
  if (Math.abs(sum - 100) <= 1) return [];
  return [{ code: 'shares', says: `The shares of “${name}” add up to ${sum}%, not 100%.`, at: { step: id } }];
};

const checkVariant = (
  { channel, name: step }: CanonicalStep,
  variant: CanonicalVariant,
  place: `step/${string}/${string}`,
  fallbacks: ReadonlyMap<string, string>,
): Found[] => {
  const line = (name: 'subject' | 'preheader'): CheckedText => ({
    id: `${place}/${name}`,
    blocks: variant[name] === '' ? [] : [{ kind: 'paragraph', runs: [{ text: variant[name] }] }],
  });
  const [subject, preheader] = [line('subject'), line('preheader')];
  const body: CheckedText = { id: `${place}/body`, blocks: variant.body };
  const start = (text: TextId): Found['at'] => ({ text, block: 0, from: 0, to: 0 });
  const found: Found[] = [];
  if (isEmpty(body.blocks))
    found.push({
      code: 'empty copy',
      says: `“${step}”, variant ${variant.name}, has no text yet.`,
      at: start(body.id),
    });
  if (channel === 'email') {
    if (isEmpty(subject.blocks))
      found.push({
        code: 'empty copy',
        says: `“${step}”, variant ${variant.name}, has no subject.`,
        at: start(subject.id),
      });
    found.push(...checkSubject(subject), ...checkOptOut(body));
  }
  for (const text of [subject, preheader, body])
    found.push(...checkTags(text, fallbacks), ...checkLinks(text), ...checkCharacters(text), ...checkSpam(text));
  return [...found, ...checkLength(body, channel), ...checkGrade(body)];
};

/** What an e-mail to a stranger must carry: a way out, and who writes. */
const checkOptOut = (body: CheckedText): Found[] => {
  const tags = new Set(body.blocks.flatMap((block) => tagsIn(wordsOf(block)).map(({ name }) => name)));
  const last = Math.max(0, body.blocks.length - 1);
  const end = { text: body.id, block: last, from: 0, to: 0 };
  const required = [
    ['opt-out link', 'no opt-out link', 'opt-out link'],
    ['sender address', 'no sender address', 'sender’s address'],
  ] as const;
  return required
    .filter(([name]) => !tags.has(name))
    .map(([, code, what]) => ({ code, says: `This e-mail has no ${what}.`, at: end }));
};
