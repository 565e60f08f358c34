import type { LaunchPackage } from '../wire/http.ts';
import { toHtml } from '../text/html.ts';
import { toMarkdown } from '../text/markdown.ts';
import { toPlain } from '../text/plain.ts';
import type { Frozen } from './form.ts';

/** Every variant as text, HTML and Markdown, in the order of the sequence. Merge tags stay as they were signed: filling them is the sender's. */
export const renderVersion = ({ form }: Frozen): LaunchPackage['rendered'] =>
  form.steps.flatMap(({ name: step, channel, day, variants }) =>
    variants.map(({ name: variant, share, subject, preheader, body }) => ({
      step,
      channel,
      day,
      variant,
      share,
      subject,
      preheader,
      text: toPlain(body),
      html: toHtml(body),
      markdown: toMarkdown(body),
    })),
  );
