/** What no address needs and a reader cannot see, or reads in another order than a program does; a backslash is a slash to browsers only. */
const unseen = /[\s\\\p{Cc}\p{Cf}\p{Variation_Selector}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/u;
/** `https://good.example@bad.example` leads to the second of the two. */
const withUser = /^https?:\/\/[^/?#]*@/i;

/** Where a link may lead. Anything else stays text: no link of ours runs a script, opens a file or leads elsewhere than it reads. */
export const isAllowedLink = (href: unknown): href is string =>
  typeof href === 'string' &&
  href.length <= 2048 &&
  /^(https?:\/\/|mailto:)./iu.test(href) &&
  !unseen.test(href) &&
  !withUser.test(href);
