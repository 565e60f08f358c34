/** Names a finding by its place, the same for the panel's link and the words in the text. */
export const findingId = (at: { text: string; block: number; from: number; to: number }): string =>
  `finding ${at.text} ${at.block} ${at.from} ${at.to}`;
