import { z } from 'zod';
import { Id, LocalDate, LocalTime, Name } from '../../domain/id.ts';
import { channels } from '../../domain/campaign/rooms.ts';
import { kpis } from '../../domain/campaign/facts.ts';
import { Role } from '../../domain/people/member.ts';
import story from './sample-campaign.json' with { type: 'json' };

/**
 * The shape of `sample-campaign.json`, as far as it is written into a workspace. Times there carry London's offset, and are read
 * as London's wall clock, so that nine o'clock stays nine o'clock when the whole story moves by weeks.
 */
const When = z.iso.datetime({ offset: true });
const Inline = z.union([
  z.strictObject({
    text: z.string(),
    marks: z
      .array(
        z.union([
          z.strictObject({ type: z.enum(['bold', 'italic']) }),
          z.strictObject({ type: z.literal('link'), href: z.string() }),
        ]),
      )
      .optional(),
  }),
  z.strictObject({ mergeTag: z.string(), fallback: z.string() }),
]);
const StoryBlock = z.union([
  z.strictObject({ kind: z.enum(['paragraph', 'quote']), content: z.array(Inline) }),
  z.strictObject({ kind: z.literal('heading'), level: z.literal([1, 2, 3]), content: z.array(Inline) }),
  z.strictObject({
    kind: z.literal('list-item'),
    list: z.enum(['bullet', 'number']),
    indent: z.int(),
    content: z.array(Inline),
  }),
]);
const Rule = z.object({
  metric: z.string(),
  per: z.string().optional(),
  compare: z.enum(['>', '>=', '<', '<=']),
  value: z.number(),
  minimumSample: z.object({ metric: z.string(), value: z.int() }),
});
const Target = z.object({
  kpi: z.enum(kpis),
  target: z.number(),
  unit: z.string(),
  atMost: z.boolean().optional(),
  due: LocalDate,
  owners: z.array(Id),
});
const Brief = z.object({
  objective: z.array(StoryBlock).optional(),
  audience: z.array(StoryBlock).optional(),
  offer: z.array(StoryBlock).optional(),
  keyMessages: z.array(StoryBlock).optional(),
  tone: z.array(StoryBlock).optional(),
  proofPoints: z.array(StoryBlock).optional(),
  /** In whole units of the currency. */
  budget: z
    .object({ amount: z.int(), currency: z.string(), lines: z.array(z.object({ what: Name, amount: z.int() })) })
    .optional(),
  launchWindow: z.object({ start: LocalTime, end: LocalTime, timeZone: z.string(), firstBatch: z.int() }),
  kpiTargets: z.array(Target).optional(),
});
const Step = z.object({
  id: Id,
  day: z.int(),
  channel: z.enum(channels),
  name: z.string(),
  goal: z.string().optional(),
});
const Wording = z.object({
  subject: z.array(Inline).optional(),
  preheader: z.array(Inline).optional(),
  body: z.array(StoryBlock),
});
const Where = z.union([
  z.strictObject({ step: Id, variant: Id, field: z.enum(['subject', 'preheader', 'body']) }),
  z.strictObject({ brief: z.string() }),
  z.strictObject({ fact: z.literal('minimum samples') }),
]);
/** Words that took the place of others, or blocks that were put before another. `before` and `after` say where, if one side is empty. */
const Change = z.object({
  where: Where,
  by: Id,
  at: When,
  was: z.string().optional(),
  became: z.string().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  blocks: z.array(StoryBlock).optional(),
  acceptedIn: Id.optional(),
});
const Decided = z.object({
  kind: z.enum(['signed', 'changes requested']),
  by: Id,
  at: When,
  statement: z.string().optional(),
  reasons: z.array(z.string()).optional(),
});
const Version = z.object({
  requestedBy: Id,
  requestedAt: When,
  note: z.string(),
  changesSincePrevious: z.array(Change).optional(),
  decision: Decided,
  withdrawal: z.object({ by: Id, at: When, why: z.string() }).optional(),
  /** Set again later, after somebody blocked the draft: a schedule launches nothing that its maker was not asked about. */
  scheduled: z
    .object({ by: Id, at: When, for: LocalTime, timeZone: z.string(), againInSpiteOfThreadAt: When.optional() })
    .optional(),
});
const StoryThread = z.object({
  id: Id,
  blocking: z.boolean(),
  startedBy: Id,
  at: When,
  anchor: z.object({
    step: Id,
    variant: Id,
    field: z.enum(['subject', 'preheader', 'body']),
    quote: z.string(),
    quoteWhenStarted: z.string().optional(),
  }),
  text: z.string(),
  suggestion: z
    .object({ with: z.string(), state: z.enum(['open', 'accepted']), decidedBy: Id.optional(), decidedAt: When.optional() })
    .optional(),
  replies: z.array(z.object({ by: Id, at: When, text: z.string() })),
  resolvedBy: Id.optional(),
  resolvedAt: When.optional(),
  resolvedWith: z.string().optional(),
});
const StoryNote = z.object({
  id: Id,
  quote: z.string(),
  who: Name,
  channel: z.enum(['call', 'visit', 'reply', 'event', 'other']),
  loggedBy: Id,
  at: When,
  mayBeQuoted: z.boolean(),
  linkedTo: z.array(
    z.union([
      z.object({ step: Id, variant: Id, linkedBy: Id }),
      z.object({ kind: z.literal('brief'), field: z.string(), linkedBy: Id }),
    ]),
  ),
});
const History = z.discriminatedUnion('do', [
  z.object({ do: z.literal('request review'), by: Id, at: When, note: z.string().optional() }),
  z.object({ do: z.literal('sign off'), by: Id, at: When, statement: z.string() }),
  z.object({ do: z.literal('schedule launch'), by: Id, at: When, for: LocalTime }),
  z.object({ do: z.literal('launch'), by: Id, at: When }),
  z.object({ do: z.literal('halt'), by: Id, at: When, reason: z.string() }),
  z.object({ do: z.literal('complete'), by: Id, at: When }),
]);
const Story = z.object({
  asOf: When,
  workspace: z.object({
    foundedAt: When,
    name: Name,
    members: z.array(z.object({ id: Id, name: Name, role: Role, admin: z.boolean() })),
    policy: z.object({ quorum: z.int(), salesMayWriteCopy: z.boolean(), mayLaunch: z.array(Role) }),
    mergeFields: z.array(
      z.object({ field: z.string(), label: z.string(), from: z.enum(['prospect', 'sender']), defaultFallback: z.string() }),
    ),
  }),
  campaign: z.object({
    id: Id,
    title: Name,
    owner: Id,
    contacts: z.int(),
    createdAt: When,
    briefWrittenAt: When,
    factsSetAt: When,
    copyWrittenAt: When,
    brief: Brief.extend({
      sender: z.object({
        name: Name,
        company: z.string(),
        email: z.string(),
        phone: z.string(),
        postalAddress: z.string(),
        optOutUrl: z.string(),
      }),
      rampThresholds: z.object({ rules: z.array(Rule) }),
      haltThresholds: z.object({ rules: z.array(Rule) }),
    }),
    steps: z.array(
      Step.extend({
        test: z.object({ split: z.record(z.string(), z.number()) }).optional(),
        variants: z.array(Wording.extend({ id: Id, name: z.string() })),
      }),
    ),
    threads: z.array(StoryThread),
    versions: z.array(Version),
    draftSinceVersion: z.object({ changes: z.array(Change) }),
  }),
  fieldNotes: z.array(StoryNote),
  furtherCampaigns: z.array(
    z.object({
      id: Id,
      title: Name,
      owner: Id,
      contacts: z.int(),
      createdAt: When,
      brief: Brief,
      steps: z.array(Step.extend(Wording.shape)),
      history: z.array(History),
    }),
  ),
});
export type Story = z.infer<typeof Story>;
export type StoryBlock = z.infer<typeof StoryBlock>;
export type Inline = z.infer<typeof Inline>;
export type Change = z.infer<typeof Change>;
export type StoryRule = z.infer<typeof Rule>;
export type StoryBrief = z.infer<typeof Brief>;

export const readStory = (): Story => Story.parse(story);
