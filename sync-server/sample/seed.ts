import type * as Y from 'yjs';
import { factKeys, type Facts } from '../../domain/campaign/facts.ts';
import { briefParts, type BriefPart, type Room, type RoomKind, type TextId } from '../../domain/campaign/rooms.ts';
import { addStep, addVariant, textOf } from '../../domain/campaign/sequence.ts';
import type { Digest } from '../../domain/id.ts';
import { makeAnchor } from '../../domain/text/anchor-range.ts';
import { SAMPLE_WORKSPACE, type Founding, type Sample, type WorkspaceActor } from '../workspace.ts';
import { calendar } from './calendar.ts';
import { factsOf, withoutMinimums } from './numbers.ts';
import { readStory, type Change, type Story, type StoryBrief } from './story.ts';
import { Telling } from './telling.ts';
import { before, fill, find, rewrite, Words, type Insert } from './words.ts';

/** The sample workspace, written as its people would have: through the same decisions, at the times of the story. */
export const sampleWorkspace = (clock: () => number = Date.now): Sample => {
  const story = readStory();
  return {
    members: story.workspace.members.map(({ id, name, role }) => ({ id, name, role })),
    seed: (found) => seedSample(story, clock(), found),
  };
};

/** `now` in ms since 1970: the story is moved by whole weeks to end just before it. Throws where anything in it is refused. */
export const seedSample = (story: Story, now: number, found: (founding: Founding) => WorkspaceActor): void => {
  const { workspace } = story;
  const dates = calendar(story.asOf, now);
  const words = new Words(new Map(workspace.mergeFields.map(({ field, label }) => [field, label])));
  const actor = found({
    id: SAMPLE_WORKSPACE,
    name: workspace.name,
    sample: true,
    policy: { ...workspace.policy, alsoBlocking: [] },
    mergeFields: workspace.mergeFields.map(({ label, from, defaultFallback }) => ({
      name: label,
      from,
      fallback: defaultFallback,
    })),
    members: workspace.members.map((member) => ({ ...member, suspended: false })),
    at: dates.instant(workspace.foundedAt),
  });
  const telling = new Telling(actor, dates);
  tellCampaign(telling, story, words);
  tellNotes(telling, story);
  for (const further of story.furtherCampaigns) tellFurther(telling, story, further, words);
  telling.tell();
};

const room = (campaign: string, kind: RoomKind): Room => ({ campaign, kind });
const storyPart = (part: BriefPart): keyof StoryBrief => (part === 'proof' ? 'proofPoints' : part);
const textIdOf = (where: Change['where']): TextId | null => {
  if ('step' in where) return `step/${where.step}/${where.variant}/${where.field}`;
  return 'brief' in where ? `brief/${where.brief as BriefPart}` : null;
};
const roomOf = (campaign: string, text: TextId): Room => room(campaign, text.startsWith('brief/') ? 'brief' : 'copy');
const text = (doc: Y.Doc, id: TextId): Y.Text => {
  const found = textOf(doc, id);
  if (!found) throw new Error(`the sample has no text ${id}`);
  return found;
};

const tellCampaign = (telling: Telling, story: Story, words: Words): void => {
  const { campaign } = story;
  const { id, owner, brief, steps, versions } = campaign;
  const changes = [...versions.flatMap(({ changesSincePrevious }) => changesSincePrevious ?? []), ...campaign.draftSinceVersion.changes];
  /** The first wording, which later changes turned into today's. */
  const first = (textId: TextId, inserts: readonly Insert[]): Insert[] =>
    before(inserts, changes.filter(({ where }) => textIdOf(where) === textId), words);

  telling.says(campaign.createdAt, owner, () => ({ kind: 'create campaign', campaign: id, name: campaign.title }));
  for (const part of briefParts) {
    const inserts = first(`brief/${part}`, blocksOf(brief, part, words));
    telling.writes(campaign.briefWrittenAt, part === 'proof' ? 'ash' : owner, room(id, 'brief'), (doc) =>
      fill(text(doc, `brief/${part}`), inserts),
    );
  }
  const facts = factsOf(campaign, story, telling.dates);
  const ramp = withoutMinimums(facts.ramp ?? []);
  const halt = withoutMinimums(facts.halt ?? []);
  setFacts(telling, campaign.factsSetAt, owner, id, { ...facts, ramp, halt });
  telling.writes(campaign.copyWrittenAt, owner, room(id, 'copy'), (doc) => {
    for (const { id: step, channel, day, name, goal, test, variants } of steps) {
      addStep(doc, { id: step, channel, day, name, goal: goal ?? '' });
      for (const variant of variants) {
        const place: `step/${string}/${string}` = `step/${step}/${variant.id}`;
        addVariant(doc, step, { id: variant.id, name: variant.name, share: test?.split[variant.id] ?? 100 });
        const line = (content: typeof variant.subject): Insert[] => (content ? [{ insert: words.line(content) }] : []);
        fill(text(doc, `${place}/subject`), first(`${place}/subject`, line(variant.subject)));
        fill(text(doc, `${place}/preheader`), first(`${place}/preheader`, line(variant.preheader)));
        fill(text(doc, `${place}/body`), first(`${place}/body`, words.blocks(variant.body)));
      }
    }
  });
  for (const change of changes) {
    const textId = textIdOf(change.where);
    if (textId === null) setFacts(telling, change.at, change.by, id, { ramp: facts.ramp, halt: facts.halt });
    else if (!change.acceptedIn)
      telling.writes(change.at, change.by, roomOf(id, textId), (doc) => rewrite(text(doc, textId), change, words));
  }
  for (const thread of campaign.threads) tellThread(telling, id, owner, thread);
  versions.forEach((version, index) => tellVersion(telling, id, index + 1, version));
};

const blocksOf = (brief: StoryBrief, part: BriefPart, words: Words): Insert[] =>
  words.blocks((brief[storyPart(part)] as StoryBrief['objective']) ?? []);

const setFacts = (telling: Telling, at: string, by: string, campaign: string, facts: Partial<Facts>): void => {
  for (const fact of factKeys) {
    const value = facts[fact];
    if (value === undefined || value === null) continue;
    telling.says(at, by, () => {
      const was = telling.workspace.state().campaigns[campaign]!.facts[fact];
      return { kind: 'set fact', campaign, fact, was, value };
    });
  }
};

const tellThread = (telling: Telling, campaign: string, owner: string, thread: Story['campaign']['threads'][number]): void => {
  const { id, anchor, suggestion, resolvedBy, resolvedAt, resolvedWith } = thread;
  const textId = textIdOf(anchor)!;
  const quote = anchor.quoteWhenStarted ?? anchor.quote;
  telling.says(thread.at, thread.startedBy, () => ({
    kind: 'start thread',
    campaign,
    thread: id,
    anchor: telling.look(roomOf(campaign, textId), owner, (doc) => {
      const from = find(text(doc, textId), quote);
      return makeAnchor(text(doc, textId), textId, from, from + quote.length);
    }),
    comment: thread.text,
    blocking: thread.blocking,
    replacement: suggestion?.with ?? null,
  }));
  const reply = (at: string, by: string, comment: string, number: number): void =>
    telling.says(at, by, () => ({ kind: 'reply', campaign, thread: id, reply: `${id}-reply-${number}`, comment }));
  if (suggestion?.decidedBy && suggestion.decidedAt)
    telling.says(suggestion.decidedAt, suggestion.decidedBy, () => ({ kind: 'accept suggestion', campaign, thread: id }));
  thread.replies.forEach(({ at, by, text: comment }, index) => reply(at, by, comment, index + 1));
  if (!resolvedBy || !resolvedAt || suggestion?.state === 'accepted') return;
  if (resolvedWith) reply(resolvedAt, resolvedBy, resolvedWith, thread.replies.length + 1);
  telling.says(resolvedAt, resolvedBy, () => ({ kind: 'resolve thread', campaign, thread: id }));
};

const tellVersion = (telling: Telling, campaign: string, number: number, version: Story['campaign']['versions'][number]): void => {
  const { decision, withdrawal, scheduled } = version;
  requestReview(telling, version.requestedAt, version.requestedBy, campaign, version.note);
  if (decision.kind === 'signed') signOff(telling, decision.at, decision.by, campaign, number, decision.statement ?? '');
  else
    telling.says(decision.at, decision.by, () => ({
      kind: 'request changes',
      campaign,
      ...named(telling, campaign, number),
      reason: (decision.reasons ?? []).join('\n'),
      viewed: everyPart(telling, campaign, number),
    }));
  if (withdrawal)
    telling.says(withdrawal.at, withdrawal.by, () => ({
      kind: 'withdraw signature',
      campaign,
      version: number,
      reason: withdrawal.why,
    }));
  if (!scheduled) return;
  const { at, by, for: planned, againInSpiteOfThreadAt: again } = scheduled;
  scheduleLaunch(telling, at, by, campaign, number, planned);
  if (again !== undefined) scheduleLaunch(telling, again, by, campaign, number, planned, ['blocking thread opened since']);
};

/** A version by its number and the digest that its reader's screen shows. */
const named = (telling: Telling, campaign: string, version: number): { version: number; digest: Digest } => ({
  version,
  digest: telling.workspace.state().campaigns[campaign]!.versions.find(({ number }) => number === version)!.digest,
});
const requestReview = (telling: Telling, at: string, by: string, campaign: string, note: string | undefined): void =>
  telling.says(at, by, () => ({
    kind: 'request review',
    campaign,
    digest: telling.workspace.draft(campaign).frozen.digest,
    note: note ?? null,
  }));
const signOff = (telling: Telling, at: string, by: string, campaign: string, version: number, statement: string): void =>
  telling.says(at, by, () => ({
    kind: 'sign off',
    campaign,
    ...named(telling, campaign, version),
    viewed: everyPart(telling, campaign, version),
    statement,
  }));
const scheduleLaunch = (
  telling: Telling,
  at: string,
  by: string,
  campaign: string,
  version: number,
  planned: string,
  asked: string[] = [],
): void =>
  telling.says(at, by, () => ({
    kind: 'schedule launch',
    campaign,
    ...named(telling, campaign, version),
    at: telling.dates.local(planned),
    timeZone: 'Europe/London',
    graceMinutes: 15,
    asked,
  }));

/** Lena reads everything before she signs. */
const everyPart = (telling: Telling, campaign: string, version: number): string[] => [
  ...briefParts.map((part) => `brief/${part}`),
  ...[...factKeys, 'mergeFields'].map((fact) => `fact/${fact}`),
  ...(telling.workspace.version(campaign, version)?.ids ?? []).flatMap(({ id, variants }) => [
    `step/${id}`,
    ...variants.map((variant) => `step/${id}/${variant}`),
  ]),
];

const tellNotes = (telling: Telling, { fieldNotes, campaign }: Story): void => {
  for (const { id, at, loggedBy, quote, who, channel, mayBeQuoted, linkedTo } of fieldNotes) {
    telling.says(at, loggedBy, () => ({
      kind: 'log field note',
      note: id,
      campaign: campaign.id,
      quote,
      who,
      channel,
      mayBeQuoted,
    }));
    for (const link of linkedTo)
      telling.says(campaign.copyWrittenAt, link.linkedBy, () => ({
        kind: 'link field note',
        note: id,
        campaign: campaign.id,
        part: 'step' in link ? `step/${link.step}/${link.variant}` : `brief/${link.field}`,
        linked: true,
      }));
  }
};

const tellFurther = (telling: Telling, story: Story, further: Story['furtherCampaigns'][number], words: Words): void => {
  const { id, title, owner, createdAt, brief, steps, history } = further;
  // Sales may own a campaign, and does not write its copy.
  const { members } = story.workspace;
  const writer = members.find((member) => member.id === owner)?.role === 'marketing' ? owner : members[0]!.id;
  telling.says(createdAt, owner, () => ({ kind: 'create campaign', campaign: id, name: title }));
  telling.writes(createdAt, owner, room(id, 'brief'), (doc) => {
    for (const part of briefParts)
      if (brief[storyPart(part)]) fill(text(doc, `brief/${part}`), blocksOf(brief, part, words));
  });
  setFacts(telling, createdAt, owner, id, factsOf(further, story, telling.dates));
  telling.writes(createdAt, writer, room(id, 'copy'), (doc) => {
    for (const { id: step, channel, day, name, goal, subject, preheader, body } of steps) {
      addStep(doc, { id: step, channel, day, name, goal: goal ?? '' });
      addVariant(doc, step, { id: 'A', name: 'A', share: 100 });
      if (subject) fill(text(doc, `step/${step}/A/subject`), [{ insert: words.line(subject) }]);
      if (preheader) fill(text(doc, `step/${step}/A/preheader`), [{ insert: words.line(preheader) }]);
      fill(text(doc, `step/${step}/A/body`), words.blocks(body));
    }
  });
  for (const one of history) tellHistory(telling, id, one);
};

const tellHistory = (telling: Telling, campaign: string, one: Story['furtherCampaigns'][number]['history'][number]): void => {
  const { at, by } = one;
  switch (one.do) {
    case 'request review':
      return requestReview(telling, at, by, campaign, one.note);
    case 'sign off':
      return signOff(telling, at, by, campaign, 1, one.statement);
    case 'schedule launch':
      return scheduleLaunch(telling, at, by, campaign, 1, one.for);
    case 'launch':
      return telling.says(at, by, () => ({ kind: 'launch', campaign, ...named(telling, campaign, 1), asked: [] }));
    case 'halt':
      return telling.says(at, by, () => ({ kind: 'halt', campaign, reason: one.reason }));
    case 'complete':
      return telling.says(at, by, () => ({ kind: 'complete', campaign }));
  }
};
