import { z } from 'zod';
import { factSchemas, MergeField } from '../campaign/facts.ts';
import { briefParts, channels } from '../campaign/rooms.ts';
import { MAX_INDENT } from '../text/block.ts';
import type { CanonicalForm } from './form.ts';

const Run = z.strictObject({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  link: z.string().optional(),
});
const runs = z.array(Run);
const Block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['paragraph', 'quote']), runs }),
  z.strictObject({ kind: z.literal('heading'), level: z.literal([1, 2, 3]), runs }),
  z.strictObject({
    kind: z.literal('item'),
    list: z.enum(['bullet', 'number']),
    indent: z.int().min(0).max(MAX_INDENT),
    runs,
  }),
]);
const { sender, ...facts } = factSchemas;
const orNull = (shape: Record<string, z.ZodType>) =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.nullable()]));
const Form = z.strictObject({
  format: z.literal(1),
  brief: z.strictObject(Object.fromEntries(briefParts.map((part) => [part, z.array(Block)]))),
  facts: z.strictObject(orNull(facts)),
  sender: sender.nullable(),
  mergeFields: z.array(MergeField),
  steps: z.array(
    z.strictObject({
      channel: z.enum(channels),
      day: z.int(),
      name: z.string(),
      goal: z.string(),
      variants: z.array(
        z.strictObject({
          name: z.string(),
          share: z.number(),
          subject: z.string(),
          preheader: z.string(),
          body: z.array(Block),
        }),
      ),
    }),
  ),
});

/** Reads canonical format 1; null for anything else. Nothing is mended: what was read is what was signed. */
export const parseForm = (json: string): CanonicalForm | null => {
  try {
    const value: unknown = JSON.parse(json);
    return Form.safeParse(value).success ? (value as CanonicalForm) : null;
  } catch {
    return null;
  }
};
