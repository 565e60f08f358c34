/** Where a link may lead. Anything else stays text: no link of ours runs a script or opens a file. */
export const isAllowedLink = (href: unknown): href is string =>
  typeof href === 'string' && href.length <= 2048 && /^(https?:\/\/|mailto:)[^\s\u0000-\u001f]+$/i.test(href);
