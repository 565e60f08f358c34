export type Privileges = {
  standard?: boolean;
  secure?: boolean;
  supportFetchAPI?: boolean;
  allowServiceWorkers?: boolean;
};

/** Schemes the app registered. Chromium itself cannot be taught one, so `app://x/y` is served to it as `https://x.app.invalid/y`. */
export const schemes = new Map<string, Privileges>();

export const toStandIn = (url: string): string => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  if (!match) return url;
  const [, scheme = '', host = '', rest = ''] = match;
  return schemes.has(scheme) ? `https://${host.toLowerCase()}.${scheme}.invalid${rest || '/'}` : url;
};

export const fromStandIn = (url: string): string => {
  const match = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?=[/?#]|$)(.*)$/i.exec(url);
  if (!match) return url;
  const [, host = '', scheme = '', rest = ''] = match;
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
};

export const originOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? 'null';

/** A policy as the app wrote it, with its own schemes replaced by the origins Chromium sees. */
export const policyForChromium = (policy: string): string => {
  let said = policy;
  for (const scheme of schemes.keys())
    said = said.replace(
      new RegExp(`(^|[\\s;])${scheme}:(?://([^\\s;/]+))?`, 'g'),
      (_all, before: string, host: string | undefined) => `${before}https://${host ?? '*'}.${scheme}.invalid`,
    );
  return said;
};
