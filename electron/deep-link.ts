import { z } from 'zod';
import { Id } from '../domain/id.ts';

export const SCHEME = 'countersign';

/** What a link from outside may do: open something. Approving, sending or changing anything by a link is not expressible here. */
export type DeepLink = { kind: 'home' } | { kind: 'campaign'; id: Id; place: string | null };

const Place = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_/-]{0,127}$/);

/** Reads `countersign://campaign/<id>/<place>`; null for whatever is long, odd or unknown. Query and fragment are ignored. */
export const parseDeepLink = (text: string): DeepLink | null => {
  if (text.length > 500) return null;
  const match = /^countersign:\/\/([a-z]*)(\/[^?#]*)?(?:[?#].*)?$/i.exec(text);
  if (!match) return null;
  const [, what = '', rest = ''] = match;
  if (what === '' || what === 'home') return rest === '' || rest === '/' ? { kind: 'home' } : null;
  if (what !== 'campaign') return null;
  const [id = '', ...place] = rest.slice(1).replace(/\/$/, '').split('/');
  if (!Id.safeParse(id).success || place.includes('')) return null;
  if (place.length === 0) return { kind: 'campaign', id, place: null };
  const parsed = Place.safeParse(place.join('/'));
  return parsed.success ? { kind: 'campaign', id, place: parsed.data } : null;
};

/** The place inside the app that a link opens. */
export const pathOf = (link: DeepLink): string =>
  link.kind === 'home' ? '/' : `/campaign/${link.id}${link.place ? `/${link.place}` : ''}`;

/** The first link among a command line's arguments, as Windows and Linux hand it over. */
export const linkAmong = (args: readonly string[]): DeepLink | null => {
  const text = args.find((each) => each.toLowerCase().startsWith(`${SCHEME}://`));
  return text === undefined ? null : parseDeepLink(text);
};
