/** How much of the screen is turned at a time: a line or two of what was read stay in sight. */
const PAGE = 0.8;

const scrollerOf = (element: HTMLElement): Element => {
  for (let at = element.parentElement; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return document.documentElement;
};
/** Top and bottom of what is to be seen around an element, in px of the window. */
const seenAround = (element: HTMLElement): { top: number; bottom: number } => {
  const { top, bottom } = scrollerOf(element).getBoundingClientRect();
  return { top: Math.max(0, top), bottom: Math.min(window.innerHeight, bottom) };
};

export const sheetOf = (list: HTMLElement | null, id: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-sheet="${CSS.escape(id)}"]`) ?? null;

/** Whether the last line of a sheet is to be seen, so that all above it was. */
export const endIsSeen = (sheet: HTMLElement): boolean => {
  const { top, bottom } = sheet.getBoundingClientRect();
  const seen = seenAround(sheet);
  return bottom <= seen.bottom + 1 && bottom >= seen.top && top <= seen.bottom;
};

/** Turns to what comes next of a sheet that is longer than the screen; to its beginning where another one is on the screen. */
export const turnPage = (sheet: HTMLElement): void => {
  const { top, bottom } = sheet.getBoundingClientRect();
  const seen = seenAround(sheet);
  if (bottom < seen.top || top > seen.bottom - 80) sheet.scrollIntoView({ block: 'start' });
  else scrollerOf(sheet).scrollBy({ top: (seen.bottom - seen.top) * PAGE });
};

const isChange = (node: Node | null): boolean => node instanceof Element && node.matches('ins, del');

/** Each change, words that went and came at one place being one; and each sheet in which none is marked. */
const stopsIn = (list: HTMLElement): HTMLElement[] =>
  [...list.querySelectorAll<HTMLElement>('[data-sheet]')].flatMap((sheet) => {
    const changes = [...sheet.querySelectorAll<HTMLElement>('ins, del')].filter(
      ({ previousSibling }) => !isChange(previousSibling),
    );
    return changes.length > 0 ? changes : [sheet];
  });

/** The change after or before one place; null at either end. */
export const nextStop = (list: HTMLElement, from: HTMLElement | null, by: 1 | -1): HTMLElement | null => {
  const stops = stopsIn(list);
  if (!from) return stops[0] ?? null;
  const isAfter = (each: HTMLElement): boolean =>
    (from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const isBefore = (each: HTMLElement): boolean => !each.contains(from) && !isAfter(each);
  return (by === 1 ? stops.find(isAfter) : stops.findLast(isBefore)) ?? null;
};

/** Brings a stop to the reader and the focus to it: with the top of its sheet where both fit. */
export const stopAt = (stop: HTMLElement): void => {
  const sheet = stop.closest<HTMLElement>('[data-sheet]') ?? stop;
  const seen = seenAround(stop);
  const fits =
    stop.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top < (seen.bottom - seen.top) * PAGE;
  if (fits) sheet.scrollIntoView({ block: 'start' });
  else stop.scrollIntoView({ block: 'center' });
  // A change is no control; it takes the focus while it is the one that is read.
  stop.setAttribute('tabindex', '-1');
  stop.focus({ preventScroll: true });
};
