/** Every address inside the app, as a hash location. `place` is what the campaign screen makes of the rest of the address. */
export const pathTo = {
  home: '/',
  people: '/people',
  /** One of them, found by name. */
  member: (id: string): string => `/people/member/${id}`,
  devices: '/people/devices',
  webhooks: '/people/webhooks',
  start: '/start',
  /** Each way in has an address, so that Back leads out of it. */
  startAt: (way: 'new' | 'join' | 'sample'): string => `/start/${way}`,
  kept: '/kept',
  campaign: (id: string, place?: string): string => `/campaign/${id}${place ? `/${place}` : ''}`,
} as const;

/** The same as an `href`. */
export const hrefTo = (path: string): string => `#${path}`;

/** A page's own address for one workspace and seat, so that each window keeps its chair over a reload. */
export const addressOf = (workspace: string, seat: string, path: string = pathTo.home): string =>
  `?${new URLSearchParams({ workspace, seat }).toString()}#${path}`;
