/** Where one row of the record stands in an export's text. */
export type RowSpan = { start: number; end: number };

/**
 * The rows of the record in an export's text, found by counting brackets, so that they are found in a text that is no JSON any more,
 * too: each row up to the damage, and the damaged one as far as it can be told.
 */
export const rowSpans = (text: string): RowSpan[] => {
  const spans: RowSpan[] = [];
  // Inside a string this would read `record\":`, so only the member itself can match.
  const found = /"record"\s*:\s*\[/.exec(text);
  if (!found) return spans;
  let at = found.index + found[0].length;
  for (;;) {
    while (/[\s,]/.test(text[at] ?? '')) at += 1;
    if (at >= text.length || text[at] === ']') return spans;
    const end = endOfValue(text, at);
    spans.push({ start: at, end });
    at = end;
  }
};

/** Just after the value that begins here; the end of the text where it never closes. */
const endOfValue = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth <= 0) return at + 1;
    } else if (character === ',' && depth === 0) return at;
  }
  return text.length;
};
