/** A heading with what stands under it, down to the next heading of its level or above. */
export type Section = { level: number; title: string; text: string; sections: Section[] };

/** Cuts Markdown at its ATX headings (`## Offer`). What stands before the first one is the root's own text. Fenced lines are never headings. */
export const outlineOf = (markdown: string): Section => {
  const root: Section = { level: 0, title: '', text: '', sections: [] };
  const open = [root];
  let lines: string[] = [];
  let fenced = false;
  const close = (): void => {
    open.at(-1)!.text = lines.join('\n').trim();
    lines = [];
  };
  for (const line of markdown.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
    if (!heading) {
      lines.push(line);
      continue;
    }
    close();
    const level = heading[1]!.length;
    const title = heading[2]!.replace(/[ \t]+#+[ \t]*$/, '').trim();
    while (open.at(-1)!.level >= level) open.pop();
    const section: Section = { level, title, text: '', sections: [] };
    open.at(-1)!.sections.push(section);
    open.push(section);
  }
  close();
  return root;
};

/** A section's text and all that stands under it as Markdown again, its own subheadings beginning at level 2. */
export const contentOf = (section: Section): string => {
  const under = (inner: Section): string[] => [
    `${'#'.repeat(Math.min(3, inner.level - section.level + 1))} ${inner.title}`,
    inner.text,
    ...inner.sections.flatMap(under),
  ];
  return [section.text, ...section.sections.flatMap(under)].filter((part) => part !== '').join('\n\n');
};

/** Paragraphs and lists of a text, as they are separated by empty lines. */
export const paragraphsOf = (text: string): string[] => text.split(/\n[ \t]*\n/).filter((part) => part.trim() !== '');
