import { z } from 'zod';
import type { TextId } from '../campaign/rooms.ts';

/**
 * Where a thread hangs: two Yjs relative positions (base64 of `Y.encodeRelativePosition`) in one text, plus the words and a
 * little context, so that the thread can find its text again and can be read when the text is gone. Never touches the copy.
 */
export const Anchor = z.object({
  text: z.string().regex(/^(brief\/[A-Za-z]+|step\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/(subject|preheader|body))$/),
  start: z.base64().max(400),
  end: z.base64().max(400),
  quote: z.string().max(2000),
  before: z.string().max(80),
  after: z.string().max(80),
});
export type Anchor = Omit<z.infer<typeof Anchor>, 'text'> & { text: TextId };
